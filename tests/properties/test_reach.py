"""Layouts within reach of another: the engines that state it, against brute force."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from allocator.model.instance import Instance, Reach
from allocator.model.layout import distance
from allocator.optimize import engines
from allocator.study.ranking.best import best_of
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances


@given(full_instances(), st.data())
def test_the_ranking_within_reach_is_that_of_brute_force(instance: Instance, data) -> None:
    pairs = [(park, one) for park in instance.parks for one in instance.industries]
    layout = frozenset(data.draw(st.sets(st.sampled_from(pairs))))
    within = replace(instance, reach=Reach(layout, data.draw(st.integers(0, 5))))
    expected = [
        one for one in legal_layouts(instance) if distance(one, layout) <= within.reach.moves
    ]
    found = rank(within, RankQuestion(count=4))
    value = instance.valuation.value
    assert [value(one.layout) for one in found.layouts] == [value(one) for one in expected[:4]]
    best = best_of(within)
    assert (best is None) == (not expected)
    if best is not None:
        assert best[0] == value(expected[0])
    # whatever engine answers alone
    listed = engines.constraint(within).best()
    assert (None if listed is None else value(listed)) == (best and best[0])
