"""Compiled entry points: the best layout, the next ones, and the price of flipping each pair."""

import numpy as np
from numba import njit

from allocator.optimize.network.residual import (
    INFINITE,
    Bits,
    Ints,
    Net,
    Room,
    close,
    contract,
    copy_to,
    flip,
    follow,
    shortest_from,
    walk,
)


@njit(cache=True)
def workspace(nodes: int) -> Room:
    """Return room for the edges of a contracted graph of so many nodes."""
    return (
        np.empty((nodes, nodes), np.int64),
        np.empty((nodes, nodes), np.int64),
        np.empty((nodes, nodes), np.int64),
    )


@njit(cache=True)
def open_caps(
    x: Bits,
    fixed: Bits,
    net: Net,
    room: Room,
) -> None:
    """Open the cap of each row one unit at a time, as long as a unit lowers the cost.

    Each row starts at what it already holds.
    """
    rows = x.shape[0]
    hub = rows
    gain, caps, column_bounds, steps = net
    distance, before = np.empty(rows + 1, np.int64), np.empty(rows + 1, np.int64)
    working = caps.copy()
    for r in range(rows):
        working[r, 1] = x[r].sum()
    for r in range(rows):
        while working[r, 1] < caps[r, 1] and x[r].sum() == working[r, 1]:
            contract(x, fixed, (gain, working, column_bounds, steps), room)
            shortest_from(r, room[0], distance, before)
            if distance[hub] == INFINITE or distance[hub] + steps[0] * working[r, 1] >= 0:
                break
            follow(x, hub, room, before)
            working[r, 1] += 1
        working[r, 1] = caps[r, 1]


@njit(cache=True)
def meet_row_floors(
    x: Bits,
    fixed: Bits,
    net: Net,
    room: Room,
) -> int:
    """Give rows below their floor one more unit at a time; return a row that cannot, or -1."""
    rows, floors = x.shape[0], net[1][:, 0]
    distance, before = np.empty(rows + 1, np.int64), np.empty(rows + 1, np.int64)
    for r in range(rows):
        while x[r].sum() < floors[r]:
            contract(x, fixed, net, room)
            shortest_from(r, room[0], distance, before)
            if distance[rows] == INFINITE:
                return r
            follow(x, rows, room, before)
    return -1


@njit(cache=True)
def meet_column_floors(
    x: Bits,
    fixed: Bits,
    net: Net,
    room: Room,
) -> int:
    """Give columns below their floor one more unit at a time; return one that cannot, or -1."""
    rows, columns = x.shape
    gain, floors = net[0], net[2][:, 0]
    distance, before = np.empty(rows + 1, np.int64), np.empty(rows + 1, np.int64)
    for c in range(columns):
        while x[:, c].sum() < floors[c]:
            contract(x, fixed, net, room)
            shortest_from(rows, room[0], distance, before)
            best, taker = INFINITE, -1
            for r in range(rows):
                open_pair = distance[r] != INFINITE and not x[r, c] and not fixed[r, c]
                if open_pair and distance[r] - gain[r, c] < best:
                    best, taker = distance[r] - gain[r, c], r
            if taker < 0:
                return c
            follow(x, taker, room, before)
            x[taker, c] ^= 1
    return -1


@njit(cache=True, nogil=True)
def solve(x: Bits, fixed: Bits, net: Net) -> tuple[int, int]:
    """Turn `x` (only the locked pairs) into the best layout by successive shortest paths.

    Row caps are opened one unit at a time, then floors are met one unit at a time; before and
    after each step `x` is best for the bounds so far (Ahuja, Magnanti, Orlin 1993, ch. 9).

    Returns:
        ``(-1, -1)``, or ``(r, -1)`` / ``(-1, c)`` for a row's or column's floor that no layout
        can meet.
    """
    room = workspace(x.shape[0] + 1)
    open_caps(x, fixed, net, room)
    row = meet_row_floors(x, fixed, net, room)
    if row >= 0:
        return row, -1
    return -1, meet_column_floors(x, fixed, net, room)


@njit(cache=True)
def second_best(x: Bits, fixed: Bits, net: Net, y: Bits) -> np.int64:
    """Write the best layout other than `x` to `y` and return what it costs more, or INFINITE.

    `x` must be best under `fixed`. The cheapest change is a proper edge a -> b closed by the
    shortest path b -> a (Hamacher 1995, K best network flows).
    """
    nodes = x.shape[0] + 1
    room = workspace(nodes)
    edges, proper, via = room
    contract(x, fixed, net, room)
    distance, middle = edges.copy(), np.empty((nodes, nodes), np.int64)
    close(distance, middle)
    best, start, end = INFINITE, -1, -1
    for a in range(nodes):
        for b in range(nodes):
            if proper[a, b] != INFINITE and distance[b, a] != INFINITE:
                cost = proper[a, b] + distance[b, a]
                if cost < best:
                    best, start, end = cost, a, b
    if best != INFINITE:
        copy_to(x, y)
        flip(y, start, end, via[start, end])
        walk(y, end, start, room, middle)
    return best


@njit(cache=True, nogil=True)
def flip_costs(x: Bits, fixed: Bits, net: Net, cost: Ints) -> None:
    """Fill `cost` [R, C]: what the best layout with that pair flipped costs more, or INFINITE.

    One all-pairs pass serves every pair: replacement cost where the pair is in, forcing cost
    where it is out. Fixed pairs are INFINITE.
    """
    rows, columns = x.shape
    gain, _, bounds, steps = net
    nodes = rows + 1
    room = workspace(nodes)
    edges = room[0]
    contract(x, fixed, net, room)
    close(edges, room[2])
    cost[:] = INFINITE
    for c in range(columns):
        degree = np.int64(x[:, c].sum())  # unsigned otherwise, and a float in plain Python
        for r in range(rows):
            if fixed[r, c]:
                continue
            best = INFINITE
            if x[r, c]:
                if degree > bounds[c, 0] and edges[r, rows] != INFINITE:
                    best = edges[r, rows] - steps[1] * (degree - 1)
            elif degree < bounds[c, 1] and edges[rows, r] != INFINITE:
                best = edges[rows, r] + steps[1] * degree
            for q in range(rows):
                if x[q, c] == x[r, c] or fixed[q, c]:
                    continue
                if x[r, c] and edges[r, q] != INFINITE:
                    best = min(best, edges[r, q] - gain[q, c])
                elif not x[r, c] and edges[q, r] != INFINITE:
                    best = min(best, edges[q, r] + gain[q, c])
            if best != INFINITE:
                cost[r, c] = best + gain[r, c] if x[r, c] else best - gain[r, c]
