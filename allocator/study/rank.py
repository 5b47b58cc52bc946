"""Rank: candidate layouts best first, exactly (DESIGN section 3, Ranking)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain, groupby, islice, takewhile
from typing import Self

from allocator.errors import DisagreementError, EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import RankedLayout, Ranking, Shortage, Status
from allocator.model.rules import violations
from allocator.optimize import engines
from allocator.optimize.engines import EngineName
from allocator.optimize.limits import Limit, StoppedError
from allocator.optimize.scope import beyond_network, require_network
from allocator.study.ordered import level_bounds
from allocator.study.quotas import quota_shortages

Valued = tuple[int, Pairs]
"""A layout with its value in front."""

MOST_LAYOUTS = 20_000
"""Most layouts kept in memory: a list bounded by value alone stops here and says so."""
# layouts read from a ranking in search of distant ones, before CP-SAT takes over
_EXAMINED = 20_000
_MOST_TIED = 100_000


@dataclass(frozen=True)
class RankQuestion:
    """What to list: at most `count` layouts, or all `within` a share of the best, or both.

    `apart` asks for layouts at least so many moves from every better one listed; ``engine``
    forces an engine.
    """

    count: int | None = 10
    apart: int = 1
    within: Decimal | None = None
    engine: EngineName = "auto"
    seconds: float | None = None
    """Stop after so long with what there is."""
    effort: float | None = None
    """Stop CP-SAT after so much effort, see `allocator.optimize.limits`."""


def rank(
    instance: Instance, question: RankQuestion, tell: Callable[[int], None] | None = None
) -> Ranking:
    """Return the ranking that `question` asks for; `tell` hears the number listed so far.

    Raises:
        ScopeError: the engine that was forced cannot state a rule or a term.
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    source = _Source(instance, question)
    if source.engine == "constraint" and (counted := _counted(instance)):
        return Ranking(Status.INFEASIBLE, source.engine, (), None, True, {}, counted, 0)
    wanted = MOST_LAYOUTS if question.count is None else question.count
    found = _Listing(instance, wanted).read(source.layouts(), tell)
    listed = found.valued[:wanted]
    for value, layout in listed:
        judge(instance, value, layout, source.bounds)
    cut = len(found.valued) > wanted
    return Ranking(
        status=found.status(cut and question.count is None),
        engine=source.engine,
        layouts=tuple(_ranked(instance, listed)),
        bound=found.bound,
        exhausted=not cut and found.stopped is None,
        shared=_shared(found.valued, wanted) if question.apart <= 1 and not found.stopped else {},
        shortages=() if listed or found.stopped else engines.shortages(instance),
        proven=min(found.proven, wanted),
        stopped=found.stopped is not None,
        apart=max(question.apart, 1),
        within=question.within,
        levels=source.bounds,
    )


def _counted(instance: Instance) -> tuple[Shortage, ...]:
    """Return why nothing is legal as far as counting shows it: first, since it is quick."""
    return engines.shortages(instance) + quota_shortages(instance)


def stream(instance: Instance, question: RankQuestion) -> Iterator[RankedLayout]:
    """Yield the layouts that `question` asks for one by one, judged, and keep none of them.

    Raises:
        StoppedError: a limit was reached; what was yielded before is proven.
        ScopeError, DisagreementError: as `rank`.
    """
    source, best = _Source(instance, question), None
    for place, (value, layout) in enumerate(islice(source.layouts(), question.count), 1):
        judge(instance, value, layout, source.bounds)
        best = value if best is None else best
        terms = instance.valuation.terms(layout)
        yield RankedLayout(place, layout, value, best - value, terms)


class _Listing:
    """Layouts read from a source until there are enough, it ends, or it is stopped."""

    def __init__(self, instance: Instance, wanted: int) -> None:
        self._instance = instance
        self._wanted = wanted
        self.valued: list[Valued] = []
        self.proven = 0
        self.stopped: Status | None = None
        self._left: int | None = None

    def read(self, layouts: Iterator[Valued], tell: Callable[[int], None] | None) -> Self:
        """Read one layout more than wanted: it tells whether any follow."""
        try:
            for one in islice(layouts, self._wanted + 1):
                self.valued.append(one)
                if tell is not None:
                    tell(len(self.valued))
        except StoppedError as stop:
            self._stop(Status.FEASIBLE, stop)
        except KeyboardInterrupt:
            self._stop(Status.INTERRUPTED, StoppedError())
        else:
            self.proven = len(self.valued)
        return self

    def _stop(self, status: Status, stop: StoppedError) -> None:
        self.stopped, self.proven, self._left = status, len(self.valued), stop.bound
        if stop.found is not None and len(self.valued) < self._wanted:
            self.valued.append((self._instance.valuation.value(stop.found), stop.found))

    @property
    def bound(self) -> int | None:
        """The best value that any legal layout can have; ``None`` if it is not known."""
        return self.valued[0][0] if self.proven else self._left

    def status(self, list_cut: bool) -> Status:
        """Return how far the list is proven."""
        if self.stopped is not None:
            return self.stopped if self.valued else Status.INTERRUPTED
        if not self.valued:
            return Status.INFEASIBLE
        return Status.FEASIBLE if list_cut else Status.OPTIMAL


