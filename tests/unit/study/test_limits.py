"""Stopping early: what is listed is legal, what is called proven is proven, bounds hold."""

from collections.abc import Iterator

import pytest

from allocator.model.layout import Pairs
from allocator.model.outcome import Status
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import Limit, StoppedError
from allocator.optimize.network import NetworkEngine
from allocator.optimize.problem import Problem
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.build import instance
from tests.support.tiny import tiny


def stopping(monkeypatch: pytest.MonkeyPatch, after: int, how: BaseException, engine: type) -> None:
    """Let an engine list so many layouts and then stop."""
    whole = engine.stream

    def stream(self: object, *asked: object) -> Iterator[tuple[int, Pairs]]:
        for n, one in enumerate(whole(self, *asked)):
            if n == after:
                raise how
            yield one

    monkeypatch.setattr(engine, "stream", stream)


@pytest.mark.parametrize(
    ("how", "status"),
    [(StoppedError(), Status.FEASIBLE), (KeyboardInterrupt(), Status.INTERRUPTED)],
)
@pytest.mark.parametrize("engine", ["network", "constraint"])
def test_what_was_listed_is_kept(
    how: BaseException, status: Status, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tiny()
    kind = NetworkEngine if engine == "network" else ConstraintEngine
    whole = rank(asked, RankQuestion(count=9, engine=engine)).layouts
    stopping(monkeypatch, 4, how, kind)
    found = rank(asked, RankQuestion(count=9, engine=engine))
    assert found.status is status
    # a network's last key may still be shared by layouts to come, so it may list fewer
    assert found.layouts == whole[: len(found.layouts)]
    assert 3 <= len(found.layouts) <= 4
    assert found.proven == len(found.layouts)
    assert found.bound == whole[0].value
    assert found.next_bound == found.layouts[-1].value >= whole[len(found.layouts)].value
    assert not found.exhausted


def test_a_layout_in_hand_is_listed_as_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tiny()
    hand = rank(asked, RankQuestion(count=5)).layouts[4]
    stop = StoppedError(hand.layout, hand.value + 7)
    stopping(monkeypatch, 0, stop, ConstraintEngine)
    found = rank(asked, RankQuestion(count=3, engine="constraint"))
    assert [one.layout for one in found.layouts] == [hand.layout]
    assert (found.proven, found.status, found.bound) == (0, Status.FEASIBLE, hand.value + 7)
    assert found.next_bound == found.bound


def test_the_bound_of_what_is_to_come_is_the_lowest_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tiny()
    whole = rank(asked, RankQuestion(count=5)).layouts
    for said in (whole[2].value + 10**9, whole[2].value):
        stopping(monkeypatch, 2, StoppedError(bound=said), ConstraintEngine)
        found = rank(asked, RankQuestion(count=5, engine="constraint"))
        monkeypatch.undo()
        assert found.next_bound == min(said, whole[1].value)


def test_nothing_in_time_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping(monkeypatch, 0, StoppedError(), NetworkEngine)
    found = rank(tiny(), RankQuestion(count=3))
    assert (found.layouts, found.status, found.proven) == ((), Status.INTERRUPTED, 0)
    assert found.shortages == ()


def test_an_expired_limit_stops_both_engines() -> None:
    asked = instance([["1"] * 6] * 6, rules={"park_cap": {"default": 3}})
    gone = Limit(deadline=0.0)
    listed = []
    stream = NetworkEngine(Problem.of(asked), gone).stream()
    with pytest.raises(StoppedError):
        listed.extend(iter(lambda: next(stream), None))
    with pytest.raises(StoppedError) as stopped:
        next(ConstraintEngine(asked, gone).stream())
    # CP-SAT never started: it has no bound, and certainly not the 0 that an empty answer holds
    assert (stopped.value.found, stopped.value.bound) == (None, None)
    assert rank(asked, RankQuestion(count=9, seconds=1e-9)).bound in (None, 18_000_000)


def test_a_limit_that_is_not_reached_changes_nothing() -> None:
    asked = tiny()
    for engine in ("network", "constraint"):
        free = rank(asked, RankQuestion(count=6, engine=engine))
        assert rank(asked, RankQuestion(count=6, engine=engine, seconds=600)) == free


@pytest.mark.parametrize("how", [StoppedError(), KeyboardInterrupt()])
def test_as_many_as_were_asked_for_are_enough(
    how: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tiny()
    whole = rank(asked, RankQuestion(count=4, engine="constraint")).layouts
    stopping(monkeypatch, 4, how, ConstraintEngine)
    found = rank(asked, RankQuestion(count=4, engine="constraint"))
    # only the look for a fifth was stopped
    assert (found.status, found.layouts, found.proven) == (Status.OPTIMAL, whole, 4)
    assert (found.stopped, found.exhausted) == (True, False)
    assert found.next_bound == whole[-1].value
    fewer = rank(asked, RankQuestion(count=5, engine="constraint"))
    assert fewer.status in (Status.FEASIBLE, Status.INTERRUPTED)
