"""Names, types and defaults of everything a scenario can state, as docs/scenario-files.md says.

The fourth column of its tables, the meaning, is written by hand and left alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from allocator.files.tables import TABLES
from allocator.model.scenario import Scenario
from tests.docs.pages import Row, Table, tables

PAGE = "docs/scenario-files.md"
HEAD = ["Name", "Type", "Default", "Meaning"]
_SENTENCES = "Text"
_WORDS = {
    ("number", 0, 1, None): "share, 0 to 1",
    ("number", None, None, 0): "number above 0",
    ("number", 0, None, None): "number, 0 or more",
    ("number", None, None, None): "number",
    ("integer", 0, None, None): "whole number",
    ("boolean", None, None, None): "`true` or `false`",
}

Schema = Mapping[str, Any]


@cache
def schemas() -> dict[str, Schema]:
    """Return the schema of every model that a scenario can hold, by its name."""
    whole: Schema = Scenario.model_json_schema(by_alias=True)
    return {"Scenario": whole, **dict(sorted(whole["$defs"].items()))}


def computed() -> dict[str, list[Row]]:
    """Return the rows of every model, without meanings."""
    return {f"schema.{name}": list(_rows(schema)) for name, schema in schemas().items()}


def refreshed() -> dict[str, Table]:
    """Return the tables as the page should have them, with the meanings that it has."""
    shown = tables(PAGE)
    meanings = {
        name: {row[0]: row[3] for row in rows[1:] if len(row) > 3} for name, rows in shown.items()
    }
    return {
        name: [HEAD, *([*row, meanings.get(name, {}).get(row[0], "")] for row in rows)]
        for name, rows in computed().items()
    }


def _rows(schema: Schema) -> Iterator[Row]:
    required = schema.get("required", [])
    for name, field in schema["properties"].items():
        yield [f"`{name}`", type_of(name, field), default_of(name, field, required)]


def type_of(name: str, field: Schema) -> str:
    """Return a field's type in words."""
    if "anyOf" in field:
        return type_of(name, next(one for one in field["anyOf"] if one.get("type") != "null"))
    if "$ref" in field:
        return _reference(field["$ref"].rsplit("/", 1)[1])
    if choices := field.get("enum") or [one for one in [field.get("const")] if one]:
        return " or ".join(f"`{one}`" for one in choices)
    if field["type"] == "array":
        return _list(name, field)
    if field["type"] == "object":
        return f"{type_of(name, _values(field))} per id"
    return _text(field) if field["type"] == "string" else _number(field)


def _list(name: str, field: Schema) -> str:
    if "prefixItems" in field:
        return f"list of {len(field['prefixItems'])} {type_of(name, field['prefixItems'][0])}s"
    items = type_of(name, field["items"])
    if name in TABLES:
        return f"table of {items}"
    plural = "" if items.startswith("[") else "s"
    return f"list of {items}{plural}" if "$ref" in field["items"] else f"{items}s"


def default_of(name: str, field: Schema, required: list[str]) -> str:
    """Return what a field is where it is left out."""
    if name in required:
        return "required"
    default = field.get("default")
    if default is None:
        return "none"
    if isinstance(default, dict):
        default = {key: one for key, one in default.items() if one is not None and one is not False}
        if any(isinstance(one, dict) for one in default.values()):
            return "see there"
    return _shown(default) or "empty"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(field: Schema) -> Schema:
    if "patternProperties" in field:
        found: Schema = next(iter(field["patternProperties"].values()))
        return found
    values: Schema = field["additionalProperties"]
    return values


def _reference(model: str) -> str:
    return "sentence" if model == _SENTENCES else f"[{model}](#{model.lower()})"


def _text(field: Schema) -> str:
    pattern = field.get("pattern", "")
    if pattern.startswith(r"^\d{4}"):
        return "month"
    return "id" if pattern else "text"


def _number(field: Schema) -> str:
    limits = (field.get("minimum"), field.get("maximum"), field.get("exclusiveMinimum"))
    return _WORDS[field["type"], *limits]
