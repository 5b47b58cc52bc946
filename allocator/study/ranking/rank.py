"""Rank: candidate layouts best first, exactly (DESIGN section 3, Ranking)."""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import Self

from allocator.model.instance import Instance
from allocator.model.outcome import RankedLayout, Ranking, Status
from allocator.optimize import engines
from allocator.optimize.limits import InterruptError, Limit, StoppedError
from allocator.study.conflicts.causes import counted
from allocator.study.conflicts.explore import minimal_conflict
from allocator.study.ranking.judge import judge
from allocator.study.ranking.sources import RankQuestion, Source, Turn, Valued

__all__ = ["MOST_LAYOUTS", "RankQuestion", "rank", "stream"]

MOST_LAYOUTS = 20_000
"""Most layouts kept in memory: a list bounded by value alone stops here and says so."""


def rank(
    instance: Instance,
    question: RankQuestion,
    tell: Callable[[int], None] | None = None,
    turn: Turn | None = None,
    limit: Limit | None = None,
) -> Ranking:
    """Return the ranking that `question` asks for.

    `tell` hears the number listed so far, `turn` that another engine goes on. `limit` is
    that of `Source`.

    Raises:
        ScopeError: the engine that was forced cannot state a rule or a term.
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    limit = limit or Limit.of(question.seconds, question.effort)
    source = Source(instance, question, turn, limit)
    if source.engine != "network" and (shown := counted(instance)):
        return Ranking(Status.INFEASIBLE, source.engine, (), None, True, {}, shown, 0)
    wanted = MOST_LAYOUTS if question.count is None else question.count
    found = _Listing(instance, wanted, source).read(tell)
    listed = found.ranked[:wanted]
    cut = len(found.ranked) > wanted
    shortages = () if listed or found.stopped else engines.shortages(instance)
    is_unexplained = not (listed or found.stopped or shortages)
    return Ranking(
        status=found.status(question.count, cut),
        engine=source.engine,
        layouts=tuple(listed),
        bound=found.bound,
        next_bound=found.next_bound,
        exhausted=not cut and found.stopped is None,
        shared=_shared(found.ranked, wanted) if question.apart <= 1 and not found.stopped else {},
        shortages=shortages,
        proven=min(found.proven, wanted),
        stopped=found.stopped is not None,
        pressed=found.stopped is Status.INTERRUPTED,
        apart=max(question.apart, 1),
        within=question.within,
        levels=source.bounds,
        conflict=minimal_conflict(instance, limit) if is_unexplained else None,
        is_only_best=source.is_only_best,
    )


def decided(ranking: Ranking) -> Ranking:
    """Return a ranking that ended, one way or the other.

    Raises:
        StoppedError, InterruptError: it was stopped; without a layout it shows nothing.
    """
    if ranking.status is Status.INTERRUPTED:
        raise InterruptError(None, ranking.bound)
    if ranking.status is Status.FEASIBLE:
        raise StoppedError(None, ranking.bound)
    return ranking


def stream(
    instance: Instance, question: RankQuestion, turn: Turn | None = None
) -> Iterator[RankedLayout]:
    """Yield the layouts that `question` asks for one by one, judged, and keep none of them.

    Raises:
        StoppedError: a limit was reached; what was yielded before is proven.
        ScopeError, DisagreementError: as `rank`.
    """
    source, best = Source(instance, question, turn), None
    for place, (value, layout) in enumerate(islice(source.layouts(), question.count), 1):
        judge(instance, value, layout, source.bounds)
        best = value if best is None else best
        terms = instance.valuation.terms(layout)
        yield RankedLayout(place, layout, value, best - value, terms)


class _Listing:
    """Layouts read from a source until there are enough, it ends, or it is stopped.

    Each is judged as it comes and ready to be shown, so that who stops a long list need not wait.
    """

    def __init__(self, instance: Instance, wanted: int, source: Source) -> None:
        self._instance = instance
        self._wanted = wanted
        self._source = source
        self.ranked: list[RankedLayout] = []
        self.proven = 0
        self.stopped: Status | None = None
        self._left: int | None = None

    def read(self, tell: Callable[[int], None] | None) -> Self:
        """Read one layout more than wanted: it tells whether any follow."""
        try:
            for one in islice(self._source.layouts(), self._wanted + 1):
                self._take(one)
                if tell is not None and len(self.ranked) <= self._wanted:
                    tell(len(self.ranked))
        except StoppedError as stop:
            self._stop(Status.FEASIBLE, stop)
        except InterruptError as stop:
            self._stop(Status.INTERRUPTED, stop)
        except KeyboardInterrupt:
            self._stop(Status.INTERRUPTED, InterruptError())
        else:
            self.proven = len(self.ranked)
        return self

    def _stop(self, status: Status, stop: StoppedError | InterruptError) -> None:
        self.stopped, self.proven, self._left = status, len(self.ranked), stop.bound
        is_listed = any(one.layout == stop.found for one in self.ranked)
        if stop.found is not None and not is_listed and len(self.ranked) < self._wanted:
            self._take((self._instance.valuation.value(stop.found), stop.found))

    def _take(self, one: Valued) -> None:
        value, layout = one
        judge(self._instance, value, layout, self._source.bounds)
        best = value if self._best is None else self._best
        terms = self._instance.valuation.terms(layout)
        self.ranked.append(RankedLayout(len(self.ranked) + 1, layout, value, best - value, terms))

    @property
    def _best(self) -> int | None:
        return self.ranked[0].value if self.ranked else None

    @property
    def bound(self) -> int | None:
        """The best value that any legal layout can have; ``None`` if it is not known."""
        return self._best if self.proven else self._left

    @property
    def next_bound(self) -> int | None:
        """What the first layout that is not proven is worth at most, if the search was stopped."""
        if self.stopped is None:
            return None
        known = [self._left] if self._left is not None else []
        return min([*known, *(one.value for one in self.ranked[: self.proven][-1:])], default=None)

    def status(self, count: int | None, cut: bool) -> Status:
        """Return how far the list is proven.

        A list of as many proven layouts as were asked for is what was asked for, even where a stop
        left open whether more follow.
        """
        if count is not None and self.proven >= count:
            return Status.OPTIMAL
        if self.stopped is not None:
            return self.stopped if self.ranked else Status.INTERRUPTED
        if not self.ranked:
            return Status.INFEASIBLE
        return Status.FEASIBLE if cut and count is None else Status.OPTIMAL


def _shared(ranked: list[RankedLayout], wanted: int) -> dict[int, tuple[int, bool]]:
    shared: dict[int, tuple[int, bool]] = {}
    for value, same in groupby(ranked[:wanted], key=lambda one: one.value):
        shared[value] = (len(list(same)), True)
    if len(ranked) > wanted and ranked[wanted].value in shared:
        value = ranked[wanted].value
        shared[value] = (shared[value][0] + 1, False)
    return shared
