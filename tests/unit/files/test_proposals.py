"""Proposals: full layouts as CSV or YAML."""

import pytest

from allocator.errors import InputError
from allocator.files import load_proposal
from allocator.model.proposal import Proposal
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
        ("p.csv", "分园,产业,备注\n北园,人工智能,x\n东,集成电路,\n东园,绿色能源,\n"),
        ("p.csv", "分园,产业一,产业二,产业三\n北园,人工智能,,\n东园,,集成电路,绿色能源\n南园,,,\n"),
        ("p.csv", "分园,产业1,产业 2\n北园,人工智能,\n东园,集成电路,绿色能源\n"),
        ("p.csv", "park,Industry 1,industry_2,note\nnorth,ai,,chips\neast,energy,chips,\n"),
        ("p.csv", "分园,产业,产业二\n北园,人工智能,\n东园,集成电路,绿色能源\n"),
        ("p.csv", "单位,甲,乙,负责人\n北,人工智能,,张\n东,集成电路,绿色能源,李\n"),
        ("p.csv", "分园,甲,乙,备注\n北园,人工智能,,chips\n东园,集成电路,绿色能源,\n"),
        ("p.yaml", "pairs:\n- [北园, 人工智能]\n- [东园, 集成电路, 绿色能源]\n"),
        ("p.yaml", "- [北园, 人工智能]\n- [东园, 集成电路]\n- {分园: 东, 产业: 绿色能源}\n"),
        ("p.csv", "分园,主导产业\n北园,人工智能\n东园,集成电路、绿色能源\n"),
        ("p.csv", "分园,甲\n北园,人工智能\n东园,集成电路；绿色能源\n"),
        ("p.json", '{"name": "mine", "pairs": {"north": ["ai"], "east": ["chips", "energy"]}}'),
    ],
)  # fmt: skip
def test_forms(tmp_path, scenario, name, text):
    assert load_proposal(put(tmp_path, name, text), scenario) == Proposal(LAYOUT)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("p.csv", "", ["empty-file"]),
        ("p.csv", "分园,退出产业,新增产业\n北园,人工智能,集成电路\n", ["column-of-before"]),
        (
            "p.csv",
            "分园,现状主导产业,调整后主导产业\n北园,人工智能,集成电路\n",
            ["column-of-before"],
        ),
        ("p.csv", "分园,主导产业\n北园,人工智能、木材\n", ["unknown-industry"]),
        ("p.csv", "park,industry\n", ["empty-layout"]),
        ("p.csv", "park,sector\nnorth,wood\n", ["missing-column"]),
        ("p.csv", "who,industry\nme,ai\n", ["missing-column"]),
        ("p.csv", "park,分园,industry\nnorth,x,ai\n", ["duplicate-column"]),
        ("p.csv", "分园,产业一,产业二\n", ["empty-layout"]),
        ("p.csv", "分园,产业一,未来产业\n北园,人工智能,chips\n", ["unknown-column"]),
        ("p.csv", "分园,产业一,产业二\n北园,人工智能,wood\n", ["unknown-industry"]),
        ("p.csv", "分园,甲,乙\n北园,人工智能,\n东园,wood,chips\n", ["unknown-industry"]),
        ("p.csv", "分园,产业一,产业二\n北园,人工智能,ai\n", ["duplicate-pair"]),
        ("p.csv", "分园,产业一,产业二\n,人工智能,ai\n", ["missing-value", "missing-value"]),
        ("p.csv", "park,industry,park\nnorth,ai,x\n", ["duplicate-column"]),
        ("p.csv", "park,industry\nnorth,ai\n北园,人工智能\n", ["duplicate-pair"]),
        ("p.csv", "park,industry\nwest,ai\nnorth,wood\n", ["unknown-park", "unknown-industry"]),
        ("p.csv", "park,industry\nnorth,\n", ["missing-value"]),
        ("p.csv", "park,industry\nnorth,ai,x\n", ["ragged-row"]),
        ("p.csv", 'park,industry\nnorth,"ai\n', ["csv-syntax"]),
        ("p.yaml", "north\n", ["not-a-mapping"]),
        ("p.yaml", "- north\n", ["mapping-expected"]),
        ("p.yaml", "- [north]\n", ["missing-value"]),
        ("p.yaml", "- []\n", ["mapping-expected"]),
        ("p.yaml", "- [north, [ai]]\n", ["value-expected"]),
        ("p.yaml", "pair: [{park: north, industry: ai}]\n", ["unknown-key"]),
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
        load_proposal(put(tmp_path, name, text), scenario)
    assert [fault.code for fault in caught.value.faults] == expected


@pytest.mark.parametrize(
    ("key", "near"),
    [("layuot", "layout"), ("Layout", "layout"), ("layouts", "layout"), ("paris", "pairs")],
)
def test_a_misspelt_key_gets_a_suggestion(tmp_path, scenario, key, near):
    with pytest.raises(InputError) as caught:
        load_proposal(put(tmp_path, "p.yaml", f"{key}: {{north: [ai]}}\n"), scenario)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == ("unknown-key", 1)
    assert fault.facts["near"].startswith(near)


def test_a_fault_of_a_wide_row_names_its_cell(tmp_path, scenario):
    text = "分园,产业一,产业二\n北园,人工智能,木材\n"
    with pytest.raises(InputError) as caught:
        load_proposal(put(tmp_path, "p.csv", text), scenario)
    (fault,) = caught.value.faults
    assert (fault.place.line, fault.place.column) == (2, "产业二")


def test_a_folder_is_no_proposal(tmp_path, scenario):
    with pytest.raises(InputError) as caught:
        load_proposal(tmp_path, scenario)
    assert [fault.code for fault in caught.value.faults] == ["not-a-file"]
