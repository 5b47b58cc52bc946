"""One mistake gives one fault, and does not hide another one."""

import pytest

from allocator.errors import InputError
from allocator.files import load_scenario
from tests.unit.files.small import GIVEN, INDUSTRIES, PARKS, SCENARIO, faults, write


def codes(found):
    return [code for code, *_ in found]


def test_a_park_with_a_bad_area_is_still_a_park(tmp_path):
    parks = "id,area_km2\nnorth,big\neast,\nsouth,\n"
    assert faults(tmp_path, parks=parks) == [("not-a-number", "parks.csv", 2, "area_km2")]


def test_a_ragged_park_is_still_a_park(tmp_path):
    assert codes(faults(tmp_path, parks=PARKS.replace("北园", "北,园"))) == ["ragged-row"]


def test_an_unreadable_table_of_parks_makes_no_park_unknown(tmp_path):
    assert codes(faults(tmp_path, parks=PARKS.encode("utf-16"))) == ["not-utf8"]


def test_a_park_without_an_id_may_be_the_one_that_is_meant(tmp_path):
    assert codes(faults(tmp_path, parks=PARKS.replace("north", ""))) == ["missing-value"]


def test_broken_yaml_does_not_hide_broken_tables(tmp_path):
    found = faults(tmp_path, scenario="a: [", given=GIVEN.replace("0.5", "50%"))
    assert codes(found) == ["percent-sign", "yaml-syntax"]


def test_a_bad_cap_does_not_upset_the_counting(tmp_path):
    parks = "id,cap\nnorth,-1\neast,0\nsouth,1\n"
    scenario = SCENARIO + "rules: {park_floor: {default: 0}, industry_floor: {default: 1}}\n"
    assert codes(faults(tmp_path, parks=parks, scenario=scenario)) == ["negative-count"]


def test_counting_is_told_together_with_other_faults(tmp_path):
    scenario = (
        SCENARIO + "as_of: soon\nrules: {park_cap: {default: 1}, industry_floor: {default: 1}}\n"
    )
    found = codes(faults(tmp_path, scenario=scenario))
    assert found == ["not-a-month", "more-floors-than-slots"]


def test_a_misspelt_floor_is_not_taken_for_the_default(tmp_path):
    parks = "id,cap,flr\nnorth,0,0\neast,,\nsouth,,\n"
    assert faults(tmp_path, parks=parks) == [("unknown-column", "parks.csv", 1, "flr")]


def test_a_missing_column_is_told_once(tmp_path):
    given = "park,industry,amount\nnorth,ai,1\neast,ai,1\n"
    found = faults(tmp_path, given=given)
    assert found == [
        ("missing-column", "given.csv", 1, ""),
        ("unknown-column", "given.csv", 1, "amount"),
    ]


def test_an_alias_is_told_once(tmp_path):
    scenario = SCENARIO.replace("{zh: 小, en: Small}", "*name")
    assert codes(faults(tmp_path, scenario=scenario)) == ["yaml-alias"]


def test_too_many_of_a_kind_are_counted(tmp_path):
    rows = "".join(f"north,ai{n},1\n" for n in range(1000))
    found = codes(faults(tmp_path, given="park,industry,value\n" + rows))
    assert found.count("unknown-industry") == 200
    with pytest.raises(InputError) as caught:
        load_scenario(tmp_path)
    more = [fault for fault in caught.value.faults if fault.code == "more-faults"]
    assert [fault.facts["count"] for fault in more] == ["800"]


def test_a_lock_in_and_out_is_not_a_duplicate_too(tmp_path):
    locks = "park,industry,lock,reason\nnorth,ai,in,x\n北园,人工智能,out,y\n"
    assert faults(tmp_path, locks=locks) == [("lock-in-and-out", "locks.csv", 3, "park")]


def test_a_grant_makes_room_for_a_floor(tmp_path):
    scenario = SCENARIO + (
        "rules: {park_cap: {default: 1, in_principle: true}}\n"
        "grants: [{rule: park_cap, subject: north, slots: 1, reason: x, by: y, on: 2025}]\n"
    )
    parks = "id,floor\nnorth,2\neast,\nsouth,\n"
    load_scenario(write(tmp_path, scenario=scenario, parks=parks))
    found = faults(tmp_path, scenario=scenario, parks=parks.replace("north,2", "north,3"))
    assert found == [("floor-above-cap", "parks.csv", 2, "floor")]


def test_suggestions_name_the_closest(tmp_path):
    write(tmp_path, current="park,industry\nnorht,ai\n", industries=INDUSTRIES)
    with pytest.raises(InputError) as caught:
        load_scenario(tmp_path)
    assert caught.value.faults[0].facts["near@zh"].startswith("北园（north）、")


def test_a_caveat_that_is_no_sentence_upsets_no_check_after_it(tmp_path):
    scenario = SCENARIO + "caveats: [{}, 大多没有核实]\n"
    assert set(codes(faults(tmp_path, scenario=scenario))) == {"missing-key"}


def test_caveats_are_sentences_of_one_or_both_languages(tmp_path):
    scenario = SCENARIO + "caveats:\n  - 面积未知\n  - {zh: 甲, en: A}\n"
    found = load_scenario(write(tmp_path, scenario=scenario)).scenario.caveats
    assert [(one.zh, one.en) for one in found] == [("面积未知", "面积未知"), ("甲", "A")]
