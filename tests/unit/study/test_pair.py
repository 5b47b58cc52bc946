"""One pair: what flipping it displaces, and the affinity that turns it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.study.prices.flips import flips
from allocator.study.prices.pair import Turn, report_pair, turn_of
from allocator.study.ranking.best import best_of
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, SECOND, layout, tiny

HAIR = Decimal("1e-6")


def turn(asked: Instance, pair: str) -> Any:
    park, industry = pair.split()
    return turn_of(flips(asked), (park, industry))


def is_in(asked: Instance, pair: str, value: Decimal) -> bool:
    """Return whether the best layout has a pair at another affinity, by solving again."""
    park, industry = pair.split()
    cell = replace(asked.affinity[park, industry], value=value)
    found = best_of(replace(asked, affinity={**asked.affinity, (park, industry): cell}))
    assert found is not None
    return (park, industry) in found[1]


def test_a_pair_that_is_out_and_what_it_displaces() -> None:
    found = report_pair(tiny(), "east", "ai")
    assert found.in_best is False
    assert found.cost == 1_000_000
    assert (found.best, found.flipped) == (BEST, SECOND)
    assert found.displaced == (
        [("east", "ai"), ("south", "seeds")],
        [("east", "seeds"), ("south", "ai")],
    )
    assert {(one.stated.rule, one.subject) for one in found.tight} == {
        ("park_cap", ("east",)),
        ("park_cap", ("south",)),
        ("industry_cap", ("ai",)),
    }


@pytest.mark.parametrize(
    ("pair", "at"), [("east ai", 6), ("south ai", 6), ("north seeds", 4), ("east seeds", 1)]
)
def test_where_a_pair_turns_by_solving_again(pair: str, at: int) -> None:
    asked, found = tiny(), turn(tiny(), pair)
    assert isinstance(found, Turn)
    assert found.at == at
    was_in = tuple(pair.split()) in BEST
    way = -HAIR if was_in else HAIR
    assert is_in(asked, pair, at + way) != was_in
    assert is_in(asked, pair, at - way) == was_in
    assert (is_in(asked, pair, Decimal(at)) != was_in) == found.inclusive
    assert not found.by_threshold


def test_the_weight_divides_exactly() -> None:
    asked = tiny(objective={"affinity": 3, "differentiation": 1})
    found = turn(asked, "east ai")
    assert isinstance(found, Turn)
    cost = report_pair(asked, "east", "ai").cost
    assert cost is not None
    assert found.reach == Fraction(cost, 3 * 10**6)


def test_the_threshold_comes_first() -> None:
    rules = CAPS_OF_TWO | {"min_affinity": {"threshold": 3}}
    # seeds of east (2): nothing else takes the place, so the threshold alone bars it
    found = turn(tiny(rules=rules), "east seeds")
    assert found == Turn(Fraction(3), Fraction(1), True, True)
    assert is_in(tiny(rules=rules), "east seeds", Decimal(3))
    assert not is_in(tiny(rules=rules), "east seeds", Decimal("2.999"))
    # in the best and worth more than the threshold when it would be replaced: it is barred first
    asked = tiny(rules=CAPS_OF_TWO | {"min_affinity": {"threshold": 2}})
    found = turn(asked, "east seeds")
    assert found == Turn(Fraction(2), Fraction(0), False, True)
    assert is_in(asked, "east seeds", Decimal(2))
    assert not is_in(asked, "east seeds", 2 - HAIR)


def test_barred_by_the_threshold_and_not_worth_it_there() -> None:
    asked = tiny(rules=CAPS_OF_TWO | {"min_affinity": {"threshold": 1}})
    found = turn(asked, "north seeds")
    assert isinstance(found, Turn)
    assert (found.at, found.reach, found.by_threshold) == (4, 4, False)
    assert is_in(asked, "north seeds", 4 + HAIR)
    assert not is_in(asked, "north seeds", 4 - HAIR)


def test_why_no_affinity_decides() -> None:
    lock = {"park": "north", "industry": "ai", "reason": "r"}
    assert turn(tiny(locks=[lock | {"lock": "in"}]), "north ai") == "locked"
    assert turn(tiny(locks=[lock | {"lock": "out"}]), "north ai") == "out"
    assert turn(tiny(ordered=[{"term": "affinity"}]), "north ai") == "ordered"
    assert turn(tiny(objective={"affinity": 1, "balance": 1}), "north ai") == "balance"
    assert turn(tiny(objective={"differentiation": 1}), "north ai") == "weight"
    assert turn(tiny(rules={"park_floor": {"default": 5}}), "north ai") == "nothing"
    assert turn(instance([[None, "1"]]), "p0 i0") == "unknown"
    full = instance([["1", "2"]], rules={"park_floor": {"default": 2}})
    assert turn(full, "p0 i0") == "forced"
    locks = [lock | {"lock": "in"}, lock | {"industry": "chips", "lock": "in"}]
    assert turn(tiny(locks=locks), "north film") == "forced"


def test_nothing_legal_has_no_other_side() -> None:
    found = report_pair(tiny(rules={"park_floor": {"default": 5}}), "north", "ai")
    assert (found.in_best, found.cost, found.flipped, found.fixed) == (None, None, None, "nothing")
    assert found.displaced == ([], [])


@pytest.mark.parametrize("term", ["synergy", "linkage", "ordered", "apart"])
def test_every_engine_flips(term: str) -> None:
    fields: dict[str, Any] = {"objective": {"affinity": 1, term: 1}} if "y" in term else {}
    if term == "synergy":
        fields |= {"synergy": [{"industry": "ai", "other": "film", "value": 3}]}
    if term == "linkage":
        links = [{"industry": "ai", "other": "film", "value": 3}]
        near = [{"park": "north", "other": "south", "km": 3}]
        fields = {"objective": {"affinity": 1, term: 1}, "links": links}
        fields |= {"distances": near, "near_km": 5}
    if term == "ordered":
        fields = {"ordered": [{"term": "affinity", "tolerance": "0.1"}]}
    if term == "apart":
        fields = {"rules": CAPS_OF_TWO | {"apart": [{"industries": ["ai", "film"], "km": 5}]}}
    found = report_pair(tiny(**fields), "east", "ai")
    assert found.flipped is not None
    assert found.best is not None
    assert (("east", "ai") in found.flipped) != (("east", "ai") in found.best)
    value = tiny(**fields).valuation.value
    assert found.cost == value(found.best) - value(found.flipped)
    assert layout() != found.flipped
