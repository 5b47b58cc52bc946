"""Compiled: the best layout over some pairs, exact, from any prices of the columns.

Each row answers the prices with its best pairs, so that only columns can hold more or less than
their price calls for; each unit too many or too few then goes along a shortest way in the residual
graph, where all costs are 0 or more because of the prices (successive shortest paths: Edmonds and
Karp 1972; Ahuja, Magnanti, Orlin 1993, ch. 9). The hub, price 0, takes and gives any number.

Nodes are the rows, then the columns.
"""

import numpy as np
from numba import njit

from allocator.optimize.network.large.arcs import FAR, LEAST, Arcs, Flags
from allocator.optimize.network.large.heap import pop, push
from allocator.optimize.network.residual import Bits, Ints

DONE, OUT_OF_EFFORT = -1, -2

Labels = tuple[Ints, Ints, Flags, Ints, Ints, Ints]
"""Per node the distance, the pair before it, whether it is settled; a list of the nodes reached;
the lengths and nodes of a heap."""
State = tuple[Bits, Ints, Ints, Ints]
"""``x`` of each pair, [M]; how many units each row holds, [P]; each column, [I]; and how many each
column passes on to the hub, which its price calls for, [I]."""


@njit(cache=True, nogil=True)
def respond(arcs: Arcs, x: Bits, row_price: Ints, column_price: Ints, bounds: Ints) -> int:
    """Give each row its best pairs, and the highest price that they allow.

    `bounds` [P, 2] count free pairs alone. Return a row that has fewer pairs than its floor, or -1.
    """
    start, _, column, gain, _, _ = arcs
    for r in range(len(start) - 1):
        floor, cap = bounds[r, 0], bounds[r, 1]
        for k in range(start[r], start[r + 1]):
            x[k] = 0
        held, worst, best, at = 0, 0, 0, -1
        while True:
            best, at = LEAST, -1
            for k in range(start[r], start[r + 1]):
                worth = gain[k] - column_price[column[k]]
                if not x[k] and worth > best:
                    best, at = worth, k
            if at < 0 or held >= cap or (best <= 0 and held >= floor):
                break
            x[at], worst = 1, best
            held += 1
        if held < floor:
            return r
        row_price[r] = 0
        if cap == 0:
            row_price[r] = max(best, 0)
        elif held == cap:
            row_price[r] = worst if held == floor else max(worst, 0)
        elif held == floor and held > 0:
            row_price[r] = min(worst, 0)
    return -1


@njit(cache=True)
def called_for(price: int, held: int, floor: int, cap: int, overlap: int) -> int:
    """Return how many units a price calls for, the nearest to `held` where it leaves a choice."""
    least = floor
    while least < cap and overlap * least < price:
        least += 1
        if overlap == 0:
            least = cap
    most = least
    while most < cap and overlap * most <= price:
        most += 1
        if overlap == 0:
            most = cap
    return min(max(held, least), most)


@njit(cache=True)
def look(node: int, length: int, pair: int, limit: int, labels: Labels, sizes: Ints) -> None:
    """Label a node if this way to it is shorter; `sizes` are those of the heap and of the list."""
    distance, before, settled, reached, lengths, nodes = labels
    if settled[node] or length >= distance[node] or length >= limit:
        return
    if distance[node] == FAR:
        reached[sizes[1]] = node
        sizes[1] += 1
    distance[node], before[node] = length, pair
    sizes[0] = push(lengths, nodes, sizes[0], length, node)


