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
from allocator.optimize.network import kernels
from allocator.optimize.network.residual import INFINITE, Bits, Ints, Net
from allocator.optimize.network.shortage import contradiction, industry_shortage, park_shortage
from allocator.optimize.network.tree import Limits, Tree
from allocator.optimize.problem import LOCKED, Problem

_FIRST_BATCH, _LARGEST_BATCH = 16, 2048
WORTH_IT = 50
"""Parks or industries, whichever are fewer, from which on sparse pairs beat the whole graph."""
_BATCH_SECONDS = 0.1  # above it batches stop growing, so that a reader hears of each soon


@dataclass(frozen=True)
class Solved:
    """A best layout as zeros and ones over the free pairs [M], with potentials that prove it."""

    x: Bits
    potential: Ints


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

    def _turned(self, matrix: NDArray[Any]) -> NDArray[Any]:
        """Return a matrix [P, I] as columns by rows, or columns by rows as a matrix [P, I]."""
        return matrix if self._transposed else matrix.T

    @property
    def _free(self) -> Ints:
        """Places of the free pairs in the matrix of columns by rows, in order."""
        return self._built[1]

    @property
    def _net(self) -> Net:
        return self._built[0]

    @cached_property
    def _built(self) -> tuple[Net, Ints]:
        problem = self.problem
        bounds, steps = (problem.park_bounds, problem.industry_bounds), (0, problem.overlap)
        if self._transposed:
            bounds, steps = bounds[::-1], steps[::-1]
        gain, state = (
            np.ascontiguousarray(self._turned(one)) for one in (problem.gain, problem.state)
        )
        built: tuple[Net, Ints] = kernels.net_of(gain, state, *bounds, steps)
        return built

    def best_of_each(self, gains: Ints) -> tuple[Ints, Bits]:
        """Return keys [S] and best layouts [S, P, I] for other gains [S, P, I], all else equal.

        Each search starts from the answer before it: near scenarios take a few steps each.

        Raises:
            EngineError: no layout is legal.
        """
        solved, shortage = self._solved
        if shortage:
            raise EngineError("network", "other gains where no layout is legal")
        turned = gains if self._transposed else gains.transpose(0, 2, 1)
        free = np.ascontiguousarray(turned).reshape(len(gains), -1)
        if len(self._free) < free.shape[1]:
            free = free[:, self._free]
        layouts, keys = np.empty(free.shape, np.uint8), np.empty(len(gains), np.int64)
        kernels.solve_each(free, solved.x.copy(), self._net, solved.potential.copy(), layouts, keys)
        matrices = self._matrices(layouts)
        locked = gains[:, self.problem.state == LOCKED].sum(1)
        return keys + locked + self.problem.constant, matrices

    @cached_property
    def _solved(self) -> tuple[Solved, Shortage | None]:
        """The best layout, or what makes the problem infeasible."""
        if found := contradiction(self.problem):
            return self._start(), found
        solved, short = self._solve()
        if short == (-1, -1):
            return solved, None
        park, industry = short
        layout = self._matrices(solved.x[None])[0]
        if park >= 0:
            return solved, park_shortage(self.problem, layout, park)
        return solved, industry_shortage(self.problem, layout, industry)

    def _start(self) -> Solved:
        rows = min(self.problem.gain.shape)
        return Solved(np.zeros(len(self._free), np.uint8), np.zeros(rows + 1, np.int64))

    def _solve(self) -> tuple[Solved, tuple[int, int]]:
        """Return the best layout, and (-1, -1); or one short of a floor of the park or industry."""
        if min(self.problem.gain.shape) >= WORTH_IT and (found := self._solve_large()) is not None:
            return found
        solved = self._start()
        short = kernels.solve(solved.x, self._net, solved.potential)
        return solved, (short[1], short[0]) if self._transposed else short

    def _solve_large(self) -> tuple[Solved, tuple[int, int]] | None:
        """Return what `_solve` does from sparse pairs; ``None`` if 64 bits hold no proof."""
        from allocator.optimize.network.large import BeyondNumbersError, solve_large

        problem = self.problem
        bounds = problem.park_bounds, problem.industry_bounds
        try:
            answer = solve_large(problem.gain, problem.state, *bounds, problem.overlap)
        except BeyondNumbersError:
            return None
        prices = answer.industry_prices if self._transposed else answer.park_prices
        free = np.ascontiguousarray(self.over_free(answer.x), np.uint8)
        return Solved(free, np.append(prices, 0)), answer.short

    def _matrices(self, bits: Bits) -> Bits:
        """Return layouts over the free pairs [n, M] as matrices [n, P, I]."""
        held, whole = self._turned(self.problem.state == LOCKED), bits
        if len(self._free) < held.size:
            whole = np.repeat(held.ravel()[None].astype(np.uint8), len(bits), axis=0)
            whole[:, self._free] = bits
        shaped: Bits = whole.reshape(len(bits), *held.shape)
        return shaped if self._transposed else shaped.transpose(0, 2, 1)

    @property
    def shortage(self) -> Shortage | None:
        """What makes the problem infeasible; ``None`` if it has a legal layout."""
        return self._solved[1]

    def best(self) -> Pairs | None:
        """Return a layout of the highest key; ``None`` if there is no legal layout."""
        solved, shortage = self._solved
        return None if shortage else self.problem.pairs(self._matrices(solved.x[None])[0])

    def best_bits(self) -> Bits | None:
        """Return a layout of the highest key over the free pairs [M]; ``None`` if none is legal."""
        solved, shortage = self._solved
        return None if shortage else solved.x

    def over_free(self, matrix: NDArray[Any]) -> NDArray[Any]:
        """Return the cells [M] of a matrix [P, I] that belong to free pairs."""
        return self._turned(matrix).ravel()[self._free]

    def matrix(self, bits: Bits) -> Bits:
        """Return a layout over the free pairs [M] as a matrix [P, I]."""
        matrix: Bits = self._matrices(bits[None])[0]
        return matrix

    def tree_down_to(self, cost: int) -> Tree | None:
        """Return a tree of all layouts but the best, up to a cost, if there are any.

        Only where `best_bits` found a layout.
        """
        solved, flips = self._solved[0], self._flip_costs
        if not (flips <= min(cost, int(INFINITE) - 1)).any():
            return None
        return Tree(solved.x, solved.potential, self._net, flips, cost)

    def stream(self, wanted: int | None = None) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` of every legal layout, highest key first.

        Layouts of equal keys come in no particular order; `study.ranking.sources` sorts them.
        `wanted` is how many will be read, as far as it is known: it changes nothing but the time.
        """
        best = self.best()
        if best is None:
            return
        key = self.problem.key(best)
        yield key, best
        for costs, bits in self.batches(wanted):
            matrices = self._matrices(bits)
            for cost, matrix in zip(costs.tolist(), matrices, strict=True):
                yield key - cost, self.problem.pairs(matrix)
            if self.limit.passed:
                raise StoppedError

    def batches(self, wanted: int | None = None) -> Iterator[tuple[Ints, Bits]]:
        """Yield all layouts but the best: costs above it [n], layouts over the free pairs [n, M].

        Each search tree holds only the pairs that some layout up to a cost flips, and lists all
        layouts up to that cost; the next tree, with more pairs, passes over those and goes on.
        """
        solved, flips = self._solved[0], self._flip_costs
        size, listed, limits = _FIRST_BATCH, 0, Limits(flips[flips < INFINITE])
        while (limit := limits.next(wanted)) is not None:
            tree = Tree(solved.x, solved.potential, self._net, flips, limit)
            tree.skip(listed)
            while True:
                started = monotonic()
                if wanted is not None and wanted > listed:
                    tree.want(wanted - listed)
                costs, bits = tree.advance(size)
                if not len(costs):
                    break
                listed += len(costs)
                limits.heard(costs)
                yield costs, bits
                if monotonic() - started < _BATCH_SECONDS:
                    size = min(2 * size, _LARGEST_BATCH)
            limits.reached(tree.limit)

    @cached_property
    def _flip_costs(self) -> Ints:
        cost = np.empty(len(self._free), np.int64)
        kernels.flip_costs(self._solved[0].x, self._net, cost)
        return cost

    def flip_costs(self) -> dict[tuple[str, str], int | None]:
        """Return what the best key loses if a pair is flipped: barred if in, forced out if out.

        ``None`` where no legal layout has the pair flipped, locked and barred pairs included.
        Empty if there is no legal layout at all.
        """
        if self.shortage:
            return {}
        whole = np.full(self.problem.gain.size, INFINITE)
        whole[self._free] = self._flip_costs
        shape = self._turned(self.problem.gain).shape
        rows = self._turned(whole.reshape(shape)).tolist()
        return {
            (park, industry): None if one >= INFINITE else one
            for park, row in zip(self.problem.parks, rows, strict=True)
            for industry, one in zip(self.problem.industries, row, strict=True)
        }
