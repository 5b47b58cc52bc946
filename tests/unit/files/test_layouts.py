"""Proposals: full layouts as CSV or YAML."""

import pytest

from allocator.errors import InputError
from allocator.files import load_layout
from tests.unit.files.small import load

LAYOUT = {("north", "ai"), ("east", "chips"), ("east", "energy")}


@pytest.fixture
def scenario(tmp_path):
    return load(tmp_path).scenario


def put(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.csv", "park,industry\nnorth,ai\neast,chips\neast,energy\n"),
        ("p.csv", "note;industry;park\nx;人工智能;北园\n;集成电路;East Park\n;energy;东园\n"),
        ("p.yaml", "pairs:\n- {park: north, industry: ai}\n- {park: 东园, industry: chips}\n"
                   "- {park: east, industry: energy, affinity: 0.3}\n"),
        ("p.yaml", "layout:\n  north: [ai]\n  east: [chips, 绿色能源]\n  south: []\n"),
        ("p.yml", "north: ai\neast: [chips, energy]\nsouth:\n"),
        ("p.json", '{"name": "mine", "pairs": {"north": ["ai"], "east": ["chips", "energy"]}}'),
    ],
)  # fmt: skip
def test_forms(tmp_path, scenario, name, text):
    assert load_layout(put(tmp_path, name, text), scenario) == LAYOUT


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("p.csv", "", ["empty-file"]),
        ("p.csv", "park,industry\n", ["empty-layout"]),
        ("p.csv", "park,sector\nnorth,ai\n", ["missing-column"]),
        ("p.csv", "park,industry,park\nnorth,ai,x\n", ["duplicate-column"]),
        ("p.csv", "park,industry\nnorth,ai\n北园,人工智能\n", ["duplicate-pair"]),
        ("p.csv", "park,industry\nwest,ai\nnorth,wood\n", ["unknown-park", "unknown-industry"]),
        ("p.csv", "park,industry\nnorth,\n", ["missing-value"]),
        ("p.csv", "park,industry\nnorth,ai,x\n", ["ragged-row"]),
        ("p.csv", 'park,industry\nnorth,"ai\n', ["csv-syntax"]),
        ("p.yaml", "- {park: north, industry: ai}\n", ["not-a-mapping"]),
        ("p.yaml", "pairs: [north]\n", ["mapping-expected"]),
        ("p.yaml", "pairs: north\n", ["list-expected"]),
        ("p.yaml", "pairs: []\n", ["empty-layout"]),
        ("p.yaml", "pairs: [{park: north, industry: [ai]}]\n", ["value-expected"]),
        ("p.yaml", "north: {ai: 1}\n", ["list-expected"]),
        ("p.yaml", "pairs: [{park: north, industry: ai}]\nlayout: {}\n", ["layout-twice"]),
        ("p.yaml", "north: [ai\n", ["yaml-syntax"]),
        ("p.yaml", "north: [ai]\nnorth: [chips]\n", ["duplicate-key"]),
    ],
)
def test_refused(tmp_path, scenario, name, text, expected):
    with pytest.raises(InputError) as caught:
        load_layout(put(tmp_path, name, text), scenario)
    assert [fault.code for fault in caught.value.faults] == expected


def test_a_folder_is_no_proposal(tmp_path, scenario):
    with pytest.raises(InputError) as caught:
        load_layout(tmp_path, scenario)
    assert [fault.code for fault in caught.value.faults] == ["not-a-file"]
