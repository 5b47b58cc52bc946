"""The network engine on cases that fit in the head."""

from itertools import islice
from math import comb
from typing import Any

import pytest

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.network import NetworkEngine
from allocator.optimize.network import engine as engine_module
from allocator.optimize.problem import Problem
from allocator.study.ranking.sources import in_order
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.tiny import BEST, GAINS, SECOND, tiny


def engine(asked: Instance) -> NetworkEngine:
    """Return the network engine of an instance."""
    return NetworkEngine(Problem.of(asked))


def listed(asked: Instance, count: int | None = None) -> list[Pairs]:
    """Return the first layouts that the engine lists, those of equal keys by their pairs."""
    return [one for _, one in islice(in_order(engine(asked).stream()), count)]


def free(**rules: dict[str, Any]) -> dict[str, Any]:
    """Return rules that ask nothing but what is given."""
    wide = {"park_cap": {"default": 99}, "industry_cap": {"default": 99}}
    return {"rules": wide | {"park_floor": {"default": 0}} | rules}


def lock(park: str, industry: str, way: str) -> dict[str, str]:
    """Return a lock."""
    return {"park": park, "industry": industry, "lock": way, "reason": "r"}


def test_the_best_and_the_next_tiny_layout() -> None:
    assert engine(tiny()).best() == BEST
    assert listed(tiny(), 2) == [BEST, SECOND]
    assert engine(tiny()).shortage is None


def test_the_whole_tiny_ranking_once_each() -> None:
    every = listed(tiny())
    assert every == legal_layouts(tiny())
    assert len(set(every)) == len(every) > 300


def test_more_parks_than_industries() -> None:
    """The tiny matrix on its side: industries become the rows of the compiled loops."""
    names = {"parks": ["ai", "chips", "film", "seeds"], "industries": ["north", "south", "east"]}
    rules = {
        "park_cap": {"default": 2},
        "industry_cap": {"default": 2},
        "park_floor": {"default": 0},
        "industry_floor": {"default": 1},
    }
    turned = instance(list(zip(*GAINS, strict=True)), rules=rules, **names)
    best = frozenset((park, industry) for industry, park in BEST)
    assert engine(turned).best() == best
    assert listed(turned) == legal_layouts(turned)


@pytest.mark.parametrize("shape", [(3, 4), (4, 3)])
def test_differentiation_is_a_convex_cost_either_way_up(shape: tuple[int, int]) -> None:
    # Every pair is worth 2, every shared industry costs 1.5 per pair of parks.
    rows, columns = shape
    asked = instance(
        [["2"] * columns] * rows,
        objective={"affinity": "1", "differentiation": "1.5"},
        **free(),
    )
    best = engine(asked).best()
    assert best is not None
    # One park: 2. Two: 4 - 1.5 = 2.5. Three: 6 - 4.5 = 1.5. So two parks per industry.
    assert asked.valuation.value(best) == columns * 2_500_000
    assert listed(asked, 5000) == legal_layouts(asked)[:5000]


def test_one_pair() -> None:
    assert listed(instance([["1"]], **free())) == [frozenset({("p0", "i0")}), frozenset()]
    assert listed(instance([["-1"]], **free())) == [frozenset(), frozenset({("p0", "i0")})]
    assert listed(instance([["-1"]])) == [frozenset({("p0", "i0")})]  # a floor of 1


@pytest.mark.parametrize("shape", [(1, 4), (4, 1)])
def test_one_park_or_one_industry(shape: tuple[int, int]) -> None:
    numbers = iter(["1", "2", "3", "4"])
    asked = instance([[next(numbers) for _ in range(shape[1])] for _ in range(shape[0])], **free())
    assert listed(asked) == legal_layouts(asked)
    assert len(listed(asked)) == 16


def test_nothing_is_worth_laying_out() -> None:
    asked = instance([["-1", "-2"], ["-3", "-4"]], **free())
    assert engine(asked).best() == frozenset()


