"""docs/zhongguancun.md holds what the program finds, to the last digit."""

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from allocator.model.layout import overlap
from allocator.study.ranking.rank import RankQuestion, rank
from tests.docs import walkthrough, walkthrough_facts
from tests.docs.pages import Table, prose, tables

PAGE = "docs/zhongguancun.md"
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")


@cache
def computed() -> dict[str, Table]:
    return dict(walkthrough.every_table())


@pytest.mark.parametrize("name", sorted(tables(PAGE)))
def test_a_table_is_what_the_program_finds(name: str) -> None:
    assert tables(PAGE)[name] == computed()[name]


def test_every_computed_table_is_on_the_page() -> None:
    assert set(tables(PAGE)) == set(computed())


def test_the_prose_has_no_decimal_of_its_own() -> None:
    cells = [cell for rows in tables(PAGE).values() for row in rows for cell in row]
    held = {Decimal(one) for cell in cells for one in _DECIMAL.findall(cell)}
    assert {Decimal(one) for one in _DECIMAL.findall(prose(PAGE))} <= held


def test_what_the_issue_knows_of_today() -> None:
    rows = {row[0]: row[2] for row in computed()["figures"]}
    assert rows["pairs"] == "54"
    assert (rows["parks above the cap"], rows["industries above the cap"]) == ("6", "3")


def test_the_costs_are_those_of_solving_again() -> None:
    """Forcing and replacement costs come from one pass; here each is found by a second run."""
    current, best = walkthrough_facts.instance().current, walkthrough_facts.best()
    worth = walkthrough_facts.ranking().layouts[0].value
    for pair in sorted(current ^ best):
        other = walkthrough_facts.decided(pair, "out" if pair in best else "in")
        found = rank(other, RankQuestion(count=1)).layouts[0]
        assert walkthrough_facts.flip_costs()[pair] == worth - found.value


def test_the_words_beside_the_tables() -> None:
    """What the prose says in words: ten, three, nine, eight, seven, four, under one per cent."""
    dropped, added = computed()["dropped"][1:], computed()["added"][1:]
    above = {"Chaoyang", "Haidian", "Mentougou", "Yizhuang", "Miyun", "Yanqing"}
    assert sum(row[0].split()[-1] in above for row in dropped) == 10
    assert len(dropped) == 13
    for word in ("Software", "Robotics", "Medicine and health"):
        assert sum(word in row[1] for row in dropped) == 3
    assert (len(added), len({row[0] for row in added})) == (8, 7)
    assert all("supporting" in row[3] and "leading" not in row[3] for row in added)
    assert sum(row[3] == "no legal layout" for row in computed()["sources"]) == 4
    assert sum(row[2] == "0" for row in computed()["industries"]) == 2
    last = computed()["alternatives"][-1]
    assert Decimal(last[2]) < Decimal(last[1]) / 100


def test_what_no_statement_supports() -> None:
    """The pairs that more relatedness, or no threshold, would bring in."""
    stated = {(row.park, row.industry) for row in walkthrough_facts.instance().scenario.evidence}
    assert ("tongzhou", "aerospace") not in stated
    free = walkthrough_facts.changed({"rules.min_affinity": None})
    for pair in (("daxing", "advanced_computing"), ("tongzhou", "vr_scifi_games")):
        assert pair not in stated
        assert free.affinity[pair].value == 0


def test_relatedness_sees_ten_industries() -> None:
    matrix = walkthrough_facts.instance().affinity
    seen = {industry for (_, industry), cell in matrix.items() if cell.parts["relatedness"]}
    assert len(seen) == 10


def test_the_words_about_exceptions() -> None:
    """The first two buy industries that lead today, the next two supporting mentions."""
    current, steps = walkthrough_facts.instance().current, walkthrough.exceptions()
    bought = [("yanqing", "advanced_energy"), ("haidian", "advanced_computing")]
    topped = [("haidian", "aerospace"), ("shijingshan", "vr_scifi_games")]
    assert set(bought) <= current
    assert not set(topped) & current
    for step, pair in zip(steps[1:5], bought + topped, strict=True):
        assert pair in step.layout
        assert pair not in steps[step.budget - 1].layout
    parks = {park for park, industry in steps[0].layout if industry == "advanced_computing"}
    assert parks == set()  # without the exception the zone has it nowhere
    evidence = walkthrough_facts.instance().scenario.evidence
    assert {row.park for row in evidence if row.industry == "advanced_computing"} == {"haidian"}
    medicine = steps[5].taken
    assert medicine["industry_cap", "medicine"] == 1
    assert medicine["park_cap", "haidian"] == steps[4].taken["park_cap", "haidian"] + 1
    together = steps[5].value - steps[3].value
    assert together < 2 * steps[4].gain  # a little less than two single ones elsewhere
    worth = walkthrough_facts.instance().affinity
    dropped = current - walkthrough_facts.best()
    assert max(dropped, key=lambda one: worth[one].value or 0) == ("haidian", "medicine")


def test_the_words_about_the_frontier_of_continuity() -> None:
    points, current = walkthrough.points("continuity"), walkthrough_facts.instance().current
    assert points[0].layout == walkthrough_facts.ranking().layouts[2].layout
    assert (len(points), points[-1].layout < current) == (11, True)
    assert len(current - points[-1].layout) == 11
    for above, below in pairwise(points[4:]):
        assert below.layout < above.layout
        assert not (above.layout - below.layout) & current
    wrong = {("haidian", "software"), ("yizhuang", "robotics_smart_manufacturing")}
    assert not any(wrong & point.layout for point in points[4:])
    assert all(("haidian", "software") in point.layout for point in points[:4])


def test_the_words_about_the_frontier_of_differentiation() -> None:
    points = walkthrough.points("differentiation")
    shared = [overlap(point.layout) for point in points]
    assert shared == list(range(28, -1, -1))
    assert sorted(one for _, one in points[-1].layout) == list(
        walkthrough_facts.instance().industries
    )
    affinity = [walkthrough_facts.instance().valuation.shown(point.worth[0]) for point in points]
    assert round(affinity[-1] / affinity[0], 1) == Decimal("0.6")
    first, last = (affinity[0] - affinity[9]) / 9, (affinity[24] - affinity[28]) / 4
    assert round(1 / first) == 7
    assert 5 < last / first < 6
    for weight, at in (("0.05", 0), ("0.1", 2)):
        worth = [one - Decimal(weight) * n for one, n in zip(affinity, shared, strict=True)]
        assert worth.index(max(worth)) == at


def test_what_synergy_brings_in_is_what_the_zones_show() -> None:
    row = next(one for one in computed()["sensitivity"] if one[0] == "synergy 0.5")
    added = {pair.split()[1] for pair in row[2].split(", ")}
    bonds = walkthrough_facts.instance().scenario.synergy
    assert added <= {one for bond in bonds for one in (bond.industry, bond.other)}
