"""Compiled loops on the residual graph, contracted to the rows of the matrix and a hub.

A layout is a 0/1 matrix ``x`` [R, C]. An edge a -> b between rows stands for "a takes a column
that b gives up"; an edge a -> hub for "a takes a column that gains a place", hub -> b for "b
gives up a column that loses a place"; both also stand for an empty slot of a row (no pair
flips). The hub has index R. A closed walk is then a change of layout that keeps all bounds, and
``x`` is best exactly when no closed walk costs less than 0 (Klein 1967). Costs are minimised;
they are minus the keys of `allocator.optimize.problem`.

Convex costs: the n-th unit of a row costs ``row_step * (n - 1)``, of a column
``column_step * (n - 1)`` (parallel arcs).
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

INFINITE = np.int64(1) << np.int64(62)
NO_COLUMN = np.int64(-1)

Ints = NDArray[np.int64]
Bits = NDArray[np.uint8]
Net = tuple[Ints, Ints, Ints, Ints]
"""``gain`` [R, C]; floors and caps of rows [R, 2] and of columns [C, 2]; the two steps [2]."""
Room = tuple[Ints, Ints, Ints]
"""Edges of the contracted graph, all [R + 1, R + 1]: ``edges``, the cheapest of any kind;
``proper``, the cheapest that flips a pair; ``via``, the column that it flips."""


@njit(cache=True)
def copy_to(source: NDArray[Any], target: NDArray[Any]) -> None:
    """Copy a matrix: a slice assignment between arrays takes numba six seconds to compile."""
    for a in range(source.shape[0]):
        for b in range(source.shape[1]):
            target[a, b] = source[a, b]


@njit(cache=True)
def contract(x: Bits, fixed: Bits, net: Net, room: Room) -> None:
    """Fill the edge costs of the contracted graph; pairs marked in `fixed` flip in no edge."""
    rows, columns = x.shape
    hub = rows
    gain, row_bounds, column_bounds, steps = net
    row_step, column_step = steps
    edges, proper, via = room
    proper[:] = INFINITE
    via[:] = NO_COLUMN
    holders = np.empty(rows, np.int64)
    for c in range(columns):
        held, degree = 0, 0
        for r in range(rows):
            if x[r, c]:
                degree += 1
                if not fixed[r, c]:
                    holders[held] = r
                    held += 1
        takes_place = degree < column_bounds[c, 1]
        if degree > column_bounds[c, 0]:
            for h in range(held):
                b = holders[h]
                cost = gain[b, c] - column_step * (degree - 1)
                if cost < proper[hub, b]:
                    proper[hub, b] = cost
                    via[hub, b] = c
        for a in range(rows):
            if x[a, c] or fixed[a, c]:
                continue
            taken = -gain[a, c]
            if takes_place and taken + column_step * degree < proper[a, hub]:
                proper[a, hub] = taken + column_step * degree
                via[a, hub] = c
            for h in range(held):
                b = holders[h]
                if taken + gain[b, c] < proper[a, b]:
                    proper[a, b] = taken + gain[b, c]
                    via[a, b] = c
    copy_to(proper, edges)
    for r in range(rows):
        degree = 0
        for c in range(columns):
            degree += x[r, c]
        if degree < row_bounds[r, 1]:
            edges[hub, r] = min(edges[hub, r], row_step * degree)
        if degree > row_bounds[r, 0]:
            edges[r, hub] = min(edges[r, hub], -row_step * (degree - 1))


@njit(cache=True)
def close(distance: Ints, middle: Ints) -> None:
    """Turn edge costs into shortest distances in place (Floyd 1962, Warshall 1962).

    ``middle[a, b]`` is the last node that shortened a -> b, -1 for a single edge. Only strict
    improvements are written: with zero-cost loops about, that is what keeps the paths simple.
    """
    nodes = distance.shape[0]
    middle[:] = -1
    for a in range(nodes):
        distance[a, a] = 0
    for m in range(nodes):
        for a in range(nodes):
            first = distance[a, m]
            if first == INFINITE or a == m:
                continue
            for b in range(nodes):
                second = distance[m, b]
                if second != INFINITE and first + second < distance[a, b]:
                    distance[a, b] = first + second
                    middle[a, b] = m


@njit(cache=True)
def flip(x: Bits, a: int, b: int, c: int) -> None:
    """Apply the edge a -> b through column `c`: a takes it, b gives it up, the hub neither."""
    rows = x.shape[0]
    if c == NO_COLUMN:
        return
    if a < rows:
        x[a, c] ^= 1
    if b < rows:
        x[b, c] ^= 1


@njit(cache=True)
def walk(x: Bits, a: int, b: int, room: Room, middle: Ints) -> None:
    """Apply the shortest path a -> b that `close` found on a copy of the edges in `room`."""
    edges, proper, via = room
    nodes = edges.shape[0]
    stack = np.empty((4 * nodes + 4, 2), np.int64)
    stack[0, 0], stack[0, 1] = a, b
    top = 1
    while top:
        top -= 1
        start, end = stack[top, 0], stack[top, 1]
        if start == end:
            continue
        m = middle[start, end]
        if m < 0:
            if proper[start, end] == edges[start, end]:
                flip(x, start, end, via[start, end])
            continue
        stack[top, 0], stack[top, 1] = start, m
        stack[top + 1, 0], stack[top + 1, 1] = m, end
        top += 2


@njit(cache=True)
def shortest_from(source: int, edges: Ints, distance: Ints, before: Ints) -> None:
    """Fill the distances from `source` and each node's predecessor (Bellman 1958, Ford 1956)."""
    nodes = edges.shape[0]
    distance[:] = INFINITE
    before[:] = -1
    distance[source] = 0
    changed = True
    while changed:
        changed = False
        for a in range(nodes):
            if distance[a] == INFINITE:
                continue
            for b in range(nodes):
                if edges[a, b] != INFINITE and distance[a] + edges[a, b] < distance[b]:
                    distance[b] = distance[a] + edges[a, b]
                    before[b] = a
                    changed = True


@njit(cache=True)
def follow(x: Bits, end: int, room: Room, before: Ints) -> None:
    """Apply the path to `end` that `shortest_from` found on the edges in `room`."""
    edges, proper, via = room
    node = end
    while before[node] >= 0:
        previous = before[node]
        if proper[previous, node] == edges[previous, node]:
            flip(x, previous, node, via[previous, node])
        node = previous
