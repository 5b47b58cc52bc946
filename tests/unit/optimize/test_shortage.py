"""Shortage: the count that shows why nothing is legal is itself true, by brute force."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.model.outcome import Shortage
from allocator.model.rules import JUDGES
from allocator.optimize import engines
from allocator.optimize.network import NetworkEngine
from allocator.optimize.network.shortage import lifted
from allocator.optimize.problem import Problem
from tests.support.build import instance
from tests.support.strategies import instances
from tests.support.tiny import CAPS_OF_TWO, tiny


def shortage_of(asked: Instance) -> Shortage | None:
    """Return what the network engine says."""
    return NetworkEngine(Problem.of(asked)).shortage


def lock(park: str, industry: str, way: str) -> dict[str, str]:
    """Return a lock."""
    return {"park": park, "industry": industry, "lock": way, "reason": "r"}


def within_caps(asked: Instance, *rules: str) -> Iterator[Pairs]:
    """Yield every layout that the rules named admit."""
    pairs = list(product(asked.parks, asked.industries))
    for bits in product((False, True), repeat=len(pairs)):
        layout = frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        if not any(JUDGES[rule](asked, layout) for rule in rules):
            yield layout


def most(asked: Instance, found: Shortage, *rules: str) -> int:
    """Return the most pairs that the parks or industries named hold under the rules named."""
    return max(
        sum(diversity(layout)[park] for park in found.parks)
        + sum(ubiquity(layout)[industry] for industry in found.industries)
        for layout in within_caps(asked, *rules)
    )


def test_a_legal_layout_has_no_shortage() -> None:
    assert shortage_of(tiny()) is None


def test_locked_in_and_out() -> None:
    locks = [lock("north", "ai", "in"), lock("north", "ai", "out"), lock("east", "ai", "in")]
    assert shortage_of(tiny(locks=locks)) == Shortage("clash", 1, 0, ("north",), ("ai",))


def test_locked_in_below_the_threshold_pairs_side_by_side() -> None:
    rules = CAPS_OF_TWO | {"min_affinity": {"threshold": "2.5"}}
    locks = [lock("south", "film", "in"), lock("east", "seeds", "in")]  # worth 1 and 2
    found = shortage_of(tiny(rules=rules, locks=locks))
    assert found == Shortage("clash", 2, 0, ("east", "south"), ("seeds", "film"))


def test_locked_in_without_a_value() -> None:
    asked = instance([["1", None]], locks=[lock("p0", "i1", "in")])
    assert shortage_of(asked) == Shortage("clash", 1, 0, ("p0",), ("i1",))


def test_more_locks_than_a_park_holds() -> None:
    locks = [lock("north", one, "in") for one in ("ai", "chips", "film")]
    assert shortage_of(tiny(locks=locks)) == Shortage("locks", 3, 2, parks=("north",))


def test_more_locks_than_an_industry_holds() -> None:
    locks = [lock(park, "ai", "in") for park in ("north", "south", "east")]
    assert shortage_of(tiny(locks=locks)) == Shortage("locks", 3, 2, industries=("ai",))


def test_a_floor_above_its_cap() -> None:
    parks = ["north", {"id": "south", "floor": 3}, "east"]
    assert shortage_of(tiny(parks=parks)) == Shortage("floors", 3, 2, parks=("south",))
    industries = ["ai", "chips", {"id": "film", "floor": 3}, "seeds"]
    found = shortage_of(tiny(industries=industries))
    assert found == Shortage("floors", 3, 2, industries=("film",))


def test_a_floor_above_the_number_of_industries() -> None:
    rules = {"park_cap": {"default": 9}, "park_floor": {"default": 5}}
    found = shortage_of(tiny(rules=rules))
    assert found == Shortage("floors", 5, 4, parks=("east",))


def test_seventeen_parks_need_seventeen_industries() -> None:
    """DESIGN section 7: 17 parks with 3 each at 3 parks per industry."""
    three = {"default": 3}
    rules = {"park_cap": three, "park_floor": three, "industry_cap": three}
    found = shortage_of(instance([["1"] * 16] * 17, rules=rules))
    assert found is not None
    assert (found.kind, found.needed, found.available) == ("floors", 51, 48)
    assert len(found.parks) == 17
    assert shortage_of(instance([["1"] * 17] * 17, rules=rules)) is None


def test_parks_that_want_the_same_industry() -> None:
    # p0 and p1 may only hold i0, which is in one park at most; p2 is not concerned.
    rules = {"industry_cap": {"default": 1}}
    asked = instance([["1", None], ["1", None], ["1", "1"]], rules=rules)
    assert shortage_of(asked) == Shortage("floors", 2, 1, parks=("p0", "p1"))


def test_industries_that_want_the_same_park() -> None:
    rules = {"park_cap": {"default": 1}, "industry_floor": {"default": 1}}
    asked = instance([["1", "1", "1"], [None, None, "1"]], rules=rules)
    assert shortage_of(asked) == Shortage("floors", 2, 1, industries=("i0", "i1"))


def test_locks_of_others_are_counted_off() -> None:
    # i0 is in one park at most and locked into p1: nothing is left for p0.
    rules: dict[str, Any] = {"industry_cap": {"default": 1}}
    asked = instance([["1", None], ["1", "1"]], rules=rules, locks=[lock("p1", "i0", "in")])
    assert shortage_of(asked) == Shortage("floors", 1, 0, parks=("p0",))


@pytest.mark.parametrize("turn", [False, True])
def test_a_shortage_of_parks_is_told_either_way_up(turn: bool) -> None:
    # Four parks of which three may only hold i0 (in two at most); then industries of parks.
    wide = [["1", None], ["1", None], ["1", None], ["1", "1"]]
    two, one = {"default": 2}, {"default": 1}
    if not turn:
        rules = {"industry_cap": two}
        assert shortage_of(instance(wide, rules=rules)) == Shortage(
            "floors", 3, 2, parks=("p0", "p1", "p2")
        )
        return
    rules = {"park_cap": two, "park_floor": {"default": 0}, "industry_floor": one}
    turned = instance(list(zip(*wide, strict=True)), rules=rules)
    assert shortage_of(turned) == Shortage("floors", 3, 2, industries=("i0", "i1", "i2"))


def prove_floors(asked: Instance, found: Shortage) -> None:
    """Count by brute force what a shortage of floors says."""
    assert not (found.parks and found.industries)
    floors = asked.park_floors if found.parks else asked.industry_floors
    own_caps = asked.park_caps if found.parks else asked.industry_caps
    other = "industry_cap" if found.parks else "park_cap"
    named = found.parks + found.industries
    most_each = len(asked.industries if found.parks else asked.parks)
    assert found.needed == sum(floors[one] for one in named)
    if floors[named[0]] > (cap := min(own_caps[named[0]], most_each)):
        assert (len(named), found.available) == (1, cap)  # said before anything is solved
        return
    # All floors gone, and the caps of the named side too: they still cannot hold more.
    rules = ("lock_in", "lock_out", "min_affinity", "known_value", other)
    assert most(asked, found, *rules) == found.available


@settings(max_examples=120)
@given(instances(largest=9))
def test_the_first_count_is_true_by_brute_force(asked: Instance) -> None:
    found = shortage_of(asked)
    assume(found is not None)
    assert found is not None
    assert found.needed > found.available
    if found.kind == "clash":
        pairs = set(zip(found.parks, found.industries, strict=True))
        assert pairs == asked.locked_in & asked.barred
        assert (found.needed, found.available) == (len(pairs), 0)
    elif found.kind == "locks":
        locked = [p in found.parks or i in found.industries for p, i in asked.locked_in]
        caps = asked.park_caps | asked.industry_caps
        [one] = found.parks + found.industries
        assert (found.needed, found.available) == (sum(locked), caps[one])
    else:
        prove_floors(asked, found)


@settings(max_examples=120)
@given(instances(largest=9))
def test_every_cause_is_told_once_and_lifting_all_of_them_helps(asked: Instance) -> None:
    found = engines.shortages(asked)
    assert found[:1] == tuple(one for one in [shortage_of(asked)] if one is not None)
    assert len(set(found)) == len(found) < engines.MOST_CAUSES
    assert all(one.needed > one.available for one in found)
    problem = Problem.of(asked)
    for one in found:
        assert NetworkEngine(problem).shortage == one
        problem = lifted(problem, one)
    assert NetworkEngine(problem).shortage is None
    if all(one.kind == "floors" for one in found):
        for one in found:  # nothing but floors was lifted: every count is true as it stands
            prove_floors(asked, one)


def test_two_causes_are_two_shortages() -> None:
    # North wants 3 of at most 2; film wants 2 parks, and is locked out of two of the three.
    parks = [{"id": "north", "floor": 3}, "south", "east"]
    industries = ["ai", "chips", {"id": "film", "floor": 2}, "seeds"]
    locks = [lock("south", "film", "out"), lock("east", "film", "out")]
    asked = tiny(parks=parks, industries=industries, locks=locks)
    assert engines.shortages(asked) == (
        Shortage("floors", 3, 2, parks=("north",)),
        Shortage("floors", 2, 1, industries=("film",)),
    )
    assert engines.shortages(tiny()) == ()


def test_causes_beyond_the_most_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "MOST_CAUSES", 2)
    asked = tiny(rules=CAPS_OF_TWO | {"park_floor": {"default": 3}})
    assert [one.parks for one in engines.shortages(asked)] == [("east",), ("north",)]
