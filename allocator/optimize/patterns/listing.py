"""A ranking by the core: one choice after the other, each proven before the next is looked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from allocator.optimize.limits import Limit, StoppedError, TooHardError
from allocator.optimize.patterns.core import Core, UnprovenError, Within
from allocator.optimize.patterns.dual import Dual
from allocator.optimize.patterns.table import Ints, Table

_EFFORT = 120.0
"""CP-SAT's effort for one choice, where no limit is set; then the whole model takes over."""


@dataclass(frozen=True)
class Listing:
    """Choices at least `apart` moves from those `taken` and each other.

    `nearest` is what any choice asked for loses at least, `step` the least that a budget grows by.
    `tell` makes a stop known, from the choice in hand, what is lost at least, and how many choices
    were taken; `order` is what decides among choices that lose the same.
    """

    table: Table
    dual: Dual
    within: Within
    limit: Limit
    apart: int
    taken: list[Ints]
    nearest: int
    step: int
    tell: Callable[[Ints | None, int, int], StoppedError]
    order: Callable[[Ints], list[tuple[str, str]]]

    def least(self) -> tuple[int, Ints] | None:
        """Return what the best choice loses, and one such choice; ``None`` if there is none."""
        return self._least(self._start())

    def ordered(self) -> Iterator[tuple[int, Ints]]:
        """Yield what choices lose, and the choices, the least first, equals in `order`."""
        budget = self._start()
        while (found := self._least(budget)) is not None:
            loss, choice = found
            first = self._first(loss, choice)
            yield loss, first
            self.taken.append(first)
            budget = max(budget, loss)

    def _least(self, budget: int) -> tuple[int, Ints] | None:
        core = self._core()
        try:
            return core.least(budget, self.step)
        except UnprovenError as stop:
            if core.limit is not self.limit:
                raise TooHardError from None
            raise self.tell(stop.choice, stop.lost, len(self.taken)) from None

    def _first(self, loss: int, choice: Ints) -> Ints:
        """Return the first in order of the choices that lose the same.

        A stop on the way leaves the one in hand: none is better, whatever its place among equals.
        """
        try:
            return min([choice, *self._core().tied(loss, choice)], key=self.order)
        except (UnprovenError, TooHardError):
            raise self.tell(choice, loss, len(self.taken)) from None

    def _core(self) -> Core:
        free = self.limit.deadline is None and self.limit.effort is None
        limit = Limit(effort=_EFFORT) if free else self.limit
        return Core(self.table, self.dual, self.within, limit, self.apart, self.taken)

    def _start(self) -> int:
        """Return a loss within which parks have little more than a pattern each."""
        losses = self.dual.losses
        number = min(len(losses) * 9 // 8 + 1, losses.size - 1)
        budget = int(np.partition(losses[:, : number + 1], number, None)[number])
        return min(budget, self.dual.most) + self.nearest
