"""Where ranked layouts come from: whichever engine answers, near the best and apart as asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain, groupby, islice, takewhile
from typing import TYPE_CHECKING

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.optimize import engines
from allocator.optimize.engines import EngineName
from allocator.optimize.limits import InterruptError, Limit, StoppedError, TooHardError
from allocator.study.ranking.ordered import keeps, level_bounds, without_order

if TYPE_CHECKING:
    from allocator.optimize.patterns import PatternsEngine

Valued = tuple[int, Pairs]
"""A layout with its value in front."""

Stop = StoppedError | InterruptError

Turn = Callable[[str, int | None], None]
"""Hears the name of the engines that answer from now on, and a value."""

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


class Source:
    """Layouts in ranking order from whichever engine answers; `engine` names it.

    `turn` hears when CP-SAT goes on, and which value the ranking before it came down to. `limit`,
    where it is given, is one that other questions share, and holds instead of the question's own.
    """

    def __init__(
        self,
        instance: Instance,
        question: RankQuestion,
        turn: Turn | None = None,
        limit: Limit | None = None,
    ) -> None:
        self._instance = instance
        self._turn = turn
        self._apart = max(question.apart, 1)
        self._within = question.within
        self._limit = limit or Limit.of(question.seconds, question.effort)
        # one more to see whether any follow, and one to see that no other has the last one's key
        is_whole = self._apart == 1 and not instance.scenario.ordered
        listed = question.count if is_whole else None
        self._wanted = None if listed is None else listed + 2
        self._is_for_one = question.count == 1 and self._within is None
        self._patience = _EXAMINED if question.engine == "auto" else None
        self._asked = instance
        if instance.scenario.ordered and question.engine == "auto":
            self._asked = without_order(instance)  # its ranking is filtered, if it is quick
        self._fast = engines.pick(self._asked, question.engine)
        if self._asked is not instance and self._fast not in engines.LISTERS:
            self._fast = "constraint"
        self.engine: str = self._fast
        self.bounds: Mapping[str, int] = {}
        self.is_only_best = False

    def layouts(self) -> Iterator[Valued]:
        """Yield ``(value, layout)`` best first, near the best and apart as asked."""
        if self._instance.scenario.ordered:
            bounds = level_bounds(self._instance, self._limit)
            if bounds is None:
                return
            self.bounds = bounds
        yield from near_best(self._stream(), self._within)

    def _stream(self) -> Iterator[Valued]:
        if self._fast == "constraint":
            return self._by_constraint([])
        is_whole = self._apart == 1 and not self.bounds
        return self._all() if is_whole else self._spread()

    def _all(self) -> Iterator[Valued]:
        """Yield the ranking; where a search is given up, others go on after what is listed."""
        listed, lowest = list[Pairs](), None
        try:
            for one in self._ranking():
                lowest = one[0]
                if self._fast == "patterns" and len(listed) <= _EXAMINED:
                    listed.append(one[1])
                yield one
        except TooHardError:
            if len(listed) > _EXAMINED:
                raise EngineError("patterns", "a search that grew too long") from None
            yield from self._on_from(listed, lowest)

    def _ranking(self) -> Iterator[Valued]:
        if self._fast == "linkage":
            return self._linked()
        if self._fast == "patterns":
            return self._valued(in_order(self._patterns.stream(self._wanted)))
        stream = engines.LISTERS[self._fast](self._asked, self._limit).stream(self._wanted)
        return self._valued(in_order(stream))

    @cached_property
    def _patterns(self) -> "PatternsEngine":
        return engines.patterns(self._asked, self._limit)

    def _linked(self) -> Iterator[Valued]:
        """Yield the best layout by the linkage engine, the next ones by CP-SAT.

        Raises:
            StoppedError: only the best one is asked for, and nobody looks for more.
        """
        best = engines.linkage(self._instance, self._limit).best()
        if best is None:
            return
        value = self._instance.valuation.value(best)
        yield value, best
        if self._is_for_one:
            self.is_only_best = True
            raise StoppedError(None, value)
        yield from self._on_from([best], value)

    def _on_from(self, listed: list[Pairs], lowest: int | None) -> Iterator[Valued]:
        """Go on after what is listed; a stop leaves what the patterns knew as well."""
        if self._fast != "patterns" or self.bounds:
            yield from self._by_whole_model(listed, lowest)
            return
        try:
            yield from self._by_core_and_beyond(listed, lowest)
        except (StoppedError, KeyboardInterrupt) as stop:
            known = stop if isinstance(stop, Stop) else InterruptError()
            raise self._sharper(known, listed) from None

    def _by_core_and_beyond(self, listed: list[Pairs], lowest: int | None) -> Iterator[Valued]:
        try:
            for one in self._by_core(listed):
                lowest = one[0]
                yield one
        except TooHardError:
            yield from self._by_whole_model(listed, lowest)

    def _by_whole_model(self, listed: list[Pairs], lowest: int | None) -> Iterator[Valued]:
        self.engine = f"{self._fast}+constraint"
        if self._turn is not None:
            self._turn(self.engine, lowest)
        return self._by_constraint(listed)

    def _by_core(self, listed: list[Pairs]) -> Iterator[Valued]:
        """Yield what the core proves, and note it in `listed`.

        Raises:
            StoppedError, TooHardError: as `PatternsEngine.further`.
        """
        value = self._instance.valuation.value
        try:
            for one in self._valued(self._patterns.further(self._apart, list(listed))):
                listed.append(one[1])
                yield one
        except StoppedError as stop:
            is_proven = stop.found is not None and value(stop.found) == stop.bound
            if stop.found is None or not (self._is_for_one and is_proven and not listed):
                raise
            # none is worth more; only its place among layouts worth the same was looked for
            listed.append(stop.found)
            yield value(stop.found), stop.found
            self.is_only_best = True
            raise StoppedError(None, stop.bound) from None

    def _sharper(self, stop: Stop, listed: list[Pairs]) -> Stop:
        """Return a stop with what the patterns met and proved, where that is better."""
        value_of, value = self._instance.valuation.value_of, self._instance.valuation.value
        try:
            met, bound = self._patterns.met(), value_of(self._patterns.bound)
        except TooHardError:
            return stop
        found = [one for one in (stop.found, None if listed else met) if one is not None]
        known = bound if stop.bound is None else min(stop.bound, bound)
        return type(stop)(max(found, key=value, default=None), known)

    def _by_constraint(self, listed: list[Pairs]) -> Iterator[Valued]:
        engine = engines.constraint(self._instance, self._limit, self.bounds)
        return self._valued(engine.stream(self._apart, listed))

    def _spread(self) -> Iterator[Valued]:
        """Filter the ranking; if that takes long, let CP-SAT find what is apart and in order."""
        ranking, listed, lowest = self._ranking(), list[Pairs](), None
        if not self.bounds:
            ranking = near_best(ranking, self._within)
        try:
            for value, layout in islice(ranking, self._patience):
                lowest = value
                is_apart = all(distance(layout, before) >= self._apart for before in listed)
                if is_apart and keeps(self._instance, layout, self.bounds):
                    listed.append(layout)
                    yield value, layout
            is_open = next(ranking, None) is not None
        except TooHardError:
            is_open = True
        except (StoppedError, InterruptError) as stop:
            raise self._fitting(stop, listed) from None
        if is_open:
            yield from self._on_from(listed, lowest)

    def _fitting(self, stop: Stop, listed: list[Pairs]) -> Stop:
        """Return a stop of a ranking without the layout in hand if that would be filtered out."""
        found = stop.found
        if found is None:
            return stop
        is_apart = all(distance(found, before) >= self._apart for before in listed)
        fits = is_apart and keeps(self._instance, found, self.bounds)
        return type(stop)(found if fits else None, stop.bound)

    def _valued(self, keyed: Iterator[Valued]) -> Iterator[Valued]:
        value_of = self._instance.valuation.value_of
        return ((value_of(key), layout) for key, layout in keyed)


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


def near_best(found: Iterator[Valued], within: Decimal | None) -> Iterator[Valued]:
    """Keep the layouts whose value is at most a share `within` of the best one's below it."""
    first = next(found, None)
    if first is None:
        return
    lowest = None if within is None else first[0] - Fraction(within) * abs(first[0])
    yield from takewhile(lambda one: lowest is None or one[0] >= lowest, chain([first], found))