def test_all_barred() -> None:
    unknown = instance([[None, None]], **free())
    assert listed(unknown) == [frozenset()]
    assert engine(unknown).flip_costs() == {("p0", "i0"): None, ("p0", "i1"): None}
    assert listed(instance([[None, None]])) == []  # a floor of 1 and nothing to meet it


def test_caps_of_zero() -> None:
    for rule in ("park_cap", "industry_cap"):
        asked = instance([["1", "2"], ["3", "4"]], **free(**{rule: {"default": 0}}))
        assert listed(asked) == [frozenset()]
        assert asked.slots == 0


def test_exact_demand() -> None:
    # Every park exactly 1, every industry exactly 1: the 3! ways to pair them.
    one = {"default": 1}
    rules = {"park_cap": one, "park_floor": one, "industry_cap": one, "industry_floor": one}
    asked = instance([["5", "1", "0"], ["4", "3", "0"], ["0", "2", "1"]], rules=rules)
    ranked = listed(asked)
    assert len(ranked) == 6
    assert ranked[0] == {("p0", "i0"), ("p1", "i1"), ("p2", "i2")}  # 5 + 3 + 1
    assert ranked == legal_layouts(asked)


def test_everything_locked() -> None:
    locks = [lock("p0", "i0", "in"), lock("p0", "i1", "out")]
    asked = instance([["-5", "9"]], locks=locks, **free())
    assert listed(asked) == [frozenset({("p0", "i0")})]


def test_a_lock_is_kept_against_its_worth() -> None:
    asked = tiny(locks=[lock("north", "seeds", "in"), lock("south", "chips", "out")])
    ranked = listed(asked)
    assert ranked == legal_layouts(asked)
    assert all(("north", "seeds") in one and ("south", "chips") not in one for one in ranked)


def test_keys_are_those_of_the_problem_and_never_rise() -> None:
    problem = Problem.of(tiny(objective={"affinity": "1", "differentiation": "0.7"}))
    stream = list(NetworkEngine(problem).stream())
    assert all(key == problem.key(one) for key, one in stream)
    keys = [key for key, _ in stream]
    assert keys == sorted(keys, reverse=True)


def test_the_tree_grows_far_beyond_the_first_batches() -> None:
    # 2 parks x 8 industries without any bound: 2^16 layouts, 32 times the largest batch.
    worth = [[str(2**n) for n in range(8)], [str(2**n) for n in range(8, 16)]]
    asked = instance(worth, **free())
    problem = Problem.of(asked)
    stream = [asked.valuation.value_of(key) for key, _ in NetworkEngine(problem).stream()]
    # Every sum of powers of two is another number: 65535, 65534, ... 0.
    unit = 10**asked.valuation.exponent
    assert stream == [n * unit for n in reversed(range(1 << 16))]


