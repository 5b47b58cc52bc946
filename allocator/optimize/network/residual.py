"""Compiled loops on the residual graph, contracted to the rows of the matrix and a hub.

A layout is a 0/1 vector ``x`` [M] over the free pairs, sorted by column. An edge a -> b between
rows stands for "a takes a column that b gives up"; an edge a -> hub for "a takes a column that
gains a place", hub -> b for "b gives up a column that loses a place"; both also stand for an
empty slot of a row (no pair flips). The hub has index R. A closed walk is then a change of layout
that keeps all bounds, and ``x`` is best exactly when no closed walk costs less than 0 (Klein
1967). Costs are minimised; they are minus the keys of `allocator.optimize.problem`.

Convex costs: the n-th unit of a row costs ``row_step * (n - 1)``, of a column
``column_step * (n - 1)`` (parallel arcs).

Loops that run millions of times take few arrays, since handing one over in a tuple costs as much as
ten additions; and they index with unsigned numbers, which need no test for a count from the end.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

INFINITE = 1 << 61
FAR = 1 << 60
"""No finite sum of costs reaches it: what is FAR is out of reach."""
NOTHING = -1
ZERO, ONE = np.uint64(0), np.uint64(1)

Ints = NDArray[np.int64]
Bits = NDArray[np.uint8]
Places = NDArray[np.uint64]
Whole = int | np.int64
Net = tuple[Ints, Places, Ints, Ints, Ints, Ints]
"""``gain`` and ``row`` of each free pair, [M]; ``first`` pair of each column, and an end, [C + 1];
``rows`` [R, 3] and ``columns`` [C, 3]: floor, cap and number of pairs held that are not
free; the two ``steps`` [2]."""
Graph = tuple[Ints, Ints, tuple[Places, Places]]
"""``edges`` a -> b [3, R + 1, R + 1]: the cost, the pair that comes in, the pair that goes out;
``ends`` [6, R]: the least cost of an edge from a row into each row, then the cheapest edge to the
hub that flips a pair and that pair, the same from the hub, and how many pairs each row holds;
room for two lists of pairs of a column.
"""


@njit(cache=True)
def copy_to(source: NDArray[Any], target: NDArray[Any]) -> None:
    """Copy a vector: a slice assignment between arrays takes numba six seconds to compile."""
    for n in range(len(source)):
        target[n] = source[n]


@njit(cache=True)
def graph_of(net: Net) -> Graph:
    """Return room for the contracted graph of a net."""
    first, rows = net[2], len(net[3])
    longest = rows
    for c in range(len(first) - 1):
        longest = max(longest, first[c + 1] - first[c])
    return (
        np.empty((3, rows + 1, rows + 1), np.int64),
        np.empty((6, rows), np.int64),
        (np.empty(longest, np.uint64), np.empty(longest, np.uint64)),
    )


@njit(cache=True)
def contract(x: Bits, fixed: Bits, net: Net, potential: Ints, limit: int, graph: Graph) -> None:
    """Fill the contracted graph with the reduced costs that are below `limit`, the rest INFINITE.

    The reduced cost of an edge a -> b is its cost plus the potential of a less that of b. Pairs
    marked in `fixed` flip in no edge.
    """
    gain, row, first, rows, columns, steps = net
    edges, ends, (takers, givers) = graph[0], graph[1], graph[2]
    hub, step = ends.shape[1], steps[1]
    costs, taken_with, given_with, least = edges[0], edges[1], edges[2], ends[0]
    costs[:] = INFINITE
    least[:] = INFINITE
    at_hub = potential[hub]
    for c in range(len(columns)):
        takes, gives, degree = ZERO, ZERO, columns[c, 2]
        for k in range(np.uint64(first[c]), np.uint64(first[c + 1])):
            degree += x[k]
            if not fixed[k]:
                if x[k]:
                    givers[gives] = k
                    gives += ONE
                else:
                    takers[takes] = k
                    takes += ONE
        # where a column may gain and lose a place for nothing, the way over the hub is as cheap
        direct = takes if step > 0 or degree >= columns[c, 1] or degree <= columns[c, 0] else ZERO
        for h in range(gives):
            given = givers[h]
            b = row[given]
            worth = gain[given] - potential[b]
            for t in range(direct):
                taken = takers[t]
                a = row[taken]
                cost = worth - gain[taken] + potential[a]
                if cost < costs[a, b] and cost < limit:
                    costs[a, b], taken_with[a, b], given_with[a, b] = cost, taken, given
                    least[b] = min(least[b], cost)
            cost = worth + at_hub - step * (degree - 1)
            if degree > columns[c, 0] and cost < limit and cost < costs[hub, b]:
                costs[hub, b], taken_with[hub, b], given_with[hub, b] = cost, NOTHING, given
        if degree < columns[c, 1]:
            price = step * degree - at_hub
            for t in range(takes):
                taken = takers[t]
                a = row[taken]
                cost = price - gain[taken] + potential[a]
                if cost < costs[a, hub] and cost < limit:
                    costs[a, hub], taken_with[a, hub], given_with[a, hub] = cost, taken, NOTHING
    open_slots(x, row, rows, steps[0], potential, limit, edges, ends)


@njit(cache=True)
def open_slots(
    x: Bits,
    row: Places,
    rows: Ints,
    step: int,
    potential: Ints,
    limit: int,
    edges: Ints,
    ends: Ints,
) -> None:
    """Remember the edges of the hub that flip a pair; add the empty slots of the rows."""
    hub, degrees = len(rows), ends[5]
    for r in range(hub):
        degrees[r] = rows[r, 2]
    for k in range(len(x)):
        degrees[row[k]] += x[k]
    for r in range(hub):
        ends[1, r], ends[2, r] = edges[0, r, hub], edges[1, r, hub]
        ends[3, r], ends[4, r] = edges[0, hub, r], edges[2, hub, r]
        lead = potential[hub] - potential[r]
        more, less = step * degrees[r] + lead, -step * (degrees[r] - 1) - lead
        if degrees[r] < rows[r, 1] and more < limit and more < edges[0, hub, r]:
            edges[0, hub, r], edges[1, hub, r], edges[2, hub, r] = more, NOTHING, NOTHING
        if degrees[r] > rows[r, 0] and less < limit and less < edges[0, r, hub]:
            edges[0, r, hub], edges[1, r, hub], edges[2, r, hub] = less, NOTHING, NOTHING


@njit(cache=True)
def apply(x: Bits, a: int, b: int, edges: Ints) -> int:
    """Change `x` along the edge a -> b; return a pair that it flips, one that comes in first."""
    taken, given = edges[1, a, b], edges[2, a, b]
    if given >= 0:
        x[given] = 0
    if taken >= 0:
        x[taken] = 1
        return int(taken)
    return int(given)


@njit(cache=True)
def follow(x: Bits, end: Whole, before: Ints, edges: Ints) -> None:
    """Change `x` along the path that ends in `end`, or along the circle that `end` is on."""
    node: Any = end
    while before[node] >= 0:
        apply(x, before[node], node, edges)
        node = before[node]
        if node == end:
            break
