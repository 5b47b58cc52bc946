"""The core and sharpened multipliers, forced where a search would do, against brute force."""

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.optimize.limits import TooHardError
from allocator.optimize.patterns import PatternsEngine, dual, engine
from allocator.optimize.scope import beyond_patterns
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances

_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
forced = settings(max_examples=40, suppress_health_check=_CHECKS)


@pytest.fixture(autouse=True)
def _forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 0)
    monkeypatch.setattr(engine, "_NODES_PER_LAYOUT", 0)
    monkeypatch.setattr(dual, "_MANY", 0)


@st.composite
def stated(draw: st.DrawFn, largest: int = 8) -> Instance:
    """Draw an instance that the engine can state."""
    asked = draw(full_instances(largest=largest))
    assume(not beyond_patterns(asked))
    return asked


def listed(asked: Instance, apart: int, before: tuple[Pairs, ...]) -> list[Pairs]:
    """Return the first layouts by the core; prices that run away are not its business."""
    try:
        found = islice(PatternsEngine(asked).further(apart, before), 25)
        return [_checked(asked, *one) for one in found]
    except TooHardError:
        assume(False)
        raise


def _checked(asked: Instance, key: int, layout: Pairs) -> Pairs:
    assert key == asked.valuation.key(layout)
    return layout


def greedy(ranking: list[Pairs], apart: int, before: tuple[Pairs, ...]) -> Iterator[Pairs]:
    kept = list(before)
    for layout in ranking:
        if all(distance(layout, one) >= apart for one in kept):
            kept.append(layout)
            yield layout


@forced
@given(stated(), st.integers(1, 3), st.integers(0, 2))
def test_the_core_lists_as_brute_force_does(asked: Instance, apart: int, known: int) -> None:
    ranking = legal_layouts(asked)
    before = tuple(ranking[:known])
    expected = list(islice(greedy(ranking, apart, before), 25))
    assert listed(asked, apart, before) == expected


@forced
@given(stated())
def test_flip_costs_by_the_core_are_brute_force(asked: Instance) -> None:
    made, legal, key = PatternsEngine(asked), legal_layouts(asked), asked.valuation.key
    try:
        costs, best = made.flip_costs(), made.best()
    except TooHardError:
        assume(False)
        raise
    if best is None:
        assert (costs, legal) == ({}, [])
        return
    assert key(best) == key(legal[0]) <= made.bound
    for pair, cost in costs.items():
        flipped = [one for one in legal if (pair in one) != (pair in best)]
        assert cost == (key(best) - key(flipped[0]) if flipped else None)
