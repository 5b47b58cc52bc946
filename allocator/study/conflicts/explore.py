"""Conflicts (冲突): statements that cannot hold together, none of which can be spared.

All minimal conflicts and all minimal corrections come from one tree (Reiter 1987, with the
correction of Greiner, Smith and Wilkerson 1989): a node leaves some statements out; if no layout
obeys the rest, a minimal conflict among the rest is found and the node's children leave out one
of its statements more. Level by level, so that the corrections of fewest statements come first.
When the tree is used up, both lists are complete: each is what hits every member of the other.
"""

from dataclasses import dataclass

from allocator.model.instance import Instance
from allocator.model.outcome import Conflict, Stated
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.conflicts.witnesses import Witnesses, places

EFFORT = 10.0
"""Most effort of CP-SAT for all tests, see `allocator.optimize.limits`."""
_TESTS = 1_000
_NODES = 20_000


@dataclass(frozen=True)
class Exploration:
    """Conflicts and corrections of an instance, the smallest first.

    A correction (校正集) is a minimal set of statements without which a layout obeys all others.
    `complete`: there are no others, of either kind. `decided`: every test was, so that the
    corrections listed are minimal and none of as few statements is missing but for the cut.
    """

    conflicts: tuple[Conflict, ...]
    corrections: tuple[tuple[Stated, ...], ...]
    complete: bool
    decided: bool


def minimal_conflict(instance: Instance, limit: Limit = NO_LIMIT) -> Conflict | None:
    """Return statements of an instance that no layout obeys together, as few as can be.

    ``None`` if a layout obeys all, or if nothing was proven within `limit` and `EFFORT`.

    Raises:
        DisagreementError: a layout that was found broke a rule when judged again.
    """
    tests = Witnesses(instance, limit.within(EFFORT))
    if tests.admits(tests.every):
        return None
    found, is_minimal = tests.shrink(tests.every)
    if tests.admits(found) is not False:
        return None
    return Conflict(tests.named(found), is_minimal)


def explore(instance: Instance, most: int, limit: Limit = NO_LIMIT) -> Exploration:
    """Return all minimal conflicts and corrections, or at least `most` of both, smallest first.

    Raises:
        DisagreementError: as `minimal_conflict`.
    """
    tree = _Tree(Witnesses(instance, limit.within(EFFORT)), most)
    tree.grow()
    return tree.found()


class _Tree:
    """The tree, grown level by level; sets of statements are whole numbers, see `Witnesses`."""

    def __init__(self, tests: Witnesses, most: int) -> None:
        self._tests = tests
        self._most = most
        self._conflicts: dict[int, bool] = {}
        self._corrections: list[int] = []
        self._nodes = 0
        self._complete = self._decided = True

    def grow(self) -> None:
        """Grow it until it is used up or enough is found."""
        level = [0]
        while level and not self._has_enough:
            following: dict[int, None] = {}
            for out in level:
                if self._is_spent:
                    break
                following |= dict.fromkeys(self._children(out))
            level = list(following)
        self._complete &= not level

    def found(self) -> Exploration:
        """Return what the tree holds."""
        conflicts = sorted(self._conflicts, key=_smallest)
        corrections = sorted(self._corrections, key=_smallest)
        named = self._tests.named
        return Exploration(
            tuple(Conflict(named(one), self._conflicts[one]) for one in conflicts),
            tuple(named(one) for one in corrections),
            self._complete and self._decided,
            self._decided,
        )

    @property
    def _has_enough(self) -> bool:
        return min(len(self._conflicts), len(self._corrections)) >= self._most

    @property
    def _is_spent(self) -> bool:
        spent = self._tests.tests >= _TESTS or self._nodes >= _NODES
        self._complete &= not spent
        return spent

    def _children(self, out: int) -> list[int]:
        self._nodes += 1
        if any(not known & ~out for known in self._corrections):
            return []  # leaves out more than it needs
        conflict = next((one for one in self._conflicts if not one & out), None)
        if conflict is None:
            conflict = self._conflict_without(out)
        return [] if conflict is None else [out | 1 << place for place in places(conflict)]

    def _conflict_without(self, out: int) -> int | None:
        """Return a conflict among the other statements; ``None`` if a layout obeys them all."""
        kept = self._tests.every & ~out
        verdict = self._tests.admits(kept)
        if verdict:
            self._corrections.append(out)
        if verdict is not False:
            self._decided &= verdict is not None
            return None
        conflict, is_minimal = self._tests.shrink(kept)
        self._conflicts[conflict] = is_minimal
        self._decided &= is_minimal
        return conflict


def _smallest(chosen: int) -> tuple[int, list[int]]:
    return chosen.bit_count(), places(chosen)
