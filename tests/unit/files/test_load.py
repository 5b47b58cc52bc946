"""What a folder or a file becomes."""

import os
from decimal import Decimal

import pytest

from allocator.errors import InputError, Place
from allocator.files import load_scenario
from tests.unit.files.small import PARKS, SCENARIO, faults, load, write


def test_a_folder_becomes_a_scenario(tmp_path):
    scenario = load(tmp_path).scenario
    assert [park.id for park in scenario.parks] == ["north", "east", "south"]
    assert [(a.park, a.industry, a.value) for a in scenario.given] == [
        ("north", "ai", Decimal("0.5")),
        ("east", "chips", Decimal("0.8")),
    ]


def test_the_yaml_file_stands_for_its_folder(tmp_path):
    write(tmp_path)
    assert load_scenario(tmp_path / "scenario.yaml").scenario == load_scenario(tmp_path).scenario


def test_another_yaml_file_stands_alone(tmp_path):
    write(tmp_path)
    alone = tmp_path / "alone.yaml"
    alone.write_text(
        SCENARIO + "tables: {given: given.csv, parks: parks.csv}\nindustries: [{id: ai}]"
    )
    with pytest.raises(InputError) as caught:
        load_scenario(alone)
    assert [fault.code for fault in caught.value.faults] == ["unknown-industry"]


def test_places_name_file_line_and_column(tmp_path):
    places = load(tmp_path).places
    assert places.of("parks", 1, "cap") == Place(f"{tmp_path}/parks.csv", 3, "cap")
    assert places.of("affinity", "given") == Place(f"{tmp_path}/scenario.yaml", 4, "affinity.given")
    assert places.of("rules", "park_cap") == Place(f"{tmp_path}/scenario.yaml", 1)


def test_files_are_named_as_the_user_named_them(tmp_path, monkeypatch):
    write(tmp_path)
    monkeypatch.chdir(tmp_path.parent)
    places = load_scenario(f"./{tmp_path.name}/").places
    assert places.of("parks", 0).file == os.path.join(tmp_path.name, "parks.csv")


def test_the_line_of_a_row_after_a_cell_of_two_lines(tmp_path):
    parks = 'id,note\nnorth,"one\ntwo"\n\neast,x\nsouth,%\n'.replace("%", "y")
    places = load(tmp_path, parks=parks).places
    assert [places.of("parks", n).line for n in range(3)] == [2, 5, 6]


def test_an_empty_list_key_is_an_absent_table(tmp_path):
    assert load(tmp_path, scenario=SCENARIO + "locks:\ngrants: ~\n").scenario.locks == ()


def test_names_stand_for_ids_everywhere(tmp_path):
    scenario = SCENARIO + (
        "rules: {park_cap: {default: 3, in_principle: true}}\n"
        "grants: [{rule: park_cap, subject: 北园, slots: 1, reason: x, by: y, on: 2025}]\n"
    )
    loaded = load(tmp_path, scenario=scenario, current="park,industry\nnorth  PARK,人工智能\n")
    assert loaded.scenario.grants[0].subject == "north"
    assert (loaded.scenario.current[0].park, loaded.scenario.current[0].industry) == ("north", "ai")


def test_a_name_that_two_parks_share_is_a_notice_until_it_is_used(tmp_path):
    parks = PARKS.replace("东园", "北园")
    assert [notice.code for notice in load(tmp_path, parks=parks).notices] == ["shared-name"]
    found = faults(tmp_path, parks=parks, current="park,industry\n北园,ai\n")
    assert found == [("ambiguous-name", "current.csv", 2, "park")]


def test_gbk_is_read_with_a_notice(tmp_path):
    loaded = load(tmp_path, parks=PARKS.encode("gbk"))
    assert loaded.scenario.parks[0].name_zh == "北园"
    assert [(n.code, dict(n.facts)) for n in loaded.notices] == [("gbk", {"sample": "北园"})]


def test_unused_files_and_tables_are_noticed(tmp_path):
    counts = "park,industry,value\nnorth,ai,1\n"
    codes = [notice.code for notice in load(tmp_path, counts=counts, parkes="x").notices]
    assert codes == ["unused-table", "unused-file"]


def test_tables_may_have_other_names(tmp_path):
    scenario = SCENARIO + "tables: {given: mine.csv}\n"
    loaded = load(tmp_path, scenario=scenario, given=None, mine="park,industry,value\neast,ai,-7\n")
    assert loaded.scenario.given[0].value == -7


@pytest.mark.parametrize(
    "text", ["true", "no", "12:30", "2001:db8", "0x10", "1_000", "=1+1", "５²"]
)
def test_what_other_readers_take_for_numbers_is_none_here(tmp_path, text):
    found = faults(tmp_path, given=f"park,industry,value\nnorth,ai,{text}\n")
    assert found[0][0] in ("not-a-number", "boolean-as-number")
    assert found[0][1:] == ("given.csv", 2, "value")
