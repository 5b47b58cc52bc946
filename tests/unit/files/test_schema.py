"""The JSON Schema is current, and accepts what the program accepts."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from allocator.files import json_schema, variant_schema
from allocator.files.tables import TABLES

ROOT = Path(__file__).parents[3]
BROKEN = ROOT / "scenarios" / "broken"
VARIANTS = sorted((ROOT / "scenarios/what-ifs").glob("*.yaml"))
EXAMPLES = [
    *sorted({*BROKEN.glob("accepted-*.yaml")} - {*BROKEN.glob("accepted-variant*.yaml")}),
    ROOT / "allocator/files/templates/starter/scenario.yaml",
    ROOT / "scenarios/zhongguancun/scenario.yaml",
]


def plain(node: Any) -> Any:
    """Return what an editor sees: JSON values, dates as text."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return node.isoformat() if isinstance(node, datetime.date) else node


def test_the_committed_schema_is_current():
    committed = json.loads((ROOT / "docs/schema/scenario.schema.json").read_text("utf-8"))
    assert committed == json_schema(), (
        "run: allocator schema --output docs/schema/scenario.schema.json"
    )


def test_it_is_a_schema_with_words():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["description"]
    assert set(schema["properties"]["tables"]["properties"]) == set(TABLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_it_accepts_what_the_program_accepts(path):
    data = path.read_bytes()
    text = data.decode("gbk" if "gbk" in path.name else "utf-8-sig")
    if "full-width" in path.name:
        return  # a number in full-width digits is text to every other reader
    jsonschema.validate(plain(YAML(typ="safe", pure=True).load(text)), json_schema())


def test_the_committed_schema_of_variants_is_current():
    committed = json.loads((ROOT / "docs/schema/variant.schema.json").read_text("utf-8"))
    assert committed == variant_schema(), (
        "run: allocator schema --variant --output docs/schema/variant.schema.json"
    )


@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.name)
def test_it_accepts_every_variant(path):
    data = plain(YAML(typ="safe", pure=True).load(path.read_text("utf-8")))
    jsonschema.validate(data, variant_schema())


@pytest.mark.parametrize(
    "change",
    [
        {"lok": {}},
        {"withdraw": None},
        {"withdraw": {"industry": "ai", "reason": "x"}, "unlock": {"park": "p", "industry": "i"}},
        {},
    ],
)
def test_it_refuses_what_is_no_change(change):
    head = {"schema": "allocator/variant/1", "id": "v", "name": "v", "extends": "x"}
    jsonschema.validate(head, variant_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(head | {"changes": [change]}, variant_schema())


def test_it_refuses_an_unknown_key():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "allocator/scenario/1", "naem": "x"}, json_schema())
