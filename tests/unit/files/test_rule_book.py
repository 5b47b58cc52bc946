"""Resources, bonds, distances and rules that are lists: read by name, held against each other."""

from decimal import Decimal

import pytest

from allocator.i18n import say
from tests.unit.files.small import INDUSTRIES, SCENARIO, faults, load

LAND = {"resources": "编号,名称,单位\nland,土地,公顷\n"}
SUPPLIES = "资源,分园,供给量\n土地,北园,10\n"
NEEDS = "资源,产业,分园,需要量\n土地,人工智能,,2\nland,ai,north,1.5\n"
DISTANCES = "分园,另一分园,公里\n北园,东园,1\n北园,南园,2\n东园,南园,3\n"


def codes(found):
    return [code for code, *_ in found]


def notices(loaded):
    return [(one.code, one.facts) for one in loaded.notices]


def test_resources_are_named_by_id_or_by_name(tmp_path):
    loaded = load(tmp_path, supplies=SUPPLIES, needs=NEEDS, **LAND).scenario
    assert [(one.resource, one.park, one.amount) for one in loaded.supplies] == [
        ("land", "north", Decimal(10))
    ]
    assert [(one.resource, one.industry, one.park) for one in loaded.needs] == [
        ("land", "ai", None),
        ("land", "ai", "north"),
    ]


def test_a_resource_named_in_two_languages(tmp_path):
    scenario = SCENARIO + "resources: [{id: land, name: {zh: 土地, en: Land}}]\n"
    supplies = SUPPLIES + "Land,east,3\n"
    loaded = load(tmp_path, scenario=scenario, supplies=supplies, needs=NEEDS).scenario
    assert [one.resource for one in loaded.supplies] == ["land", "land"]


def test_entries_of_rules_are_named_by_id_or_by_name(tmp_path):
    rules = (
        "rules:\n"
        "  exclusive: [{industries: [人工智能, chips]}]\n"
        "  requires: [{industry: 医药健康, needs: ai}]\n"
        "  quota: [{id: q, parks: [北, South Park], industries: [绿色能源], max: 1}]\n"
    )
    loaded = load(tmp_path, scenario=SCENARIO + rules).scenario.rules
    assert loaded.exclusive[0].industries == ("ai", "chips")
    assert (loaded.requires[0].industry, loaded.requires[0].needs) == ("medicine", "ai")
    assert (loaded.quota[0].parks, loaded.quota[0].industries) == (("north", "south"), ("energy",))


def test_a_fault_in_an_entry_names_its_line_and_hides_no_other(tmp_path):
    rules = (
        "rules:\n  exclusive:\n    - {industries: [ai, chisp]}\n"
        "    - {industries: [ai, 人工智能]}\n"
        "  quota:\n    - {id: q, min: 3, max: 2}\n    - {id: r, min: x}\n"
    )
    found = [(code, line) for code, _, line, _ in faults(tmp_path, scenario=SCENARIO + rules)]
    assert found == [
        ("unknown-industry", 7),
        ("same-industry-twice", 8),
        ("quota-min-above-max", 10),
        ("not-a-number", 11),
    ]


def test_an_unreadable_table_of_resources_makes_none_unknown(tmp_path):
    files = {"resources": LAND["resources"].encode("utf-16"), "supplies": SUPPLIES, "needs": NEEDS}
    assert codes(faults(tmp_path, **files)) == ["not-utf8"]


def test_sectors_of_grants(tmp_path):
    industries = "编号,大类,大类英文名\nai,电子 信息,IT\nchips,,\n"
    rules = "rules: {industry_cap: {default: 1, per: sector, in_principle: true}}\n"
    grants = "规则,对象,名额,理由,批准人,日期\n"
    row = "产业上限,{},1,x,y,2025\n"
    given = "park,industry,value\nnorth,ai,0.5\n"
    files = {"scenario": SCENARIO + rules, "industries": industries, "given": given}
    rows = row.format("电子 信息") + row.format("chips") + "产业上限,it,2,x,y,2025\n"
    loaded = load(tmp_path, grants=grants + rows, **files).scenario
    assert [one.subject for one in loaded.grants] == ["电子 信息", "chips", "电子 信息"]
    found = faults(tmp_path, grants=grants + row.format("ai"), **files)
    assert found == [("unknown-sector", "grants.csv", 2, "对象")]
    files["industries"] = industries.replace("大类,", "大类别,")
    assert codes(faults(tmp_path, grants=grants + row.format("电子 信息"), **files)) == [
        "unknown-column"
    ]


def test_a_misspelt_count_of_the_cap_makes_no_subject_unknown(tmp_path):
    rules = "rules: {industry_cap: {default: 1, per: sectors, in_principle: true}}\n"
    grants = "规则,对象,名额,理由,批准人,日期\n产业上限,电子信息,1,x,y,2025\n"
    assert codes(faults(tmp_path, scenario=SCENARIO + rules, grants=grants)) == ["not-one-of"]


