"""The network engine: reads a problem, runs the compiled loops, returns layouts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.errors import EngineError
from allocator.model.layout import Pairs
from allocator.model.outcome import Shortage
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.optimize.network import kernels, ranking
from allocator.optimize.network.residual import INFINITE, Bits, Ints, Net
from allocator.optimize.network.shortage import contradiction, industry_shortage, park_shortage
from allocator.optimize.problem import FREE, LOCKED, Problem

_FIRST_BATCH, _LARGEST_BATCH = 16, 2048
_BATCH_SECONDS = 0.1  # above it batches stop growing, so that a reader hears of each soon


@dataclass(frozen=True)
class NetworkEngine:
    """Best layout, exact ranking and flip costs of one problem by minimum-cost flow.

    The compiled loops work on rows and columns; the smaller side of the matrix becomes the
    rows, since the graph is contracted to them.

    Raises:
        EngineError: sharing an industry is rewarded, which is no convex cost.
    """

    problem: Problem
    limit: Limit = NO_LIMIT

    def __post_init__(self) -> None:
        """Refuse what a minimum-cost flow cannot state: places that cost less and less."""
        if self.problem.overlap < 0:
            raise EngineError("network", "a weight of differentiation below 0")

    @property
    def _transposed(self) -> bool:
        return len(self.problem.industries) < len(self.problem.parks)

    def _turned(self, matrix: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
        return np.array(matrix.T if self._transposed else matrix, kind, order="C")

    @cached_property
    def _net(self) -> Net:
        problem = self.problem
        bounds, steps = [problem.park_bounds, problem.industry_bounds], [0, problem.overlap]
        if self._transposed:
            bounds.reverse()
            steps.reverse()
        gain = self._turned(problem.gain, np.int64)
        return gain, bounds[0].copy(), bounds[1].copy(), np.array(steps, np.int64)

    @cached_property
    def _fixed(self) -> Bits:
        return self._turned(self.problem.state != FREE, np.uint8)

    @cached_property
    def _solved(self) -> tuple[Bits, Shortage | None]:
        """The best layout [R, C], or what makes the problem infeasible."""
        x: Bits = self._turned(self.problem.state == LOCKED, np.uint8)
        if found := contradiction(self.problem):
            return x, found
        short = kernels.solve(x, self._fixed, self._net)
        if short == (-1, -1):
            return x, None
        park, industry = reversed(short) if self._transposed else short
        layout: Bits = self._turned(x, np.uint8)
        if park >= 0:
            return x, park_shortage(self.problem, layout, park)
        return x, industry_shortage(self.problem, layout, industry)

    @property
    def shortage(self) -> Shortage | None:
        """What makes the problem infeasible; ``None`` if it has a legal layout."""
        return self._solved[1]

    def best(self) -> Pairs | None:
        """Return a layout of the highest key; ``None`` if there is no legal layout."""
        x, shortage = self._solved
        return None if shortage else self.problem.pairs(self._turned(x, np.uint8))

    def stream(self) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` of every legal layout, highest key first.

        Layouts of equal keys come in no particular order; `allocator.study.sources` sorts them.
        """
        best = self.best()
        if best is None:
            return
        key = self.problem.key(best)
        yield key, best
        tree = _Tree(self._solved[0], self._fixed, self._net)
        batch = _FIRST_BATCH
        while True:
            started = monotonic()
            listed = tree.advance(batch)
            if monotonic() - started < _BATCH_SECONDS:
                batch = min(2 * batch, _LARGEST_BATCH)
            for cost, matrix in listed:
                yield key - cost, self.problem.pairs(self._turned(matrix, np.uint8))
            if not listed:
                return
            if self.limit.passed:
                raise StoppedError

    def flip_costs(self) -> dict[tuple[str, str], int | None]:
        """Return what the best key loses if a pair is flipped: barred if in, forced if out.

        ``None`` where no legal layout has the pair flipped, locked and barred pairs included.
        Empty if there is no legal layout at all.
        """
        x, shortage = self._solved
        if shortage:
            return {}
        cost = np.empty(x.shape, np.int64)
        kernels.flip_costs(x, self._fixed, self._net, cost)
        rows = self._turned(cost, np.int64).tolist()
        return {
            (park, industry): None if one >= INFINITE else one
            for park, row in zip(self.problem.parks, rows, strict=True)
            for industry, one in zip(self.problem.industries, row, strict=True)
        }


class _Tree:
    """The search tree of a ranking, growing as layouts are listed."""

    def __init__(self, x: Bits, fixed: Bits, net: Net) -> None:
        self._net = net
        self._shape = x.shape
        self._work = (x.copy(), fixed.copy(), np.empty_like(x))
        self._words = (x.size + 63) // 64
        self._state = np.zeros(2, np.int64)
        self._nodes = self._room(1)
        self._heap: Ints = np.zeros(1, np.int64)
        if ranking.expand(0, 0, net, self._work, self._nodes):
            self._state[:] = 1

    def advance(self, count: int) -> list[tuple[int, Bits]]:
        """Return the next layouts, at most `count`, each with its cost above the best."""
        self._grow(int(self._state[1]) + count)
        listed = np.empty((count, self._words), np.uint64)
        costs = np.empty(count, np.int64)
        found = ranking.advance(
            self._net, self._work, self._nodes, self._heap, self._state, listed, costs
        )
        bits = np.unpackbits(listed[:found].view(np.uint8), axis=1, bitorder="little")
        size = self._shape[0] * self._shape[1]
        matrices = bits[:, :size].reshape(found, *self._shape)
        return list(zip(costs[:found].tolist(), matrices, strict=True))

    def _room(self, nodes: int) -> ranking.Nodes:
        best, others, fixings = (np.empty((nodes, self._words), np.uint64) for _ in range(3))
        return best, others, fixings, np.empty(nodes, np.int64), np.empty(nodes, np.int64)

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
