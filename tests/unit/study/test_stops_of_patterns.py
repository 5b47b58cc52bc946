"""What the patterns engine knows when it is stopped, or gives up, is not lost."""

import pytest

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Status
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import InterruptError, StoppedError, TooHardError
from allocator.optimize.patterns import PatternsEngine
from allocator.study.proposal.check import check
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.build import instance
from tests.support.tiny import layout

LEGAL = layout("p0 i0", "p1 i1")
OTHER = layout("p0 i1", "p1 i0")


def quota(**fields: object) -> Instance:
    """Return an instance of the patterns engine: two parks, two industries, a quota."""
    rules = {"quota": [{"id": "q", "min": 2, "max": 2}]}
    return instance([["5", "1"], ["2", "4"]], rules=rules, **fields)


def stop(monkeypatch: pytest.MonkeyPatch, engine: type, how: BaseException) -> None:
    def stream(*_: object) -> object:
        raise how
        yield

    monkeypatch.setattr(engine, "stream", stream)


def give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def further(*_: object) -> object:
        raise TooHardError
        yield

    stop(monkeypatch, PatternsEngine, TooHardError())
    monkeypatch.setattr(PatternsEngine, "further", further)


@pytest.mark.parametrize("kind", [StoppedError, InterruptError])
@pytest.mark.parametrize(
    ("later", "found", "bound"),
    [((None, None), OTHER, 12), ((LEGAL, None), LEGAL, 12), ((LEGAL, 10), LEGAL, 10)],
)
def test_the_better_layout_and_the_lower_bound_are_kept(
    kind: type, later: tuple[Pairs | None, int | None], found: Pairs, bound: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    give_up(monkeypatch)
    monkeypatch.setattr(PatternsEngine, "met", lambda _: OTHER)
    monkeypatch.setattr(PatternsEngine, "bound", 12 * quota().valuation.tie_room)
    stop(monkeypatch, ConstraintEngine, kind(*later))
    ranking = rank(quota(), RankQuestion(count=1))
    assert ranking.engine == "patterns+constraint"
    assert ([one.layout for one in ranking.layouts], ranking.bound) == ([found], bound)
    assert ranking.pressed is (kind is InterruptError)


def test_after_a_press_no_further_part_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    stop(monkeypatch, PatternsEngine, InterruptError(OTHER, 12))
    found = check(quota(), LEGAL)
    assert found.status is Status.INTERRUPTED
    assert found.undecided == ("best", "place", "repairs")
    assert (found.best, found.bound) == (found.proposal, 12)  # legal, and worth more than OTHER


def test_a_layout_that_is_listed_is_not_listed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = PatternsEngine.stream

    def stream(self: PatternsEngine, *asked: int) -> object:
        first = next(whole(self, *asked))
        yield first
        yield next(one for one in whole(self, *asked) if one != first)
        raise StoppedError(first[1], first[0])

    monkeypatch.setattr(PatternsEngine, "stream", stream)
    listed = [one.layout for one in rank(quota(), RankQuestion(count=5)).layouts]
    assert len(listed) == len(set(listed))


def test_a_bound_of_a_term_is_none_of_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = quota(ordered=[{"term": "differentiation"}],
                  objective={"affinity": "1", "differentiation": "1"})  # fmt: skip
    stop(monkeypatch, PatternsEngine, StoppedError(OTHER, 0))
    stop(monkeypatch, ConstraintEngine, StoppedError(OTHER, 0))
    assert rank(asked, RankQuestion(count=1)).bound is None
    found = check(asked, LEGAL)
    assert (found.best, found.bound, found.levels) == (None, None, {})


def test_a_layout_in_hand_that_is_filtered_out_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop(monkeypatch, PatternsEngine, StoppedError(OTHER, 10**9))
    whole = quota(ordered=[{"term": "affinity"}])
    monkeypatch.setattr(
        "allocator.study.ranking.sources.level_bounds", lambda *_: {"affinity": 9_000_000}
    )
    ranking = rank(whole, RankQuestion(count=1))
    assert (ranking.layouts, ranking.status) == ((), Status.INTERRUPTED)
