"""Compiled entry points: the best layout, again after a change, and the price of flipping pairs."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.network.residual import (
    FAR,
    INFINITE,
    Bits,
    Graph,
    Ints,
    Net,
    contract,
    copy_to,
    follow,
    graph_of,
)
from allocator.optimize.network.search import circle, close, relax, shortest_from
from allocator.optimize.problem import FREE, LOCKED

States = NDArray[np.int8]
"""FREE, LOCKED or BARRED, see `allocator.optimize.problem`."""


@njit(cache=True)
def net_of(
    gain: Ints, state: States, row_bounds: Ints, column_bounds: Ints, step: tuple[int, int]
) -> tuple[Net, Ints]:
    """Return the net of a problem [C, R], and the places of its free pairs in the matrix, [M]."""
    columns, rows = state.shape
    place = np.empty(state.size, np.int64)
    first, count = np.zeros(columns + 1, np.int64), 0
    in_rows, in_columns = np.zeros((rows, 3), np.int64), np.zeros((columns, 3), np.int64)
    for c in range(columns):
        for r in range(rows):
            if state[c, r] == FREE:
                place[count] = c * rows + r
                count += 1
            elif state[c, r] == LOCKED:
                in_rows[r, 2] += 1
                in_columns[c, 2] += 1
        first[c + 1] = count
    for r in range(rows):
        in_rows[r, 0], in_rows[r, 1] = row_bounds[r, 0], row_bounds[r, 1]
    for c in range(columns):
        in_columns[c, 0], in_columns[c, 1] = column_bounds[c, 0], column_bounds[c, 1]
    worth, row = np.empty(count, np.int64), np.empty(count, np.uint64)
    for k in range(count):
        worth[k] = gain[place[k] // rows, place[k] % rows]
        row[k] = place[k] % rows
    steps = np.array([step[0], step[1]])
    return (worth, row, first, in_rows, in_columns, steps), place[:count]


@njit(cache=True)
def held_by_rows(x: Bits, net: Net) -> Ints:
    """Return how many pairs each row holds."""
    row, rows = net[1], net[3]
    held = rows[:, 2].copy()
    for k in range(len(x)):
        held[row[k]] += x[k]
    return held


@njit(cache=True)
def held_by_columns(x: Bits, net: Net) -> Ints:
    """Return how many pairs each column holds."""
    first, columns = net[2], net[4]
    held = columns[:, 2].copy()
    for c in range(len(columns)):
        for k in range(first[c], first[c + 1]):
            held[c] += x[k]
    return held


@njit(cache=True)
def favourites(net: Net) -> Ints:
    """Return the pairs that each row would take alone, best first, -1 beyond, [R, cap]."""
    gain, row, first, rows, _, _ = net
    widest = 0
    for r in range(len(rows)):
        widest = max(widest, min(rows[r, 1], len(first) - 1) - rows[r, 2])
    best = np.full((len(rows), widest), -1)
    for k in range(len(gain)):
        r = row[k]
        place = min(rows[r, 1] - rows[r, 2], widest)
        while place > 0 and (best[r, place - 1] < 0 or gain[best[r, place - 1]] < gain[k]):
            place -= 1
            if place + 1 < widest:
                best[r, place + 1] = best[r, place]
            best[r, place] = k
    return best


@njit(cache=True)
def fill(x: Bits, net: Net) -> None:
    """Give rows their favourites, best first, while caps allow: a start for `improve`."""
    gain, _, first, rows, columns, steps = net
    best = favourites(net)
    column = np.empty(len(gain), np.int64)
    for c in range(len(columns)):
        column[first[c] : first[c + 1]] = c
    held, in_columns = rows[:, 2].copy(), columns[:, 2].copy()
    for place in range(best.shape[1]):
        for r in range(len(rows)):
            k = best[r, place]
            if k < 0 or held[r] >= rows[r, 1] or in_columns[column[k]] >= columns[column[k], 1]:
                continue
            if gain[k] > steps[0] * held[r] + steps[1] * in_columns[column[k]]:
                x[k] = 1
                held[r] += 1
                in_columns[column[k]] += 1


@njit(cache=True)
def offers(x: Bits, fixed: Bits, net: Net, in_columns: Ints, best: Ints) -> None:
    """Fill for every row the best pair to take and the worst to give up within the columns' bounds.

    `best` [6, R]: pair, column and what it gains, of the one to take, then of the one to give up.
    """
    gain, row, first, _, columns, steps = net
    best[0], best[3] = -1, -1
    best[2], best[5] = -INFINITE, INFINITE
    for c in range(len(columns)):
        degree = in_columns[c]
        has_place, may_go = degree < columns[c, 1], degree > columns[c, 0]
        cost = steps[1] * degree
        for k in range(np.uint64(first[c]), np.uint64(first[c + 1])):
            if fixed[k]:
                continue
            r = row[k]
            if not x[k]:
                if has_place and gain[k] - cost > best[2, r]:
                    best[0, r], best[1, r], best[2, r] = k, c, gain[k] - cost
            elif may_go and gain[k] - cost + steps[1] < best[5, r]:
                best[3, r], best[4, r], best[5, r] = k, c, gain[k] - cost + steps[1]


@njit(cache=True)
def change_rows(x: Bits, fixed: Bits, net: Net) -> bool:
    """Let every row take, swap or give up a pair if that gains; return whether any did."""
    rows, steps = net[3], net[5]
    in_rows, in_columns = held_by_rows(x, net), held_by_columns(x, net)
    best = np.empty((6, len(rows)), np.int64)
    offers(x, fixed, net, in_columns, best)
    before, changed = in_columns.copy(), False
    for r in range(len(rows)):
        taken, given, c, d = best[0, r], best[3, r], best[1, r], best[4, r]
        # a column that another row has changed is looked at again in the next round
        takes = taken >= 0 and in_columns[c] == before[c]
        gives = given >= 0 and in_columns[d] == before[d]
        adds = takes and in_rows[r] < rows[r, 1] and best[2, r] > steps[0] * in_rows[r]
        swaps = takes and gives and best[2, r] > best[5, r] and not adds
        drops = gives and in_rows[r] > rows[r, 0] and best[5, r] < steps[0] * (in_rows[r] - 1)
        if adds or swaps:
            x[taken] = 1
            in_columns[c] += 1
        if swaps or (drops and not adds):
            x[given] = 0
            in_columns[d] -= 1
        changed |= adds or swaps or drops
    return changed


@njit(cache=True)
def improve(x: Bits, fixed: Bits, net: Net, graph: Graph, potential: Ints) -> None:
    """Turn `x` into the best layout within its bounds by cancelling negative circles (Klein 1967).

    `potential` [R + 1] is left such that no edge a -> b costs less than
    ``potential[b] - potential[a]``. Any `x` within the bounds and any potentials will do to start
    from; the nearer they are to the answer, after a small change say, the quicker it is.
    """
    nodes = len(potential)
    before, seen, none = (
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int64),
        np.zeros(nodes, np.int64),
    )
    edges = graph[0]
    while change_rows(x, fixed, net):
        pass
    while True:
        contract(x, fixed, net, none, INFINITE, graph)
        before[:] = -1
        node = -1
        while node < 0 and relax(edges, potential, before):
            node = circle(before, seen)
        if node < 0:
            return
        follow(x, node, before, edges)


@njit(cache=True)
def meet_row_floors(x: Bits, fixed: Bits, net: Net, graph: Graph) -> int:
    """Give rows below their floor one more unit at a time; return a row that cannot, or -1."""
    nodes, floors = len(net[3]) + 1, net[3][:, 0]
    hub = nodes - 1
    distance, before, none = (
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int64),
        np.zeros(nodes, np.int64),
    )
    held = held_by_rows(x, net)
    for r in range(hub):
        for _ in range(held[r], floors[r]):
            contract(x, fixed, net, none, INFINITE, graph)
            shortest_from(r, graph[0], distance, before)
            if distance[hub] >= FAR:
                return r
            follow(x, hub, before, graph[0])
            held = held_by_rows(x, net)
    return -1


@njit(cache=True)
def meet_column_floors(x: Bits, fixed: Bits, net: Net, graph: Graph) -> int:
    """Give columns below their floor one more unit at a time; return one that cannot, or -1."""
    gain, row, first, rows, columns, _ = net
    nodes, hub = len(rows) + 1, len(rows)
    distance, before, none = (
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int64),
        np.zeros(nodes, np.int64),
    )
    held = held_by_columns(x, net)
    for c in range(len(columns)):
        for _ in range(held[c], columns[c, 0]):
            contract(x, fixed, net, none, INFINITE, graph)
            shortest_from(hub, graph[0], distance, before)
            best, taken = FAR, -1
            for k in range(first[c], first[c + 1]):
                start = distance[row[k]]
                if not x[k] and not fixed[k] and start < FAR and start - gain[k] < best:
                    best, taken = start - gain[k], k
            if taken < 0:
                return c
            follow(x, np.int64(row[taken]), before, graph[0])
            x[taken] = 1
    return -1


@njit(cache=True, nogil=True)
def solve(x: Bits, net: Net, potential: Ints) -> tuple[int, int]:
    """Turn `x`, empty, into the best layout, and `potential` into its proof.

    The best within the caps first, then floors are met one unit at a time by shortest paths, each
    of which keeps `x` best for the bounds so far (Ahuja, Magnanti, Orlin 1993, ch. 9).

    Returns:
        ``(-1, -1)``, or ``(r, -1)`` / ``(-1, c)`` for a row's or column's floor that no layout
        can meet.
    """
    gain, row, first, rows, columns, steps = net
    graph, fixed = graph_of(net), np.zeros(len(x), np.uint8)
    low_rows, low_columns = rows.copy(), columns.copy()
    low_rows[:, 0] = 0
    low_columns[:, 0] = 0
    fill(x, net)
    improve(x, fixed, (gain, row, first, low_rows, low_columns, steps), graph, potential)
    if meets_floors(x, net):
        return -1, -1
    short = meet_row_floors(x, fixed, (gain, row, first, rows, low_columns, steps), graph)
    if short >= 0:
        return short, -1
    short = meet_column_floors(x, fixed, net, graph)
    if short >= 0:
        return -1, short
    improve(x, fixed, net, graph, potential)
    return -1, -1


@njit(cache=True)
def meets_floors(x: Bits, net: Net) -> bool:
    """Return whether every row and column holds its floor."""
    for held, bounds in ((held_by_rows(x, net), net[3]), (held_by_columns(x, net), net[4])):
        for n in range(len(held)):
            if held[n] < bounds[n, 0]:
                return False
    return True


@njit(cache=True, nogil=True)
def flip_costs(x: Bits, net: Net, cost: Ints) -> None:
    """Fill `cost` [M]: what the best layout with that pair flipped costs more, or INFINITE.

    One all-pairs pass serves every pair: replacement cost where the pair is in, forcing cost
    where it is out.
    """
    gain, row, first, rows, columns, steps = net
    hub, graph = len(rows), graph_of(net)
    ways, none = graph[0][0], np.zeros(len(rows) + 1, np.int64)
    contract(x, np.zeros(len(x), np.uint8), net, none, INFINITE, graph)
    close(ways, none)
    held = held_by_columns(x, net)
    for c in range(len(columns)):
        for k in range(first[c], first[c + 1]):
            cost[k] = INFINITE
            if x[k] and held[c] > columns[c, 0]:
                cost[k] = ways[row[k], hub] - steps[1] * (held[c] - 1)
            elif not x[k] and held[c] < columns[c, 1]:
                cost[k] = ways[hub, row[k]] + steps[1] * held[c]
        for k in range(first[c], first[c + 1]):
            if not x[k]:
                continue
            for t in range(first[c], first[c + 1]):
                if not x[t]:
                    cost[k] = min(cost[k], ways[row[k], row[t]] - gain[t])
                    cost[t] = min(cost[t], ways[row[k], row[t]] + gain[k])
        for k in range(first[c], first[c + 1]):
            cost[k] += gain[k] if x[k] else -gain[k]
            if cost[k] >= FAR:
                cost[k] = INFINITE


@njit(cache=True, nogil=True)
def solve_each(gains: Ints, x: Bits, net: Net, potential: Ints, layouts: Bits, keys: Ints) -> None:
    """Fill `layouts` [S, M] with the best layout for each of the gains [S, M], and `keys` [S].

    Each starts from the best layout before it, `x` first; bounds are those of the net. A key is the
    sum of the layout's gains less what the steps of rows and columns cost.
    """
    _, row, first, rows, columns, steps = net
    graph, fixed, gain = graph_of(net), np.zeros(len(x), np.uint8), np.empty(len(x), np.int64)
    changed = (gain, row, first, rows, columns, steps)
    for s in range(len(gains)):
        copy_to(gains[s], gain)
        improve(x, fixed, changed, graph, potential)
        copy_to(x, layouts[s])
        keys[s] = key_of(x, changed)


@njit(cache=True)
def key_of(x: Bits, net: Net) -> int:
    """Return the sum of a layout's gains less what the steps of rows and columns cost."""
    total, steps = 0, net[5]
    for k in range(len(x)):
        if x[k]:
            total += net[0][k]
    for held, step in ((held_by_rows(x, net), steps[0]), (held_by_columns(x, net), steps[1])):
        for degree in held:
            total -= step * (degree * (degree - 1) // 2)
    return total
