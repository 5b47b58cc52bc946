"""Kinds of conflicts and corrections: any 25 of 26 locks are one thing to a planner, not 26."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from allocator.model.outcome import Stated

One = TypeVar("One")
_FEW = 3


def kind_of(stated: Sequence[Stated]) -> Hashable:
    """Return what alike sets of statements share: their rules, and which are defaults."""
    return tuple(sorted((one.rule, bool(one.entry)) for one in stated))


def few_of_each(found: Sequence[One], kind: Callable[[One], Hashable]) -> list[One]:
    """Return the first three of each kind, then the next three, in the order they have."""
    seen: Counter[Hashable] = Counter()
    turns: dict[int, int] = {}
    for place, one in enumerate(found):
        turns[place] = seen[kind(one)] // _FEW
        seen[kind(one)] += 1
    return [found[place] for place in sorted(turns, key=lambda place: (turns[place], place))]
