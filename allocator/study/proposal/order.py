"""Order (次序): the moves of a proposal one after the other, so that no step makes anything worse.

A step may break what is broken already, by no more; the judges alone say what is broken. Steps are
single moves; only where no such order exists may two moves be one step (a swap within a park, a
relocation of an industry), as few times as possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.proposal import Step
from allocator.model.rules import Violation
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.path.worse import worse
from allocator.study.proposal.steps import Path, SpentError

_MOST_DOUBLES = 2  # double steps that are tried where not all sets of moves can be examined


class Answer(StrEnum):
    """Whether there is an order."""

    FOUND = "found"
    NONE = "none"
    """Proven: every set of moves that can be reached was examined."""
    OPEN = "open"
    """Not decided: too many sets of moves to examine."""


@dataclass(frozen=True)
class Taken:
    """A step, and how many violations the layout has after it."""

    step: Step
    violations: int


@dataclass(frozen=True)
class Added:
    """What a proposal makes worse than it is, and the moves without any one of which it would not.

    `moves` is empty where several moves do so only together or each alone.
    """

    violation: Violation
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Blocked:
    """A move that is left to do and cannot be: what it would make worse."""

    step: Step
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class Order:
    """A sequence of steps from the current layout to a proposal, or why there is none.

    `fewest`: no order has fewer double steps, proven. `adds` are what the proposal itself makes
    worse than it is: then no order can help. `blocked` are the moves that are left where the
    longest sequence found ends.
    """

    answer: Answer
    steps: tuple[Taken, ...] = ()
    fewest: bool = True
    adds: tuple[Added, ...] = ()
    blocked: tuple[Blocked, ...] = ()

    @property
    def doubles(self) -> int:
        """How many steps are two moves at once."""
        return sum(one.step.kind in ("swap", "relocate") for one in self.steps)


def order(instance: Instance, layout: Pairs, limit: Limit = NO_LIMIT) -> Order:
    """Return an order of the moves from the current layout to `layout`.

    Raises:
        StoppedError: the time of `limit` was up.
    """
    path = Path(instance, layout, limit)
    path.allow_more()
    adds = worse(path.broken_at(0), path.broken_at(path.all))
    if adds:
        return Order(Answer.NONE, adds=tuple(_added(path, one) for one in adds))
    return _Search(path).order()


def _added(path: Path, one: Violation) -> Added:
    """Return a violation with the moves of which each is needed for it."""
    needed = [
        path.pair(move) for move in path.left(0) if worse(path.broken_at(path.all ^ move), [one])
    ]
    return Added(one, tuple(sorted(needed)))


class _Search:
    """A search for all sets of moves that can be reached, with ever more double steps."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before: dict[int, int] = {}

    def order(self) -> Order:
        """Return an order with as few double steps as can be found."""
        roots, doubles, is_whole = iter([(0, 0)]), 0, True
        while True:
            reached, ended = self._closure(roots)
            if not ended and not doubles:
                self._back()
            if self._path.all in self._before:
                fewest = is_whole or not doubles
                return Order(Answer.FOUND, tuple(self._taken()), fewest)
            is_whole = is_whole and ended
            if not reached or (not is_whole and doubles == _MOST_DOUBLES):
                answer = Answer.NONE if is_whole else Answer.OPEN
                return Order(answer, fewest=is_whole, blocked=tuple(self._blocked()))
            roots, doubles = self._doubled(reached), doubles + 1

    def _closure(self, roots: Iterator[tuple[int, int]]) -> tuple[list[int], bool]:
        """Return what single moves reach from `roots`, each with the set before it.

        False if there is more to reach than there is patience for.
        """
        reached: list[int] = []
        self._path.allow_more()
        try:
            for before, root in roots:
                if root in self._before:
                    continue
                self._before[root] = before
                for done in self._walk(root):
                    reached.append(done)
                    if done == self._path.all:
                        return reached, True
        except SpentError:
            return reached, False
        return reached, True

    def _walk(self, root: int) -> Iterator[int]:
        """Yield what single moves reach from a set, itself included, depth first."""
        yield root
        stack = [(root, iter(self._path.left(root)))]
        while stack:
            done, left = stack[-1]
            for move in left:
                after = done | move
                if after not in self._before and self._path.allows(done, after):
                    self._before[after] = done
                    yield after
                    stack.append((after, iter(self._path.left(after))))
                    break
            else:
                stack.pop()

    def _back(self) -> None:
        """Search from the proposal back by single moves, until a set is met that can be reached."""
        path, after = self._path, {self._path.all: self._path.all}
        path.allow_more()
        stack = [(path.all, iter(path.done(path.all)))]
        try:
            while stack:
                done, moves = stack[-1]
                for move in moves:
                    before = done ^ move
                    if before not in after and path.allows(before, done):
                        after[before] = done
                        if before in self._before:
                            return self._join(before, after)
                        stack.append((before, iter(path.done(before))))
                        break
                else:
                    stack.pop()
        except SpentError:
            pass

    def _join(self, done: int, after: dict[int, int]) -> None:
        """Take the way from a set that can be reached to the proposal."""
        while done != self._path.all:
            self._before[after[done]] = done
            done = after[done]

    def _doubled(self, reached: list[int]) -> Iterator[tuple[int, int]]:
        """Yield what a double step reaches from each set, those nearest to the proposal first."""
        for done in sorted(reached, key=lambda one: (-one.bit_count(), one)):
            for double in self._path.doubles(done):
                if self._path.allows(done, done | double):
                    yield done, done | double

    def _taken(self) -> Iterator[Taken]:
        """Yield the steps from the current layout to the proposal."""
        ways, done = [], self._path.all
        while done:
            ways.append((self._before[done], done))
            done = self._before[done]
        for before, after in reversed(ways):
            broken = len(self._path.broken_at(after))
            yield Taken(self._path.step(before, after), broken)

    def _blocked(self) -> Iterator[Blocked]:
        """Yield the moves left where the longest sequence ends, with what they would make worse."""
        done = max(self._before, key=lambda one: (one.bit_count(), -one))
        before = self._path.broken_at(done)
        for move in self._path.left(done):
            found = worse(before, self._path.broken_at(done | move))
            yield Blocked(self._path.step(done, done | move), tuple(found))
