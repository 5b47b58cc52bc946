"""What must stay the same, or may only go one way, when a question is changed a little."""

from decimal import Decimal
from itertools import islice, product
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.model.affinity import PairAffinity
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.network import NetworkEngine
from allocator.optimize.problem import Problem
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.medium import medium
from tests.support.strategies import instances

SEEDS = range(25)
TABLES = ("parks", "industries", "current", "locks", "grants")


def changed(asked: Instance, **fields: Any) -> Instance:
    """Return an instance with some fields of its scenario replaced."""
    return Instance(asked.scenario.model_copy(update=fields), asked.affinity)


def locked(asked: Instance, pair: tuple[str, str], way: str) -> Instance:
    """Return an instance with one more lock."""
    lock = {"park": pair[0], "industry": pair[1], "lock": way, "reason": "what if"}
    locks = [one.model_dump() for one in asked.scenario.locks]
    whole = asked.scenario.model_dump(by_alias=True) | {"locks": [*locks, lock]}
    return Instance(type(asked.scenario).model_validate(whole), asked.affinity)


def best(asked: Instance) -> Pairs | None:
    """Return the best layout by the network engine."""
    return NetworkEngine(Problem.of(asked)).best()


def first(asked: Instance, count: int) -> list[tuple[int, Pairs]]:
    """Return the values and layouts of a ranking."""
    ranking = rank(asked, RankQuestion(count=count))
    return [(one.value, one.layout) for one in ranking.layouts]


@settings(max_examples=30)
@given(instances(largest=12), st.integers(0, 9999))
def test_the_order_of_rows_does_not_matter(asked: Instance, seed: int) -> None:
    random = Random(seed)
    rows = {name: list(getattr(asked.scenario, name)) for name in TABLES}
    for table in rows.values():
        random.shuffle(table)
    cells = list(asked.affinity.items())
    random.shuffle(cells)
    fields = {name: tuple(table) for name, table in rows.items()}
    shuffled = Instance(asked.scenario.model_copy(update=fields), dict(cells))
    assert first(shuffled, 50) == first(asked, 50)
    assert rank(shuffled, RankQuestion()).shortages == rank(asked, RankQuestion()).shortages


@settings(max_examples=30)
@given(instances(largest=12), st.sampled_from(["0.001", "0.5", "3", "1000", "1e-12", "1e9"]))
def test_scaling_affinities_and_weights_keeps_the_order(asked: Instance, k: str) -> None:
    times = Decimal(k)
    scaled = {
        pair: PairAffinity(
            None if cell.value is None else cell.value * times, None, None, cell.coverage, {}
        )
        for pair, cell in asked.affinity.items()
    }
    weights = {
        term: weight if term == "affinity" else weight * times
        for term, weight in asked.scenario.objective.items()
    }
    rules = asked.scenario.rules
    if rules.min_affinity is not None:
        threshold = rules.min_affinity.model_copy(
            update={"threshold": rules.min_affinity.threshold * times}
        )
        rules = rules.model_copy(update={"min_affinity": threshold})
    scenario = asked.scenario.model_copy(update={"objective": weights, "rules": rules})
    other = Instance(scenario, scaled)
    assume(asked.valuation.exact and other.valuation.exact)
    assert [one for _, one in first(other, 50)] == [one for _, one in first(asked, 50)]


@pytest.mark.parametrize("seed", SEEDS)
def test_raising_a_cap_never_lowers_the_best(seed: int) -> None:
    asked = medium(seed)
    before = best(asked)
    if before is None:
        return
    for table, caps in (("parks", asked.park_caps), ("industries", asked.industry_caps)):
        rows = getattr(asked.scenario, table)
        wider = tuple(
            row.model_copy(update={"cap": caps[row.id] + 1}) if n == seed % len(rows) else row
            for n, row in enumerate(rows)
        )
        after = changed(asked, grants=(), **{table: wider})
        found = best(after)
        assert found is not None
        # Values are compared on one scale: more slots may leave less room for digits.
        assert asked.valuation.value(found) >= asked.valuation.value(before)


@pytest.mark.parametrize("seed", SEEDS)
def test_locking_in_the_best_or_barring_what_it_lacks_keeps_it(seed: int) -> None:
    asked, random = medium(seed), Random(seed)
    layout = best(asked)
    if layout is None:
        return
    every = set(product(asked.parks, asked.industries))
    decided = asked.locked_in | asked.locked_out
    for pair in random.sample(sorted(layout - decided), min(3, len(layout - decided))):
        assert best(locked(asked, pair, "in")) == layout
    for pair in random.sample(sorted(every - layout - decided), 3):
        assert best(locked(asked, pair, "out")) == layout


@pytest.mark.parametrize("seed", SEEDS)
def test_flip_costs_are_the_best_less_the_best_with_the_lock(seed: int) -> None:
    asked, random = medium(seed), Random(seed)
    problem = Problem.of(asked)
    layout = best(asked)
    costs = NetworkEngine(problem).flip_costs()
    if layout is None:
        assert costs == {}
        return
    decided = asked.locked_in | asked.barred
    for pair in random.sample(sorted(set(costs) - decided), 12):
        forced = locked(asked, pair, "out" if pair in layout else "in")
        other = best(forced)
        assert costs[pair] == (None if other is None else problem.key(layout) - problem.key(other))


@pytest.mark.parametrize("seed", range(6))
def test_forcing_costs_are_those_of_the_constraint_model(seed: int) -> None:
    asked, random = medium(seed, largest=(5, 6)), Random(seed)
    problem = Problem.of(asked)
    layout = ConstraintEngine(asked).best()
    costs = NetworkEngine(problem).flip_costs()
    if layout is None:
        assert costs == {}
        return
    assert layout == best(asked)
    for pair in random.sample(sorted(set(costs) - asked.locked_in - asked.barred), 4):
        forced = locked(asked, pair, "out" if pair in layout else "in")
        other = ConstraintEngine(forced).best()
        assert costs[pair] == (None if other is None else problem.key(layout) - problem.key(other))


@pytest.mark.parametrize("seed", SEEDS)
def test_values_never_rise_and_a_longer_list_begins_with_the_shorter(seed: int) -> None:
    asked = medium(seed)
    short, long = first(asked, 40), first(asked, 80)
    assert long[:40] == short
    values = [value for value, _ in long]
    assert values == sorted(values, reverse=True)
    layouts = [layout for _, layout in long]
    assert len(set(layouts)) == len(layouts)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_second_layout_is_the_cheapest_flip(seed: int) -> None:
    problem = Problem.of(medium(seed))
    engine = NetworkEngine(problem)
    stream = list(islice(engine.stream(), 2))
    if len(stream) == 2:
        gap = stream[0][0] - stream[1][0]
        assert gap == min(cost for cost in engine.flip_costs().values() if cost is not None)
