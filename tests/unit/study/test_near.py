"""How many layouts are near the best, and what all of them share."""

from decimal import Decimal
from functools import reduce

import pytest

from allocator.model.instance import Instance
from allocator.optimize.limits import StoppedError
from allocator.study.ranking import near as module
from allocator.study.ranking.near import near
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.build import instance
from tests.support.tiny import tiny


@pytest.mark.parametrize("within", ["0", "0.05", "0.2", "1"])
def test_it_counts_what_the_ranking_lists(within: str) -> None:
    listed = rank(tiny(), RankQuestion(count=None, within=Decimal(within))).layouts
    found = near(tiny(), Decimal(within))
    assert found is not None
    assert (found.count, found.exact) == (len(listed), True)
    assert found.tied == sum(one.value == listed[0].value for one in listed)
    assert found.steady == reduce(frozenset.__and__, (one.layout for one in listed))


def test_it_stops_at_the_most_and_says_so() -> None:
    found = near(tiny(), Decimal(1), most=3)
    assert found is not None
    assert (found.count, found.exact) == (3, False)


def test_exactly_as_many_as_the_most_are_all() -> None:
    every = near(tiny(), Decimal("0.2"))
    assert every is not None
    assert near(tiny(), Decimal("0.2"), most=every.count) == every


def test_ties_are_told_apart_from_being_near() -> None:
    found = near(instance([[1, 1]], rules={"park_cap": {"default": 1}}))
    assert found is not None
    assert (found.count, found.tied, found.tied_exact) == (2, 2, True)
    assert found.steady == frozenset()


def test_nothing_legal_is_nothing_near() -> None:
    assert near(instance([[1]], rules={"park_floor": {"default": 2}})) is None


def test_a_stop_leaves_what_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    first = rank(tiny(), RankQuestion(count=1)).layouts[0]

    def stream(asked: Instance, question: RankQuestion) -> object:
        yield first
        raise StoppedError

    monkeypatch.setattr(module, "stream", stream)
    found = near(tiny())
    assert found is not None
    assert (found.count, found.exact, found.tied_exact) == (1, False, False)
