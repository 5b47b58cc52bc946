"""The problem: the instance as arrays, and one number that orders layouts."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from allocator.model.layout import ranking_key, tie_sum, tie_weight
from allocator.optimize.problem import BARRED, FREE, LOCKED, Problem
from tests.support.tiny import BEST, CAPS_OF_TWO, INDUSTRIES, PARKS, SECOND, layout, tiny

CURRENT = [{"park": "north", "industry": "seeds"}, {"park": "east", "industry": "film"}]
EVERY_TERM: dict[str, Any] = {
    "objective": {"affinity": "1", "differentiation": "0.5", "continuity": "0.25"},
    "current": CURRENT,
}


def lock(park: str, industry: str, way: str) -> dict[str, str]:
    """Return a lock."""
    return {"park": park, "industry": industry, "lock": way, "reason": "r"}


def test_rows_and_columns_are_sorted_ids() -> None:
    problem = Problem.of(tiny())
    assert problem.parks == ("east", "north", "south")
    assert problem.industries == ("ai", "chips", "film", "seeds")
    # Six slots: a room of 2^16 x 2^3 for the tie sum; gains in millionths.
    assert problem.room == 1 << 19
    assert problem.gain[1, 0] == 9_000_000 * (1 << 19) + tie_weight("north", "ai")
    assert problem.gain[0, 2] == 6_000_000 * (1 << 19) + tie_weight("east", "film")


def test_states_and_clashes() -> None:
    locks = [lock("north", "ai", "in"), lock("south", "film", "out"), lock("east", "seeds", "in")]
    rules = CAPS_OF_TWO | {"min_affinity": {"threshold": "2.5"}}  # bars north film, east seeds...
    problem = Problem.of(tiny(locks=locks, rules=rules))
    expected = [
        [FREE, FREE, FREE, LOCKED],  # east: seeds is 2, locked in and barred at once
        [LOCKED, FREE, BARRED, BARRED],  # north: film 2, seeds 0
        [FREE, FREE, BARRED, FREE],  # south: film locked out
    ]
    assert problem.state.tolist() == expected
    assert problem.clashes == {("east", "seeds")}


def test_bounds_are_floors_and_caps_no_wider_than_the_matrix() -> None:
    rules = {"park_cap": {"default": 9}, "industry_cap": {"default": 9}}
    parks = ["north", {"id": "south", "cap": 1, "floor": 0}, "east"]
    problem = Problem.of(tiny(rules=rules, parks=parks))
    assert problem.park_bounds.tolist() == [[1, 4], [1, 4], [0, 1]]
    assert problem.industry_bounds.tolist() == [[0, 3]] * 4


def test_the_key_is_value_and_tie_sum_of_every_layout() -> None:
    asked = tiny(**EVERY_TERM)
    problem = Problem.of(asked)
    pairs = list(product(PARKS, INDUSTRIES))
    for size in (0, 1, 2, 11, 12):
        for chosen in combinations(pairs, size):
            one = frozenset(chosen)
            assert problem.key(one) == asked.valuation.value(one) * problem.room + tie_sum(one)


def test_the_value_comes_back_from_the_key_also_below_zero() -> None:
    asked = tiny(**EVERY_TERM)
    problem = Problem.of(asked)
    for one in (layout(), BEST, SECOND, layout("north seeds", "south film")):
        assert asked.valuation.value_of(problem.key(one)) == asked.valuation.value(one)
    assert asked.valuation.value_of(problem.key(layout())) == -500_000


def test_keys_order_layouts_as_the_ranking_does() -> None:
    asked = tiny()
    problem, value = Problem.of(asked), asked.valuation.value
    # Two layouts of value 2: north film (tie weight -1507), east seeds (-19087).
    high, low = layout("north film"), layout("east seeds")
    assert value(low) == value(high)
    assert problem.key(high) > problem.key(low)
    assert ranking_key(high, value(high)) < ranking_key(low, value(low))


def test_pairs_of_a_matrix_and_back() -> None:
    problem = Problem.of(tiny())
    chosen = np.zeros((3, 4), np.uint8)
    chosen[1, 3] = chosen[0, 0] = 1
    assert problem.pairs(chosen) == layout("north seeds", "east ai")
    assert problem.pairs(chosen.astype(bool)) == layout("north seeds", "east ai")
    assert problem.pairs(np.zeros((3, 4), np.uint8)) == frozenset()


def test_a_pair_outside_the_problem_has_no_key() -> None:
    with pytest.raises(KeyError):
        Problem.of(tiny()).key(layout("west ai"))