def test_caps_of_industries_beside_sectors_are_told(tmp_path):
    rules = "rules: {industry_cap: {default: 1, per: sector}}\n"
    industries = "id,cap\nai,2\nchips,\n"
    loaded = load(tmp_path, scenario=SCENARIO + rules, industries=industries)
    assert notices(loaded) == [("cap-beside-sectors", {"count": "1"})]


def test_supplies_and_needs_without_each_other_are_told(tmp_path):
    resources = LAND["resources"] + "power,电力,兆瓦\n"
    files = {"resources": resources, "supplies": SUPPLIES, "needs": "资源,产业,数量\n电力,ai,1\n"}
    assert notices(load(tmp_path, **files)) == [
        ("need-without-supply", {"resource": "power"}),
        ("supply-without-need", {"resource": "land"}),
    ]


def test_locks_beyond_a_supply_name_both_amounts(tmp_path):
    locks = "park,industry,lock,reason\nnorth,ai,in,x\nnorth,chips,in,x\neast,ai,in,x\n"
    needs = NEEDS + "land,chips,,8.6\n"
    found = faults(tmp_path, locks=locks, supplies=SUPPLIES, needs=needs, **LAND)
    assert found == [("locks-beyond-supply", "locks.csv", 3, "")]
    load(tmp_path, locks=locks, supplies=SUPPLIES, needs=needs.replace("8.6", "8.5"), **LAND)


def test_a_need_in_doubt_is_not_counted(tmp_path):
    locks = "park,industry,lock,reason\nnorth,ai,in,x\n"
    needs = "资源,产业,分园,需要量\n土地,ai,,20\n土地,ai,北园,1x\n"
    found = faults(tmp_path, locks=locks, supplies=SUPPLIES, needs=needs, **LAND)
    assert codes(found) == ["not-a-number"]


APART = SCENARIO + "rules: {apart: [{industries: [ai, ai], km: 5}]}\n"


def test_apart_needs_every_distance(tmp_path):
    load(tmp_path, scenario=APART, distances=DISTANCES)
    short = DISTANCES.replace("东园,南园,3\n", "")
    found = faults(tmp_path, scenario=APART, distances=short)
    assert found == [("distance-unknown", "scenario.yaml", 5, "rules.apart.0")]
    parks = "id,name_zh,lon,lat\nnorth,北园,,\neast,东园,116,40\nsouth,南园,117,40\n"
    load(tmp_path, scenario=APART, distances=short, parks=parks)


def test_a_bad_distance_is_told_once(tmp_path):
    bad = DISTANCES.replace(",3", ",-3")
    assert codes(faults(tmp_path, scenario=APART, distances=bad)) == ["negative-number"]


@pytest.mark.parametrize("value", ["联动值", "关联值"])
def test_linkage_takes_unknown_distances_as_not_near(tmp_path, value):
    scenario = SCENARIO + "near_km: 5\nobjective: {affinity: 1, linkage: 1}\n"
    links = f"产业,另一产业,{value}\n人工智能,集成电路,1\n"
    loaded = load(tmp_path, scenario=scenario, links=links)
    ((code, facts),) = notices(loaded)
    assert code == "linkage-distance-unknown"
    assert (facts["count"], facts["park"], facts["other"]) == ("3", "east", "north")
    assert "例如 东园 与 北园" in say("zh", f"notice.{code}", **facts)
    assert "e.g. East Park and North Park" in say("en", f"notice.{code}", **facts)
    assert notices(load(tmp_path, scenario=scenario, links=links, distances=DISTANCES)) == []


@pytest.mark.parametrize(("table", "term"), [("synergy", "synergy"), ("links", "linkage")])
def test_a_table_of_bonds_without_weight_is_told(tmp_path, table, term):
    loaded = load(tmp_path, **{table: "产业,另一产业,值\n人工智能,集成电路,1\n"})
    assert notices(loaded) == [("table-without-weight", {"table": table, "term": term})]


def test_a_budget_without_a_current_layout_is_told(tmp_path):
    scenario = SCENARIO + "rules: {change_budget: {total: 3}}\n"
    assert notices(load(tmp_path, scenario=scenario)) == [("budget-without-current", {})]
    assert notices(load(tmp_path, scenario=scenario, current="park,industry\nnorth,ai\n")) == []


def test_swapped_coordinates_are_told(tmp_path):
    parks = "编号,名称,经度,纬度\nnorth,北园,39.9,116.4\neast,东园,,\n"
    assert faults(tmp_path, parks=parks) == [("coordinate-out-of-range", "parks.csv", 2, "纬度")]


def test_ordered_terms_must_be_known(tmp_path):
    scenario = SCENARIO + "ordered:\n  - {term: affinity}\n  - {term: luck}\n"
    found = faults(tmp_path, scenario=scenario, industries=INDUSTRIES)
    assert found == [("unknown-term", "scenario.yaml", 7, "ordered.1.term")]
