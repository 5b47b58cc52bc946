"""The JSON Schemas of scenario and variant files, for editors and for other programs."""

from typing import Any

from allocator.files.descriptions import describe, every_model
from allocator.files.tables import TABLES
from allocator.model.fields import Frozen
from allocator.model.scenario import SCHEMA, Scenario

_ABOUT = (
    "A scenario of Allocator: parks, industries, evidence, rules and aims. In a folder, the "
    "tables (parks, industries, evidence and others) may stand in CSV files beside "
    "scenario.yaml, named after their key (parks.csv), or as the key `tables` says."
)
_ABOUT_VARIANT = (
    "A variant of a scenario: what it extends, and what it changes. It is accepted wherever a "
    "scenario is, and compared with it by allocator whatif."
)
_ABOUT_TABLES = (
    "Other names for the CSV files of tables, inside the folder, e.g. `given: my-matrix.csv`. "
    "A table stands either in a file or inline under its own key, not both."
)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the one-file form of a scenario.

    Scalars are read as text and then by their field's type, so text may be written as a plain
    number (``id: 110101``).
    """
    schema = _described(Scenario)
    schema["properties"]["tables"] = {
        "type": "object",
        "description": _ABOUT_TABLES,
        "properties": {table: {"type": "string"} for table in TABLES},
        "additionalProperties": False,
    }
    in_files = ("parks", "industries")
    schema["required"] = [key for key in schema["required"] if key not in in_files]
    return _head(SCHEMA) | schema | {"title": "Scenario", "description": _ABOUT}


def variant_schema() -> dict[str, Any]:
    """Return the JSON Schema of a variant file."""
    from allocator.model.variant import VARIANT_SCHEMA, Variant

    schema = _described(Variant)
    definition = schema["$defs"]["ChangeEntry"]
    definition["properties"] = {
        kind: {"description": field["description"], **field["anyOf"][0]}  # no kind may be empty
        for kind, field in definition["properties"].items()
    }
    definition |= {"minProperties": 1, "maxProperties": 1}
    return _head(VARIANT_SCHEMA) | schema | {"title": "Variant", "description": _ABOUT_VARIANT}


def _head(version: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": version}


def _described(root: type[Frozen]) -> dict[str, Any]:
    """Return the schema of a file with the docstrings of all fields, loosened."""
    described = root.model_json_schema(by_alias=True)
    definitions = described["$defs"] | {root.__name__: described}
    for model in every_model(Frozen):
        if model.__name__ in definitions:
            describe(definitions[model.__name__], model)
    schema: dict[str, Any] = _loosened(described)
    return schema


def _loosened(node: Any) -> Any:
    """Admit what the field types admit: numbers as text, one sentence for both languages."""
    if isinstance(node, list):
        return [_loosened(item) for item in node]
    if not isinstance(node, dict):
        return node
    loose = {key: _loosened(value) for key, value in node.items()}
    if node.get("type") == "string" and not {"enum", "const"} & node.keys():
        loose["type"] = ["string", "number"]
    if node.get("$ref") == "#/$defs/Text":
        about = {key: value for key, value in loose.items() if key != "$ref"}
        return about | {"anyOf": [{"$ref": node["$ref"]}, {"type": "string", "minLength": 1}]}
    return loose
