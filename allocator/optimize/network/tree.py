"""The search tree of a ranking over the pairs that are cheap enough to flip."""

from math import log

import numpy as np
from numpy.typing import NDArray

from allocator.optimize.network import ranking
from allocator.optimize.network.residual import INFINITE, Bits, Ints, Net


class Tree:
    """A search tree that grows as layouts are listed, up to a cost above the best.

    `x` is the best layout over the free pairs [M], `potential` [R + 1] its proof, `flip_costs`
    [M] what each pair costs at least to flip. Pairs that cost more than `limit` are in no layout
    that costs up to `limit`: the tree leaves them out and lists no layout beyond it.
    """

    def __init__(self, x: Bits, potential: Ints, net: Net, flip_costs: Ints, limit: int) -> None:
        self._x = x
        self._kept = np.flatnonzero((flip_costs <= limit) & (flip_costs < INFINITE))
        self._net = reduced(net, x, self._kept)
        self._limit = min(limit + 1, int(INFINITE))
        self._desk = ranking.desk_of(self._net)
        self._words = (len(self._kept) + 63) // 64
        self._state = np.zeros(2, np.int64)
        self._nodes = self._room(1)
        self._heap: Ints = np.zeros(1, np.int64)
        start = x[self._kept]
        if ranking.plant(start, potential, self._net, self._desk, self._nodes, self._limit):
            self._state[:] = 1

    def advance(self, count: int) -> tuple[Ints, Bits]:
        """Return the costs [n] of the next layouts, at most `count`, and what they hold [n, M]."""
        costs, words = self._advance(count)
        bits = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")
        layouts = np.repeat(self._x[None], len(costs), axis=0)
        layouts[:, self._kept] = bits[:, : len(self._kept)]
        return costs, layouts

    @property
    def limit(self) -> int:
        """What costs less is listed when `advance` finds nothing more."""
        return self._limit

    def lower(self, cost: int) -> None:
        """Hear that nothing beyond a cost is wanted any more."""
        self._limit = min(self._limit, cost + 1)

    def want(self, count: int) -> None:
        """Hear that only so many more layouts are wanted, and leave out what cannot be among them.

        Each node on the heap has a layout to list, so the most that `count` of them cost is a
        limit.
        """
        waiting = self._nodes[4][self._heap[: self._state[0]], 1]
        if count < len(waiting):
            self._limit = min(self._limit, int(np.partition(waiting, count)[count]) + 1)

    def skip(self, count: int) -> None:
        """Pass over the next layouts."""
        if count:
            self._advance(count)

    def _advance(self, count: int) -> tuple[Ints, ranking.Words]:
        self._grow(int(self._state[1]) + count)
        listed, costs = np.empty((count, self._words), np.uint64), np.empty(count, np.int64)
        found = ranking.advance(
            self._net,
            self._desk,
            self._nodes,
            self._heap,
            self._state,
            self._limit,
            listed,
            costs,
        )
        return costs[:found], listed[:found]

    def _room(self, nodes: int) -> ranking.Nodes:
        best, others, fixings = (np.empty((nodes, self._words), np.uint64) for _ in range(3))
        proofs = np.empty((nodes, len(self._net[3]) + 1), np.int64)
        return best, others, fixings, proofs, np.empty((nodes, 3), np.int64)

    def _grow(self, nodes: int) -> None:
        held = len(self._heap)
        if nodes <= held:
            return
        larger = self._room(max(nodes, 2 * held))
        for old, new in zip(self._nodes, larger, strict=True):
            new[:held] = old
        heap = np.zeros(len(larger[3]), np.int64)
        heap[:held] = self._heap
        self._nodes, self._heap = larger, heap


_FIRST_PAIRS = 40  # that may flip in the first tree: enough to see how fast layouts get more
_PAIRS_PER_LOG = 12  # pairs for each factor of e in the layouts wanted, by measurement
_MORE_PAIRS = 1.1  # at least, from one tree to the next
_MORE_LAYOUTS = 8  # from one tree to the next, where nobody said how many are wanted
_SPARE = 3  # times as many, since they get more a little slower than the last ones say


class Limits:
    """The costs up to which one search tree after the other lists layouts.

    `flips` are the costs of all flips. A limit that is too low costs a tree more, one that is too
    high makes each search longer.
    """

    def __init__(self, flips: Ints) -> None:
        self._flips = np.sort(flips)
        self._pairs = 0
        self._ended = not len(flips)
        self._costs: list[Ints] = []

    def heard(self, costs: Ints) -> None:
        """Hear the costs of layouts that were listed."""
        self._costs.append(costs)

    def reached(self, limit: int) -> None:
        """Hear that all layouts below a cost are listed, and that there are no more if INFINITE."""
        self._pairs = int(np.searchsorted(self._flips, limit))
        self._ended = limit >= INFINITE

    def next(self, wanted: int | None) -> int | None:
        """Return the next limit, above all before; ``None`` if the last one left nothing out."""
        every, listed = len(self._flips), sum(map(len, self._costs))
        if self._ended:
            return None
        more = _MORE_PAIRS if listed > self._pairs else 1.5
        few = max(_FIRST_PAIRS, int(_PAIRS_PER_LOG * log(wanted or 1)))
        least = max(few, int(self._pairs * more) + 1)
        if least >= every:
            return int(INFINITE)
        return max(int(self._flips[least - 1]), self._expected(wanted))

    def _expected(self, wanted: int | None) -> int:
        """Return about how much the last layout wanted costs, if they go on to get more as now.

        The number of layouts grows by so many times per unit of cost, less and less so.
        """
        listed = sum(map(len, self._costs))
        if listed < _FIRST_PAIRS:
            return 0
        costs = np.concatenate(self._costs)
        last, middle = int(costs[-1]), int(costs[listed // 4])
        times = _SPARE * wanted / listed if wanted else _MORE_LAYOUTS
        return last + int((last - middle) * max(log(times), 0.0) / log(4))


def reduced(net: Net, x: Bits, kept: NDArray[np.intp]) -> Net:
    """Return the net of the pairs in `kept`, where all others stay as they are in `x`."""
    gain, row, first, rows, columns, steps = net
    column = np.repeat(np.arange(len(columns)), np.diff(first))
    stays = x.astype(bool)
    stays[kept] = False
    rows, columns = rows.copy(), columns.copy()
    rows[:, 2] += np.bincount(row[stays].astype(np.int64), minlength=len(rows))
    columns[:, 2] += np.bincount(column[stays], minlength=len(columns))
    return (
        gain[kept],
        row[kept],
        np.searchsorted(column[kept], np.arange(len(columns) + 1)),
        rows,
        columns,
        steps,
    )