@njit(cache=True)
def search(
    source: int,
    sign: int,
    arcs: Arcs,
    state: State,
    row_price: Ints,
    column_price: Ints,
    row_bounds: Ints,
    column_bounds: Ints,
    overlap: int,
    labels: Labels,
    sizes: Ints,
) -> tuple[int, int, bool]:
    """Find the shortest way for a unit that a column has too many of (sign 1) or lacks (-1).

    Return its length, the node that it ends in, -1 if there is none, and whether it goes on from
    there to the hub.
    """
    start, row, column, gain, first, listed = arcs
    x, in_rows, in_columns, wanted = state
    distance, _, settled, _, lengths, nodes = labels
    rows = len(row_price)
    length, end, by_hub = FAR, -1, False
    sizes[0] = sizes[1] = 0
    look(rows + source, 0, -1, FAR, labels, sizes)
    while sizes[0] > 0 and lengths[0] < length:
        node = nodes[0]
        sizes[0] = pop(lengths, nodes, sizes[0])
        if settled[node]:
            continue
        settled[node] = True
        here = distance[node]
        if node >= rows:
            c = node - rows
            if (wanted[c] - in_columns[c]) * sign > 0:
                return here, node, False
            price = column_price[c]
            if sign > 0 and wanted[c] < column_bounds[c, 1]:
                to_hub = overlap * wanted[c] - price
            elif sign < 0 and wanted[c] > column_bounds[c, 0]:
                to_hub = price - overlap * (wanted[c] - 1)
            else:
                to_hub = FAR
            if here + to_hub < length:
                length, end, by_hub = here + to_hub, node, True
            for place in range(first[c], first[c + 1]):
                k = listed[place]
                if (x[k] == 1) == (sign > 0):
                    r = row[k]
                    look(
                        r, here + sign * (gain[k] - row_price[r] - price), k, length, labels, sizes
                    )
        else:
            price = row_price[node]
            spare = (
                in_rows[node] > row_bounds[node, 0]
                if sign > 0
                else in_rows[node] < row_bounds[node, 1]
            )
            if spare and here + sign * price < length:
                length, end, by_hub = here + sign * price, node, True
            for k in range(start[node], start[node + 1]):
                if (x[k] == 0) == (sign > 0):
                    c = column[k]
                    way = here - sign * (gain[k] - price - column_price[c])
                    look(rows + c, way, k, length, labels, sizes)
    return length, end, by_hub


@njit(cache=True)
def send(
    source: int, sign: int, end: int, by_hub: bool, arcs: Arcs, state: State, before: Ints
) -> None:
    """Move a unit along the way that ends in a node."""
    row, column = arcs[1], arcs[2]
    x, in_rows, in_columns, wanted = state
    rows, node = len(in_rows), end
    if node < rows:
        in_rows[node] -= sign
    else:
        in_columns[node - rows] += sign
        if by_hub:
            wanted[node - rows] += sign
    while before[node] >= 0:
        k = before[node]
        x[k] = 1 - x[k]
        node = rows + column[k] if node < rows else row[k]
    in_columns[source] -= sign


@njit(cache=True, nogil=True)
def balance(
    arcs: Arcs,
    x: Bits,
    row_price: Ints,
    column_price: Ints,
    row_bounds: Ints,
    column_bounds: Ints,
    locked: Ints,
    overlap: int,
    effort: int,
    reached: Flags,
) -> int:
    """Turn `x`, the answer of the rows, into the best layout over the pairs, prices into its proof.

    `locked` [I] counts the pairs of a column that are in the layout but not among `arcs`.

    Returns:
        DONE, OUT_OF_EFFORT, or a column that has no way for a unit too many, or I more than a
        column that has none for a unit it lacks, with the nodes `reached` from there.
    """
    _, row, column, _, _, _ = arcs
    rows, columns, count = len(row_price), len(column_price), len(x)
    in_rows, in_columns, wanted = np.zeros(rows, np.int64), locked.copy(), locked.copy()
    for k in range(count):
        in_rows[row[k]] += x[k]
        in_columns[column[k]] += x[k]
    for c in range(columns):
        floor, cap = column_bounds[c, 0], column_bounds[c, 1]
        wanted[c] = called_for(column_price[c], in_columns[c], floor, cap, overlap)
    state, sizes = (x, in_rows, in_columns, wanted), np.zeros(2, np.int64)
    distance, settled = np.empty(rows + columns, np.int64), np.zeros(rows + columns, np.bool_)
    for node in range(rows + columns):
        distance[node] = FAR
    labels = (
        distance,
        np.empty(rows + columns, np.int64),
        settled,
        np.empty(rows + columns, np.int64),
        np.empty(count + 1, np.int64),
        np.empty(count + 1, np.int64),
    )
    for sign in (1, -1):
        for source in range(columns):
            while (in_columns[source] - wanted[source]) * sign > 0:
                length, end, by_hub = search(
                    source,
                    sign,
                    arcs,
                    state,
                    row_price,
                    column_price,
                    row_bounds,
                    column_bounds,
                    overlap,
                    labels,
                    sizes,
                )
                if end < 0:
                    for node in range(rows + columns):
                        reached[node] = settled[node]
                    return source if sign > 0 else columns + source
                for place in range(sizes[1]):
                    node = labels[3][place]
                    change = sign * (length - distance[node])
                    if settled[node] and change * sign > 0:
                        if node < rows:
                            row_price[node] -= change
                        else:
                            column_price[node - rows] += change
                    distance[node], settled[node] = FAR, False
                send(source, sign, end, by_hub, arcs, state, labels[1])
                effort -= sizes[1]
                if effort < 0 or abs(column_price[source]) >= FAR:
                    return OUT_OF_EFFORT
    return DONE
