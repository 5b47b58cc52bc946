"""The patterns engine: each park chooses one pattern, and a search near the Lagrangian bound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.interruptible import Call
from allocator.optimize.limits import NO_LIMIT, InterruptError, Limit, StoppedError, TooHardError
from allocator.optimize.patterns.dual import LARGEST, Dual
from allocator.optimize.patterns.naming import layout_of, patterns_of
from allocator.optimize.patterns.rows import Rows
from allocator.optimize.patterns.search import search
from allocator.optimize.patterns.table import NEVER, Ints, Table
from allocator.optimize.problem import FREE, Problem

if TYPE_CHECKING:
    from allocator.optimize.patterns.listing import Listing

_PATIENCE = 500_000  # nodes of one search, a second or two, and some more for each layout wanted
_NODES_PER_LAYOUT = 50
_NODES_PER_SECOND = 150_000  # of a time limit: half of what fits, the rest is for CP-SAT
Asked = tuple[tuple[str, str], bool] | None
"""A pair that the layout must have, or not."""
_FIRST_BATCH, _LARGEST_FIRST, _MORE = 16, 2_000, 8


@dataclass(frozen=True)
class PatternsEngine:
    """Best layout, exact ranking and flip costs where rules bind within parks or in sums.

    Raises:
        TooHardError: a search took more nodes than it is worth.
    """

    instance: Instance
    limit: Limit = NO_LIMIT

    @cached_property
    def _problem(self) -> Problem:
        return Problem.of(self.instance)

    @cached_property
    def _table(self) -> Table:
        return Table.of(self.instance, self._problem)

    @cached_property
    def _rows(self) -> Rows:
        return Rows.of(self.instance, self._problem, self._table)

    @cached_property
    def _is_hopeless(self) -> bool:
        """Whether pairs locked in are barred, a park has no legal pattern or a row no count."""
        if self._problem.clashes:
            return True
        rows = self._rows.bounds
        return bool((self._table.worth.max(1) <= NEVER).any() or (rows[:, 0] > rows[:, 1]).any())

    @cached_property
    def _dual(self) -> Dual:
        return Dual.of(self._table, self._rows)

    @property
    def bound(self) -> int:
        """A key that no legal layout exceeds."""
        return self._dual.bound + self._problem.constant

    @property
    def _highest(self) -> int:
        """A value that no legal layout exceeds."""
        return self.instance.valuation.value_of(self.bound)

    def met(self) -> Pairs | None:
        """Return the best layout met on the way to the bound, if any was, before all search."""
        return None if self._dual.incumbent is None else self._pairs(self._dual.choice)

    def best(self) -> Pairs | None:
        """Return a layout of the highest key; ``None`` if there is no legal layout.

        Raises:
            StoppedError: the time is up.
        """
        found = None if self._is_hopeless else self._first(None)
        return None if found is None else found[1]

    def best_with(self, pair: tuple[str, str], chosen: bool) -> Pairs | None:
        """Return a best layout among those with (or without) a pair; ``None`` if there is none."""
        found = None if self._is_hopeless else self._first((pair, chosen))
        return None if found is None else found[1]

    def flip_costs(self) -> dict[tuple[str, str], int | None]:
        """Return what the best key loses if a pair is flipped: barred if in, forced in if out.

        ``None`` where no legal layout has the pair flipped; empty if there is no legal layout.
        """
        first = None if self._is_hopeless else self._first(None)
        if first is None:
            return {}
        loss, best = first
        costs: dict[tuple[str, str], int | None] = {}
        for row, park in enumerate(self._problem.parks):
            for column, industry in enumerate(self._problem.industries):
                pair, cost = (park, industry), None
                if self._problem.state[row, column] == FREE:
                    other = self._first((pair, pair not in best))
                    cost = None if other is None else other[0] - loss
                costs[pair] = cost
        return costs

    def stream(self, wanted: int | None = None) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` of every legal layout, highest key first.

        Layouts of equal keys come in no particular order. `wanted` is how many will be read, as far
        as it is known: it changes nothing but the time.

        Raises:
            TooHardError: the search grew too long; `further` goes on from what was listed.
            StoppedError: the time is up.
        """
        first = None if self._is_hopeless else self._searched(None)
        if first is None:
            return
        count = _FIRST_BATCH if wanted is None else min(wanted + 1, _LARGEST_FIRST)
        listed, budget = 0, first[0]
        while True:
            losses, layouts, budget = self._top(count, max(budget, first[0]))
            # of equal keys the last may be cut off: they come in the next round
            ended = len(losses) < count
            sure = len(losses) if ended else int(np.searchsorted(losses, losses[-1]))
            for n in range(listed, sure):
                yield self.bound - int(losses[n]), self._pairs(layouts[n])
            listed = max(listed, sure)
            if ended:
                return
            count *= _MORE

    def _top(self, count: int, budget: int) -> tuple[Ints, Ints, int]:
        """Return the choices that lose least, at most `count`: losses [n], patterns [n, P]."""
        while True:
            losses, layouts = self._search(count, budget, None)
            if len(losses) == count or budget >= self._dual.most:
                return losses, layouts, budget
            budget = min(self._dual.most, budget + budget // 2 + self._problem.room)

    def further(self, apart: int = 1, listed: Sequence[Pairs] = ()) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` by the core, as CP-SAT's own engine does: one run or two each.

        Best first, each at least `apart` moves from those in `listed` and all before it; equal keys
        in the order of `allocator.model.layout.ranking_key`.

        Raises:
            TooHardError: the core grew too large, or took too long where no limit is set.
            StoppedError: the limit was reached; what it holds may be worth as much as the next
                layout, whose place among equals is not known yet.
        """
        if self._is_hopeless:
            return
        taken = [patterns_of(self._problem, self._table, one) for one in listed]
        for loss, choice in self._listing(None, apart, taken).ordered():
            yield self.bound - loss, self._pairs(choice)

    def _first(self, asked: Asked) -> tuple[int, Pairs] | None:
        """Return what the best choice loses, with or without a pair, and its layout."""
        try:
            return self._searched(asked)
        except TooHardError:
            found = self._listing(asked, 1, []).least()
        return None if found is None else (found[0], self._pairs(found[1]))

    def _listing(self, asked: Asked, apart: int, taken: list[Ints]) -> "Listing":
        from allocator.optimize.patterns.listing import Listing  # OR-tools takes a second

        def within(budget: int) -> tuple[Ints, Ints, Ints]:
            kept, lost = self._left(budget, asked)
            park = np.repeat(np.arange(len(kept)), [len(one) for one in kept])
            return park, np.concatenate(kept), np.concatenate(lost)

        return Listing(
            table=self._table,
            dual=self._dual,
            within=within,
            limit=self.limit,
            apart=apart,
            taken=taken,
            nearest=self._nearest(asked),
            step=self._problem.room,
            tell=self._stop,
            order=lambda choice: sorted(self._pairs(choice)),
        )

    def _stop(self, choice: Ints | None, lost: int, taken: int) -> StoppedError:
        """Return what a run that was stopped has in hand, and what nothing left exceeds."""
        held = self._pairs(choice) if choice is not None else None if taken else self.met()
        return StoppedError(held, self.instance.valuation.value_of(self.bound - lost))

    def _nearest(self, asked: Asked) -> int:
        """Return what the pattern that loses least of those asked for loses."""
        if asked is None:
            return 0
        row = self._problem.parks.index(asked[0][0])
        return int(self._within(row, self._dual.most, asked)[1][:1].sum())

    def _searched(self, asked: Asked) -> tuple[int, Pairs] | None:
        dual = self._dual
        budget = self._problem.room if dual.incumbent is None else dual.bound - dual.incumbent
        budget += self._nearest(asked)
        while True:
            losses, layouts = self._search(1, min(budget, self._dual.most), asked)
            if len(losses):
                return int(losses[0]), self._pairs(layouts[0])
            if budget >= self._dual.most:
                return None
            budget += budget // 2 + self._problem.room

    def _search(self, count: int, budget: int, asked: Asked) -> tuple[Ints, Ints]:
        kept, lost = self._left(budget, asked)
        if not all(map(len, kept)):
            return np.zeros(0, np.int64), np.zeros((0, len(kept)), np.int64)
        flat, sizes = np.concatenate(kept), np.array([len(one) for one in kept])
        starts, park = np.cumsum([0, *sizes]), np.repeat(np.arange(len(kept)), sizes)
        losses, choices = np.full(count, LARGEST), np.zeros((count, len(kept)), np.int64)
        patience = _PATIENCE + _NODES_PER_LAYOUT * count
        if self.limit.left is not None:
            patience = min(patience, int(self.limit.left * _NODES_PER_SECOND))
        lists = (starts, np.concatenate(lost), *self._rows.entries(self._table, park, flat))
        asking = (lists, self._dual.limits, budget, patience, losses, choices)
        # lists of thousands take seconds: Ctrl-C is heard beside them, once nothing is compiled
        is_long = count > 1 and bool(getattr(search, "signatures", None))
        try:
            found, nodes = Call(lambda: search(*asking)).wait() if is_long else search(*asking)
        except KeyboardInterrupt:
            raise InterruptError(self.met(), self._highest) from None
        if nodes > patience:
            raise StoppedError(self.met(), self._highest) if self.limit.passed else TooHardError
        order = losses[:found].argsort(kind="stable")
        return losses[order], flat[choices[order]]

    def _left(self, budget: int, asked: Asked) -> tuple[list[Ints], list[Ints]]:
        """Return for each park the patterns that lose no more than `budget`, and their losses."""
        left = [self._within(n, budget, asked) for n in range(len(self._problem.parks))]
        return [kept for kept, _ in left], [lost for _, lost in left]

    def _within(self, park: int, budget: int, asked: Asked) -> tuple[Ints, Ints]:
        """Return the patterns of a park that lose no more than `budget`, and what they lose."""
        dual = self._dual
        cut = np.searchsorted(dual.losses[park], budget, "right")
        kept, lost = dual.order[park, :cut], dual.losses[park, :cut]
        if asked is not None and asked[0][0] == self._problem.parks[park]:
            column = self._problem.industries.index(asked[0][1])
            right = (self._table.members[kept] == column).any(1) == asked[1]
            kept, lost = kept[right], lost[right]
        return kept, lost

    def _pairs(self, patterns: Ints) -> Pairs:
        return layout_of(self._problem, self._table, patterns)
