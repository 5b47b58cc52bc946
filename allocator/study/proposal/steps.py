"""Sets of moves between two layouts: what is broken after each, and which step leads to which."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.proposal import Step, StepKind
from allocator.model.rules import Violation, violations
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.study.path.worse import amounts, worse

ALWAYS_DECIDED = 16
"""Up to so many moves all sets of them may be examined."""
_PATIENCE = 20_000  # sets of moves examined in one search where there are more moves


class SpentError(Exception):
    """More sets of moves were examined than there is patience for."""


class Path:
    """Sets of moves on the way, as bits: move n is done where bit n is set."""

    def __init__(self, instance: Instance, target: Pairs, limit: Limit = NO_LIMIT) -> None:
        self._instance, self._target, self._limit = instance, target, limit
        self._places: dict[int, Mapping[object, Decimal]] = {}
        self._allowance = 0
        self.moves = self._in_order()
        self.all = (1 << len(self.moves)) - 1

    def _in_order(self) -> list[tuple[str, str]]:
        """Return the moves in the order in which they are tried: what mends comes first."""
        today = self._instance.current
        before = violations(self._instance, today)

        def key(pair: tuple[str, str]) -> tuple[bool, bool, tuple[str, str]]:
            mends = bool(worse(violations(self._instance, today ^ {pair}), before))
            return (not mends, pair in today, pair)

        return sorted(today ^ self._target, key=key)

    def layout(self, done: int) -> Pairs:
        """Return the layout after some moves."""
        moved = {pair for n, pair in enumerate(self.moves) if done >> n & 1}
        return self._instance.current ^ moved

    def broken_at(self, done: int) -> list[Violation]:
        """Return what is broken after some moves."""
        return violations(self._instance, self.layout(done))

    def allows(self, before: int, after: int) -> bool:
        """Return whether a step makes nothing worse, as `worse` says it, and can be on the way.

        What was not broken in the beginning stays so, what the proposal breaks is so all the way.

        Raises:
            SpentError, StoppedError: too many sets of moves were examined, or the time is up.
        """
        one, other = self._at(before), self._at(after)
        return _covers(one, other) and _covers(self._at(0), one) and _covers(other, self._end)

    def allow_more(self) -> None:
        """Allow so many further sets of moves to be examined as one search may take."""
        few = len(self.moves) <= ALWAYS_DECIDED
        self._allowance = len(self._places) + (1 << ALWAYS_DECIDED if few else _PATIENCE)

    @cached_property
    def _end(self) -> Mapping[object, Decimal]:
        return self._at(self.all)

    def _at(self, done: int) -> Mapping[object, Decimal]:
        """Return by how much each place is broken.

        Raises:
            SpentError, StoppedError: too many sets were examined, or the time is up.
        """
        if self._limit.passed:
            raise StoppedError
        if done not in self._places:
            if len(self._places) > self._allowance:
                raise SpentError
            self._places[done] = amounts(self.broken_at(done))
        return self._places[done]

    def left(self, done: int) -> list[int]:
        """Return the moves that are left, as bits."""
        return [1 << n for n in range(len(self.moves)) if not done >> n & 1]

    def done(self, done: int) -> list[int]:
        """Return the moves that are done, as bits, the last ones first."""
        return [1 << n for n in reversed(range(len(self.moves))) if done >> n & 1]

    def doubles(self, done: int) -> Iterator[int]:
        """Yield an add and a drop that are left, of one park or of one industry, as bits."""
        left = self.left(done)
        for add in left:
            for drop in left:
                if self._is_double(self.pair(add), self.pair(drop)):
                    yield add | drop

    def _is_double(self, add: tuple[str, str], drop: tuple[str, str]) -> bool:
        is_pair = drop in self._instance.current and add not in self._instance.current
        return is_pair and (add[0] == drop[0] or add[1] == drop[1])

    def pair(self, bit: int) -> tuple[str, str]:
        """Return the pair that a move adds or drops."""
        return self.moves[bit.bit_length() - 1]

    def step(self, before: int, after: int) -> Step:
        """Return what is done between two sets of moves."""
        pairs = [self.pair(bit) for bit in self.left(before) if after & bit]
        added = next((pair for pair in pairs if pair not in self._instance.current), None)
        dropped = next((pair for pair in pairs if pair in self._instance.current), None)
        kind: StepKind = "drop" if added is None else "add"
        if added is not None and dropped is not None:
            kind = "swap" if added[0] == dropped[0] else "relocate"
        return Step(kind, added, dropped)


def _covers(known: Mapping[object, Decimal], found: Mapping[object, Decimal]) -> bool:
    """Return whether everything found is known, by as much or more."""
    return all(amount <= known.get(one, -1) for one, amount in found.items())