class _Source:
    """Layouts in ranking order from whichever engine answers; `engine` names it."""

    def __init__(self, instance: Instance, question: RankQuestion) -> None:
        self._instance = instance
        self._apart = max(question.apart, 1)
        self._within = question.within
        self._limit = Limit.of(question.seconds, question.effort)
        self._patience = _EXAMINED if question.engine == "auto" else None
        self.engine = _engine(instance, question)
        self.bounds: Mapping[str, int] = {}

    def layouts(self) -> Iterator[Valued]:
        """Yield ``(value, layout)`` best first, near the best and apart as asked."""
        if self._instance.scenario.ordered:
            bounds = level_bounds(self._instance, self._limit)
            if bounds is None:
                return
            self.bounds = bounds
        yield from near_best(self._stream(), self._within)

    def _stream(self) -> Iterator[Valued]:
        if self.engine == "constraint":
            return self._by_constraint([])
        return self._by_network() if self._apart == 1 else self._spread()

    def _by_network(self) -> Iterator[Valued]:
        return self._valued(in_order(engines.network(self._instance, self._limit).stream()))

    def _by_constraint(self, listed: list[Pairs]) -> Iterator[Valued]:
        engine = engines.constraint(self._instance, self._limit, self.bounds)
        return self._valued(engine.stream(self._apart, listed))

    def _spread(self) -> Iterator[Valued]:
        """Filter the network ranking; if that takes long, let CP-SAT find the distant ones."""
        ranking = near_best(self._by_network(), self._within)
        listed: list[Pairs] = []
        for value, layout in islice(ranking, self._patience):
            if all(distance(layout, before) >= self._apart for before in listed):
                listed.append(layout)
                yield value, layout
        if next(ranking, None) is not None:
            self.engine = "network+constraint"
            yield from self._by_constraint(listed)

    def _valued(self, keyed: Iterator[Valued]) -> Iterator[Valued]:
        value_of = self._instance.valuation.value_of
        return ((value_of(key), layout) for key, layout in keyed)


def _engine(instance: Instance, question: RankQuestion) -> str:
    if question.engine == "network":
        require_network(instance)
        return "network"
    if question.engine == "constraint" or beyond_network(instance):
        return "constraint"
    return "network"


def in_order(stream: Iterable[Valued]) -> Iterator[Valued]:
    """Sort layouts of equal keys, which engines list in any order, by their pairs.

    Raises:
        EngineError: more layouts share value and tie sum than can be sorted; it takes ids chosen
            for it.
    """
    for _, tied in groupby(stream, key=lambda one: one[0]):
        group = list(islice(tied, _MOST_TIED + 1))
        if len(group) > _MOST_TIED:
            raise EngineError("network", f"more than {_MOST_TIED} layouts tie in everything")
        yield from sorted(group, key=lambda one: sorted(one[1]))


def judge(
    instance: Instance, value: int, layout: Pairs, bounds: Mapping[str, int] | None = None
) -> None:
    """Check a layout that an engine found with code that knows no engine.

    Raises:
        DisagreementError: it breaks a rule or a bound on a term, or its value is another one.
    """
    broken = {one.rule for one in violations(instance, layout)}
    worth, terms = instance.valuation.value(layout), instance.valuation.terms(layout)
    broken |= {term for term, least in (bounds or {}).items() if terms.get(term, 0) < least}
    if broken or worth != value:
        rules = ", ".join(sorted(broken))
        raise DisagreementError(f"rules broken: [{rules}]; value {value}, judged {worth}")


def near_best(found: Iterator[Valued], within: Decimal | None) -> Iterator[Valued]:
    """Keep the layouts whose value is at most a share `within` of the best one's below it."""
    if within is None:
        return found
    share = Fraction(within)
    first = next(found, None)
    if first is None:
        return iter(())
    lowest = first[0] - share * abs(first[0])
    return takewhile(lambda one: one[0] >= lowest, chain([first], found))


def _ranked(instance: Instance, listed: list[Valued]) -> Iterator[RankedLayout]:
    for place, (value, layout) in enumerate(listed, 1):
        terms = instance.valuation.terms(layout)
        yield RankedLayout(place, layout, value, listed[0][0] - value, terms)


def _shared(valued: list[Valued], wanted: int) -> dict[int, tuple[int, bool]]:
    shared: dict[int, tuple[int, bool]] = {}
    for value, same in groupby(valued[:wanted], key=lambda one: one[0]):
        shared[value] = (len(list(same)), True)
    if len(valued) > wanted and valued[wanted][0] in shared:
        value = valued[wanted][0]
        shared[value] = (shared[value][0] + 1, False)
    return shared
