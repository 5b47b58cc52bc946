"""The patterns engine: each park chooses one pattern, and a search near the Lagrangian bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.interruptible import Call
from allocator.optimize.limits import NO_LIMIT, InterruptError, Limit, StoppedError, TooHardError
from allocator.optimize.patterns import duals
from allocator.optimize.patterns.rows import Rows
from allocator.optimize.patterns.search import search
from allocator.optimize.patterns.table import NEVER, Ints, Table
from allocator.optimize.problem import FREE, Problem

_ROUNDS = 150
_PATIENCE = 500_000  # nodes of one search, a second or two, and some more for each layout wanted
_NODES_PER_LAYOUT = 50
_NODES_PER_SECOND = 150_000  # of a time limit: half of what fits, the rest is for CP-SAT
_FIRST_BATCH, _LARGEST_FIRST, _MORE = 16, 2_000, 8
_LARGEST = 1 << 61


@dataclass(frozen=True)
class _Dual:
    """Multipliers [K], the bound that they prove, and what patterns lose against it.

    `losses` [P, N] are in rising order in each park, `order` [P, N] says of which patterns;
    `incumbent` is the key of a legal `choice` less what the empty layout is worth, ``None`` if none
    was met.
    """

    multipliers: Ints
    bound: int
    losses: Ints
    order: Ints
    incumbent: int | None
    choice: Ints


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
    def _case(self) -> duals.Case:
        worth = self._table.worth
        floats = np.where(worth > NEVER, worth.astype(np.float64), -np.inf)
        rows = self._rows
        return floats, worth, self._table.members, rows.weights, rows.bounds, rows.step

    @cached_property
    def _is_hopeless(self) -> bool:
        """Whether pairs locked in are barred, a park has no legal pattern or a row no count."""
        if self._problem.clashes:
            return True
        rows = self._rows.bounds
        return bool((self._table.worth.max(1) <= NEVER).any() or (rows[:, 0] > rows[:, 1]).any())

    @cached_property
    def _dual(self) -> _Dual:
        worth = self._table.worth
        multipliers, chosen = np.zeros(len(self._rows.bounds)), np.zeros(len(worth), np.int64)
        penalty = 1.0 + 4.0 * float(np.abs(worth[worth > NEVER]).max())
        found = duals.descend(self._case, _ROUNDS, penalty, multipliers, chosen)
        self._require_room(multipliers)
        whole = np.rint(multipliers).astype(np.int64)
        net = np.empty_like(worth)
        bound = duals.bound(self._case, whole, net)
        losses = np.where(net > NEVER, net.max(1, keepdims=True) - net, _LARGEST)
        order = losses.argsort(1, kind="stable")
        rising = np.take_along_axis(losses, order, 1)
        return _Dual(whole, bound, rising, order, None if found <= NEVER else found, chosen)

    def _require_room(self, multipliers: duals.Floats) -> None:
        """Refuse numbers whose sums 64 bits might not hold: prices may run away."""
        worth = self._table.worth
        largest = int(np.abs(worth[worth > NEVER]).max()) * len(worth)
        units = len(self._table.members[0]) * len(worth) + int(np.abs(self._rows.bounds).sum())
        highest = float(np.abs(multipliers).max())
        if not highest < _LARGEST or 2 * (largest + int(highest + 1) * units) >= _LARGEST:
            raise TooHardError

    @cached_property
    def _most(self) -> int:
        """A loss that no legal choice exceeds."""
        dual, rows = self._dual, self._rows
        within = np.where(dual.losses < _LARGEST, dual.losses, 0).max(1).sum()
        total = int(within)
        for row, (low, high) in enumerate(rows.bounds.tolist()):
            ends = [self._row_loss(row, count) for count in (low, high)]
            total += max(ends)
        return total

    def _row_loss(self, row: int, count: int) -> int:
        multiplier, step = int(self._dual.multipliers[row]), self._step(row)
        return int(self._tops[row]) - multiplier * count + step * (count * (count - 1) // 2)

    def _step(self, row: int) -> int:
        return self._rows.step if row < len(self._problem.industries) else 0

    @cached_property
    def _tops(self) -> Ints:
        """What each row gains at its best count, [K]."""
        tops = []
        for row, (low, high) in enumerate(self._rows.bounds.tolist()):
            multiplier, step = int(self._dual.multipliers[row]), self._step(row)
            best = duals.best_count(multiplier, low, high, step)
            tops.append(multiplier * best - step * (best * (best - 1) // 2))
        return np.array(tops, np.int64)

    @property
    def bound(self) -> int:
        """A key that no legal layout exceeds."""
        return self._dual.bound + self._problem.constant

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
        """
        first = None if self._is_hopeless else self._first(None)
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
            if len(losses) == count or budget >= self._most:
                return losses, layouts, budget
            budget = min(self._most, budget + budget // 2 + self._problem.room)

    def _first(self, asked: tuple[tuple[str, str], bool] | None) -> tuple[int, Pairs] | None:
        """Return what the best choice loses, with or without a pair, and its layout."""
        dual = self._dual
        budget = self._problem.room if dual.incumbent is None else dual.bound - dual.incumbent
        if asked is not None:
            row = self._problem.parks.index(asked[0][0])
            nearest = self._within(row, self._most, asked)[1][:1]
            budget += int(nearest.sum())
        while True:
            losses, layouts = self._search(1, min(budget, self._most), asked)
            if len(losses):
                return int(losses[0]), self._pairs(layouts[0])
            if budget >= self._most:
                return None
            budget += budget // 2 + self._problem.room

    def _search(
        self, count: int, budget: int, asked: tuple[tuple[str, str], bool] | None
    ) -> tuple[Ints, Ints]:
        parks = range(len(self._problem.parks))
        kept, lost = zip(*(self._within(park, budget, asked) for park in parks), strict=True)
        if not all(map(len, kept)):
            return np.zeros(0, np.int64), np.zeros((0, len(kept)), np.int64)
        flat, sizes = np.concatenate(kept), np.array([len(one) for one in kept])
        starts, park = np.cumsum([0, *sizes]), np.repeat(np.array(parks), sizes)
        losses, choices = np.full(count, _LARGEST), np.zeros((count, len(kept)), np.int64)
        patience = _PATIENCE + _NODES_PER_LAYOUT * count
        if self.limit.left is not None:
            patience = min(patience, int(self.limit.left * _NODES_PER_SECOND))
        lists = (starts, np.concatenate(lost), *self._entries(park, flat))
        asking = (lists, self._limits, budget, patience, losses, choices)
        # lists of thousands take seconds: Ctrl-C is heard beside them, once nothing is compiled
        is_long = count > 1 and bool(getattr(search, "signatures", None))
        known = (self.met(), self.instance.valuation.value_of(self.bound))
        try:
            found, nodes = Call(lambda: search(*asking)).wait() if is_long else search(*asking)
        except KeyboardInterrupt:
            raise InterruptError(*known) from None
        if nodes > patience:
            raise StoppedError(*known) if self.limit.passed else TooHardError(*known)
        order = losses[:found].argsort(kind="stable")
        return losses[order], flat[choices[order]]

    def _within(
        self, park: int, budget: int, asked: tuple[tuple[str, str], bool] | None
    ) -> tuple[Ints, Ints]:
        """Return the patterns of a park that lose no more than `budget`, and what they lose."""
        dual = self._dual
        cut = np.searchsorted(dual.losses[park], budget, "right")
        kept, lost = dual.order[park, :cut], dual.losses[park, :cut]
        if asked is not None and asked[0][0] == self._problem.parks[park]:
            column = self._problem.industries.index(asked[0][1])
            right = (self._table.members[kept] == column).any(1) == asked[1]
            kept, lost = kept[right], lost[right]
        return kept, lost

    def _entries(self, park: Ints, pattern: Ints) -> tuple[Ints, Ints]:
        """Return the rows that patterns add to, and how much, [L, W]."""
        industries, special = len(self._problem.industries), len(self._rows.weights)
        rows = self._table.members[pattern].astype(np.int64)
        amounts = (rows < industries).astype(np.int64)
        more = np.broadcast_to(np.arange(special) + industries + 1, (len(pattern), special))
        return (
            np.concatenate([rows, more], 1),
            np.concatenate([amounts, self._rows.weights[:, park, pattern].T], 1),
        )

    @cached_property
    def _limits(self) -> tuple[Ints, Ints, Ints]:
        steps = [self._step(row) for row in range(len(self._rows.bounds))]
        rates = np.stack([self._dual.multipliers, np.array(steps, np.int64)], 1)
        return self._rows.bounds, rates, self._tops

    def _pairs(self, patterns: Ints) -> Pairs:
        industries = self._problem.industries
        return frozenset(
            (park, industries[one])
            for park, pattern in zip(self._problem.parks, patterns.tolist(), strict=True)
            for one in self._table.members[pattern].tolist()
            if one < len(industries)
        )