@pytest.mark.parametrize("batches", [(1, 1), (2, 3), (16, 64)])
def test_the_size_of_the_batches_does_not_matter(
    batches: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_FIRST_BATCH", batches[0])
    monkeypatch.setattr(engine_module, "_LARGEST_BATCH", batches[1])
    assert listed(tiny()) == legal_layouts(tiny())


@pytest.mark.parametrize("columns", [31, 32, 33, 64, 65])
def test_layouts_around_64_pairs_are_packed_and_unpacked(columns: int) -> None:
    """Two parks: 62, 64, 66, 128 and 130 pairs; a word holds 64."""
    # All worth 1 but the last pair, which is worth 3: park by park at most one is laid out.
    worth = [["1"] * columns, ["1"] * (columns - 1) + ["3"]]
    one = {"default": 1}
    asked = instance(worth, **free(park_cap=one, industry_cap=one))
    ranked = list(engine(asked).stream())
    values = [asked.valuation.shown(asked.valuation.value_of(key)) for key, _ in ranked]
    last = ("p1", f"i{columns - 1}")
    # With the last pair (3) and any other of p0: 4; alone: 3; two ones: 2; one: 1; none: 0.
    rest = columns - 1
    assert values.count(4) == rest
    assert values.count(3) == 1
    assert values.count(2) == columns * rest - rest
    assert values.count(1) == columns + rest
    assert values.count(0) == 1
    held = [last in one for _, one in ranked]
    assert held == [value > 2 for value in values]
    assert len({one for _, one in ranked}) == len(ranked)


def test_counts_of_layouts_are_binomial() -> None:
    # One park, seven industries, exactly three of them: 7 over 3.
    three = {"default": 3}
    asked = instance([["1"] * 7], **free(park_cap=three, park_floor=three))
    assert len(listed(asked)) == comb(7, 3)


def test_flip_costs_of_the_tiny_instance() -> None:
    problem, legal = Problem.of(tiny()), legal_layouts(tiny())
    costs = NetworkEngine(problem).flip_costs()
    room = problem.room
    # Without ai in the south, or with ai in the east: SECOND, worth 1 less.
    assert costs["south", "ai"] == costs["east", "ai"]
    assert costs["south", "ai"] == problem.key(BEST) - problem.key(SECOND)
    assert round(costs["south", "ai"] / room / 1_000_000) == 1
    for pair, cost in costs.items():
        other = next(one for one in legal if (pair in one) != (pair in BEST))
        assert cost == problem.key(BEST) - problem.key(other)


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (3, 3)])
def test_flip_costs_count_the_overlaps_that_a_flip_makes(shape: tuple[int, int]) -> None:
    # Every pair is worth 2 and every overlap costs 3: one park per industry, and a second one
    # costs 3 - 2 = 1; without its one park an industry moves to another for nothing.
    rows, columns = shape
    asked = instance(
        [["2"] * columns] * rows,
        objective={"affinity": "1", "differentiation": "3"},
        **free(),
    )
    problem, legal = Problem.of(asked), legal_layouts(asked)
    for pair, cost in NetworkEngine(problem).flip_costs().items():
        assert cost is not None
        other = next(one for one in legal if (pair in one) != (pair in legal[0]))
        assert cost == problem.key(legal[0]) - problem.key(other)


@pytest.mark.parametrize("shape", [(2, 3), (3, 2)])
def test_flip_costs_of_a_second_park_where_the_first_is_locked(shape: tuple[int, int]) -> None:
    # As above, but the first park of i0 is locked in and cannot leave: the second costs its 1.
    rows, columns = shape
    asked = instance(
        [["2"] * columns] * rows,
        objective={"affinity": "1", "differentiation": "3"},
        locks=[lock("p0", "i0", "in")],
        **free(),
    )
    cost = engine(asked).flip_costs()["p1", "i0"]
    assert cost is not None
    assert round(cost / asked.valuation.tie_room) == 1_000_000


def test_flip_costs_of_locked_barred_and_forced_pairs_are_none() -> None:
    asked = tiny(locks=[lock("north", "ai", "in"), lock("south", "ai", "out")])
    costs = engine(asked).flip_costs()
    assert costs["north", "ai"] is None
    assert costs["south", "ai"] is None
    assert costs["east", "ai"] is not None
    forced = instance([["1"]])  # free, but the park's floor needs it
    assert engine(forced).flip_costs() == {("p0", "i0"): None}


def test_flip_costs_without_a_legal_layout() -> None:
    assert engine(instance([[None]])).flip_costs() == {}


def test_flip_costs_are_exact_beyond_the_53_bits_of_a_double() -> None:
    worth = [["8.999999999999", "0.123456789012"], ["3.000000000001", "7.777777777777"]]
    asked = instance(worth, objective={"affinity": "1", "differentiation": "0.1"}, **free())
    problem, legal = Problem.of(asked), legal_layouts(asked)
    assert problem.key(legal[0]) > 1 << 53
    for pair, cost in NetworkEngine(problem).flip_costs().items():
        other = next(one for one in legal if (pair in one) != (pair in legal[0]))
        assert cost == problem.key(legal[0]) - problem.key(other)


def test_rewarding_overlap_is_refused() -> None:
    """No convex cost: shortest paths would run in circles for ever."""
    asked = tiny(objective={"affinity": "1", "differentiation": "-1"})
    with pytest.raises(EngineError, match="differentiation"):
        engine(asked)
