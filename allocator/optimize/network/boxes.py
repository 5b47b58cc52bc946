"""Best layouts of one problem under many other gains and bounds of parks and industries."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.network import kernels
from allocator.optimize.network.engine import NetworkEngine
from allocator.optimize.network.residual import FAR, INFINITE, Bits, Ints, Net, contract, graph_of
from allocator.optimize.network.search import close
from allocator.optimize.network.tree import Tree
from allocator.optimize.problem import LOCKED, Bounds, Problem


@njit(cache=True, nogil=True)
def degree_costs(x: Bits, net: Net, of_rows: Ints, of_columns: Ints) -> None:
    """Fill [R, 2] and [C, 2]: what a row or column with one pair less, or one more, costs at least.

    INFINITE where its bounds do not allow it. The costs are those of the shortest closed walks,
    so they may be too low where a walk comes twice by one column, but never too high.
    """
    gain, row, first, rows, columns, steps = net
    hub, graph = len(rows), graph_of(net)
    ways, none = graph[0][0], np.zeros(len(rows) + 1, np.int64)
    contract(x, np.zeros(len(x), np.uint8), net, none, INFINITE, graph)
    close(ways, none)
    of_rows[:] = INFINITE
    of_columns[:] = INFINITE
    held = kernels.held_by_rows(x, net)
    for r in range(hub):
        if held[r] > rows[r, 0] and ways[hub, r] < FAR:
            of_rows[r, 0] = ways[hub, r] - steps[0] * (held[r] - 1)
        if held[r] < rows[r, 1] and ways[r, hub] < FAR:
            of_rows[r, 1] = ways[r, hub] + steps[0] * held[r]
    held = kernels.held_by_columns(x, net)
    for c in range(len(columns)):
        for k in range(first[c], first[c + 1]):
            if x[k] and held[c] > columns[c, 0] and ways[row[k], hub] < FAR:
                cost = ways[row[k], hub] - steps[1] * (held[c] - 1) + gain[k]
                of_columns[c, 0] = min(of_columns[c, 0], cost)
            if not x[k] and held[c] < columns[c, 1] and ways[hub, row[k]] < FAR:
                cost = ways[hub, row[k]] + steps[1] * held[c] - gain[k]
                of_columns[c, 1] = min(of_columns[c, 1], cost)


class Boxes:
    """Solves one problem again and again, under other gains and bounds: `bounds` are its own."""

    def __init__(self, problem: Problem) -> None:
        self._engine = NetworkEngine(problem)
        self._net, self._turned = self._engine._net, self._engine._transposed
        self.bounds = Bounds(problem.park_bounds, problem.industry_bounds)
        held = (problem.state == LOCKED).astype(np.int64)
        self._held = Bounds(held.sum(1)[:, None], held.sum(0)[:, None])

    def matrix(self, bits: Bits) -> Bits:
        """Return a layout over the free pairs [M] as a matrix [P, I]."""
        return self._engine.matrix(bits)

    def over_free(self, matrix: NDArray[Any]) -> NDArray[Any]:
        """Return the cells [M] of a matrix [P, I] that belong to free pairs."""
        return np.ascontiguousarray(self._engine.over_free(matrix))

    def net(self, gain: Ints, overlap: int, bounds: Bounds) -> Net:
        """Return the net of gains over the free pairs [M] and bounds."""
        sides = [
            np.hstack([bounds.parks, self._held.parks]),
            np.hstack([bounds.industries, self._held.industries]),
        ]
        steps = [0, overlap]
        if self._turned:
            sides.reverse()
            steps.reverse()
        rows, columns = sides
        return gain, self._net[1], self._net[2], rows, columns, np.array(steps, np.int64)

    def best(self, net: Net) -> Bits | None:
        """Return the best layout over the free pairs [M]; ``None`` if no layout is legal."""
        for side in net[3:5]:
            if (np.maximum(side[:, 0], side[:, 2]) > side[:, 1]).any():
                return None
        x = np.zeros(len(net[0]), np.uint8)
        short = kernels.solve(x, net, np.zeros(len(net[3]) + 1, np.int64))
        return x if short == (-1, -1) else None

    def tree_down_to(self, net: Net, cost: int) -> Tree | None:
        """Return a tree of all layouts of a net but the best, up to a cost, if there are any."""
        x, flips = np.zeros(len(net[0]), np.uint8), np.empty(len(net[0]), np.int64)
        potential = np.zeros(len(net[3]) + 1, np.int64)
        if kernels.solve(x, net, potential) != (-1, -1):
            return None
        kernels.flip_costs(x, net, flips)
        if not (flips <= min(cost, int(INFINITE) - 1)).any():
            return None
        return Tree(x, potential, net, flips, cost)

    def degree_costs(self, x: Bits, net: Net) -> tuple[Ints, Ints]:
        """Return what a pair less, or more, costs at least: parks [P, 2], industries [I, 2].

        `x` is the best layout of the net.
        """
        of_rows, of_columns = (
            np.empty((len(net[3]), 2), np.int64),
            np.empty((len(net[4]), 2), np.int64),
        )
        degree_costs(x, net, of_rows, of_columns)
        return (of_columns, of_rows) if self._turned else (of_rows, of_columns)
