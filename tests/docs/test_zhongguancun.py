"""docs/zhongguancun.md holds what the program finds, to the last digit."""

import re
from decimal import Decimal
from functools import cache

import pytest

from allocator.study.rank import RankQuestion, rank
from tests.docs import walkthrough
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
    current, best = walkthrough.instance().current, walkthrough.best()
    worth = walkthrough.ranking().layouts[0].value
    for pair in sorted(current ^ best):
        other = walkthrough.decided(pair, "out" if pair in best else "in")
        found = rank(other, RankQuestion(count=1)).layouts[0]
        assert walkthrough.flip_costs()[pair] == worth - found.value


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
    stated = {(row.park, row.industry) for row in walkthrough.instance().scenario.evidence}
    assert ("tongzhou", "aerospace") not in stated
    free = walkthrough.changed({"rules.min_affinity": None})
    for pair in (("daxing", "advanced_computing"), ("tongzhou", "vr_scifi_games")):
        assert pair not in stated
        assert free.affinity[pair].value == 0


def test_relatedness_sees_ten_industries() -> None:
    matrix = walkthrough.instance().affinity
    seen = {industry for (_, industry), cell in matrix.items() if cell.parts["relatedness"]}
    assert len(seen) == 10
