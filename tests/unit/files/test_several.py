"""Several industries in one cell of the current layout."""

import pytest

from allocator.errors import InputError
from allocator.files import load_scenario
from tests.support.books import cell, saved
from tests.unit.files.small import INDUSTRIES, SCENARIO, faults, load


def pairs(loaded) -> set[tuple[str, str]]:
    return {(one.park, one.industry) for one in loaded.scenario.current}


@pytest.mark.parametrize("between", ["、", "，", "；", ";", "/", " 、 "])
def test_each_is_a_pair(tmp_path, between):
    rows = f"park,industry,note\nnorth,人工智能{between}chips,x\neast,ai,\n"
    loaded = load(tmp_path, current=rows)
    assert pairs(loaded) == {("north", "ai"), ("north", "chips"), ("east", "ai")}
    assert [one.note for one in loaded.scenario.current] == ["x", None, "x"]


def test_a_name_that_holds_a_comma_is_one(tmp_path):
    loaded = load(
        tmp_path,
        industries=INDUSTRIES + "wood,木材、家具\n",
        current="park,industry\nnorth,木材、家具\n",
    )
    assert pairs(loaded) == {("north", "wood")}


def test_faults_stand_in_the_cell(tmp_path):
    rows = "park,industry\neast,ai\nnorth,人工智能、木材\nnorth,chips、ai\n"
    assert faults(tmp_path, current=rows) == [
        ("unknown-industry", "current.csv", 3, "industry"),
        ("duplicate-pair", "current.csv", 4, "park"),
    ]


def test_in_yaml(tmp_path):
    rows = "current:\n- {park: north, industry: 人工智能、集成电路}\n"
    assert pairs(load(tmp_path, scenario=SCENARIO + rows)) == {("north", "ai"), ("north", "chips")}
    wrong = SCENARIO + rows.replace("集成电路", "木材")
    ((code, _, line, where),) = faults(tmp_path, scenario=wrong)
    assert (code, line, where) == ("unknown-industry", 6, "current.0.industry")


def test_in_a_workbook(tmp_path):
    path = tmp_path / "b.xlsx"
    path.write_bytes(saved(cell("current", "B2", "绿色能源、医药健康")))
    first, last = load_scenario(path).scenario.current[0], load_scenario(path).scenario.current[-1]
    assert (first.park, first.industry) == (last.park, "energy")
    assert last.industry == "medicine"
    path.write_bytes(saved(cell("current", "B2", "绿色能源、木材")))
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.column) == ("unknown-industry", "现状布局 Current!B2")
