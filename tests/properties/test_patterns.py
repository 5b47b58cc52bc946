"""The patterns engine against brute force, and against CP-SAT where that is too long."""

from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.rules import violations
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.patterns import PatternsEngine
from allocator.optimize.scope import beyond_patterns
from allocator.study.ranking.sources import in_order
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances
from tests.support.synergy import synergy_case


@st.composite
def stated(draw: st.DrawFn, largest: int = 8) -> Instance:
    """Draw an instance that the engine can state."""
    asked = draw(full_instances(largest=largest))
    assume(not beyond_patterns(asked))
    return asked


@settings(max_examples=60)
@given(stated())
def test_the_whole_ranking_is_brute_force(asked: Instance) -> None:
    listed = [layout for _, layout in in_order(PatternsEngine(asked).stream())]
    assert listed == legal_layouts(asked)


@settings(max_examples=40)
@given(stated(), st.integers(1, 5))
def test_keys_are_right_whatever_is_wanted(asked: Instance, wanted: int) -> None:
    legal, key = legal_layouts(asked), asked.valuation.key
    listed = list(islice(PatternsEngine(asked).stream(wanted), wanted))
    assert [one for one, _ in listed] == [key(layout) for layout in legal[:wanted]]
    assert all(key(layout) == one for one, layout in listed)


@settings(max_examples=40)
@given(stated())
def test_flip_costs_are_brute_force(asked: Instance) -> None:
    engine, legal, key = PatternsEngine(asked), legal_layouts(asked), asked.valuation.key
    costs, best = engine.flip_costs(), engine.best()
    if best is None:
        assert (costs, legal) == ({}, [])
        return
    assert len(costs) == len(asked.parks) * len(asked.industries)
    for pair, cost in costs.items():
        flipped = [one for one in legal if (pair in one) != (pair in best)]
        assert cost == (key(best) - key(flipped[0]) if flipped else None)
        other = engine.best_with(pair, pair not in best)
        assert (None if other is None else key(best) - key(other)) == cost


@settings(max_examples=40)
@given(stated())
def test_the_bound_is_never_exceeded(asked: Instance) -> None:
    engine, legal = PatternsEngine(asked), legal_layouts(asked)
    if legal:
        assert engine.bound >= asked.valuation.key(legal[0])


@pytest.mark.parametrize("seed", range(3))
def test_medium_cases_are_those_of_cp_sat(seed: int) -> None:
    asked = synergy_case(parks=6, industries=9, bonds=12, seed=seed)
    listed = list(islice(PatternsEngine(asked).stream(20), 20))
    again = list(islice(ConstraintEngine(asked).stream(), 6))
    assert [key for key, _ in listed[:6]] == [key for key, _ in again]
    assert not any(violations(asked, layout) for _, layout in listed)
    assert len({layout for _, layout in listed}) == 20
