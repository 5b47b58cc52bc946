"""Ranking questions (`within`, `apart`, `count`) against brute force, by every engine."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import Ranking, Status
from allocator.optimize.engines import EngineName
from allocator.study.ranking import sources
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.strategies import instances
from tests.support.ties import coarse_ties

EXACT: tuple[EngineName, ...] = ("auto", "network")
shares = st.sampled_from(["0", "0.1", "0.5", "1", "2.5"])


def greedy(layouts: Sequence[Pairs], apart: int) -> list[Pairs]:
    """Keep, from the first on, each layout that is far enough from all kept before."""
    kept: list[Pairs] = []
    for layout in layouts:
        if all(distance(layout, before) >= apart for before in kept):
            kept.append(layout)
    return kept


def near(asked: Instance, layouts: Sequence[Pairs], share: str) -> list[Pairs]:
    """Keep the layouts whose value is within a share of the best one's."""
    values = [asked.valuation.value(one) for one in layouts]
    room = Fraction(share) * abs(values[0]) if values else 0
    return [one for one, value in zip(layouts, values, strict=True) if values[0] - value <= room]


def listed(ranking: Ranking) -> list[Pairs]:
    """Return the layouts of a ranking."""
    return [one.layout for one in ranking.layouts]


@settings(max_examples=40)
@given(instances(largest=10), shares)
def test_within_is_all_that_is_near_the_best(asked: Instance, share: str) -> None:
    expected = near(asked, legal_layouts(asked), share)
    for engine in EXACT:
        ranking = rank(asked, RankQuestion(count=None, within=Decimal(share), engine=engine))
        assert listed(ranking) == expected
        assert ranking.exhausted
        assert ranking.status == (Status.OPTIMAL if expected else Status.INFEASIBLE)


@settings(max_examples=30)
@given(instances(largest=10), st.integers(0, 6), st.integers(1, 8))
def test_apart_is_the_greedy_choice(asked: Instance, apart: int, count: int) -> None:
    expected = greedy(legal_layouts(asked), apart)
    for engine in EXACT:
        ranking = rank(asked, RankQuestion(count=count, apart=apart, engine=engine))
        assert listed(ranking) == expected[:count]
        assert ranking.exhausted == (len(expected) <= count)


@settings(max_examples=20)
@given(instances(largest=6), st.integers(1, 4), st.none() | shares)
def test_all_engines_list_the_same(asked: Instance, apart: int, share: str | None) -> None:
    within = None if share is None else Decimal(share)
    answers = [
        rank(asked, RankQuestion(count=6, apart=apart, within=within, engine=engine))
        for engine in (*EXACT, "constraint")
    ]
    layouts = legal_layouts(asked)
    near_best = layouts if share is None else near(asked, layouts, share)
    expected = greedy(near_best, apart)[:6]
    assert [listed(one) for one in answers] == [expected] * 3
    for other in answers[1:]:
        assert (other.layouts, other.shared, other.bound, other.shortages, other.exhausted) == (
            answers[0].layouts,
            answers[0].shared,
            answers[0].bound,
            answers[0].shortages,
            answers[0].exhausted,
        )


@pytest.mark.parametrize("examined", [1, 2, 7])
@pytest.mark.parametrize("bits", [0, 16])
@settings(max_examples=10)
@given(instances(largest=8), st.integers(2, 5), st.none() | shares)
def test_handing_over_to_the_constraint_model_changes_nothing(
    examined: int, bits: int, asked: Instance, apart: int, share: str | None
) -> None:
    within = None if share is None else Decimal(share)
    with pytest.MonkeyPatch.context() as patch, coarse_ties(bits):
        patch.setattr(sources, "_EXAMINED", examined)
        ranking = rank(asked, RankQuestion(count=12, apart=apart, within=within))
        layouts = legal_layouts(asked)
        near_best = layouts if share is None else near(asked, layouts, share)
        assert listed(ranking) == greedy(near_best, apart)[:12]
        if len(near_best) <= examined:
            assert ranking.engine == "network"


@settings(max_examples=40)
@given(instances(largest=10), st.integers(1, 30))
def test_values_shared_are_counted(asked: Instance, count: int) -> None:
    values = [asked.valuation.value(one) for one in legal_layouts(asked)]
    shared = rank(asked, RankQuestion(count=count)).shared
    assert set(shared) == set(values[:count])
    for value, (number, complete) in shared.items():
        if complete:
            assert number == values.count(value)
        else:  # the list was cut in the middle of it: so many at least
            assert value == values[count - 1] == values[count]
            assert number == values[: count + 1].count(value)


@settings(max_examples=30)
@given(instances(largest=12), st.integers(1, 20))
def test_gaps_bounds_and_places(asked: Instance, count: int) -> None:
    ranking = rank(asked, RankQuestion(count=count))
    values = [asked.valuation.value(one) for one in legal_layouts(asked)]
    assert ranking.bound == (values[0] if values else None)
    for n, one in enumerate(ranking.layouts):
        assert (one.rank, one.value, one.gap) == (n + 1, values[n], values[0] - values[n])
        assert sum(one.terms.values()) == one.value
