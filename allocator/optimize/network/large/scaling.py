"""Compiled: prices that are right to within a little, by cost scaling (Goldberg and Tarjan 1990).

Units are pushed along pairs whose reduced cost is below 0, and a node that cannot pass its units on
becomes cheaper by at least `step`, so that no residual pair costs less than ``-step`` in the end;
then the same again with a smaller step. Hard problems take far fewer rounds of this than shortest
ways; `balance` does the rest, exactly.

Nodes are the rows, then the columns, then the hub.
"""

import numpy as np
from numba import njit

from allocator.optimize.network.large.arcs import FAR, LEAST, Arcs
from allocator.optimize.network.residual import Bits, Ints

Flow = tuple[Bits, Ints, Ints, Ints, Ints]
"""``x`` of each pair, [M]; units from the hub into each row, [P]; from each column into the hub,
[I]; potential and excess of each node."""
Queue = tuple[Ints, Ints]
"""The active nodes in a ring, and [2 + nodes]: its head, its count, then which nodes are in it."""


@njit(cache=True)
def wake(node: int, excess: Ints, queue: Queue) -> None:
    """Put a node in the queue if it has units to pass on and is not in it."""
    ring, marks = queue
    if excess[node] > 0 and not marks[2 + node]:
        ring[(marks[0] + marks[1]) % len(ring)] = node
        marks[1] += 1
        marks[2 + node] = 1


@njit(cache=True)
def saturate(
    arcs: Arcs,
    flow: Flow,
    row_bounds: Ints,
    column_bounds: Ints,
    locked: Ints,
    overlap: int,
    queue: Queue,
) -> None:
    """Fill what has a reduced cost below 0, empty what has one above; count what is left over."""
    _, row, column, gain, _, _ = arcs
    x, into, out, potential, excess = flow
    rows, columns, hub = len(into), len(out), len(into) + len(out)
    for node in range(hub + 1):
        excess[node] = 0
    for k in range(len(x)):
        cost = potential[row[k]] - potential[rows + column[k]] - gain[k]
        if cost != 0:
            x[k] = cost < 0
        excess[row[k]] -= x[k]
        excess[rows + column[k]] += x[k]
    for r in range(rows):
        lead = potential[hub] - potential[r]
        if lead != 0:
            into[r] = row_bounds[r, 1] if lead < 0 else row_bounds[r, 0]
        excess[r] += into[r]
        excess[hub] -= into[r]
    for c in range(columns):
        lead = potential[hub] - potential[rows + c]
        while out[c] < column_bounds[c, 1] and overlap * out[c] < lead:
            out[c] += 1
        while out[c] > column_bounds[c, 0] and overlap * (out[c] - 1) > lead:
            out[c] -= 1
        excess[rows + c] += locked[c] - out[c]
        excess[hub] += out[c]
    ring, marks = queue
    for place in range(len(marks)):
        marks[place] = 0
    for node in range(len(ring)):
        wake(node, excess, queue)


@njit(cache=True)
def discharge_row(r: int, arcs: Arcs, flow: Flow, floor: int, queue: Queue) -> int:
    """Push the units of a row on; return the highest potential beyond it, LEAST if none."""
    start, _, column, gain, _, _ = arcs
    x, into, _, potential, excess = flow
    rows, hub, best = len(into), len(potential) - 1, LEAST
    for k in range(start[r], start[r + 1]):
        if x[k]:
            continue
        node = rows + column[k]
        beyond = potential[node] + gain[k]
        if potential[r] < beyond:
            x[k] = 1
            excess[r] -= 1
            excess[node] += 1
            wake(node, excess, queue)
            if excess[r] == 0:
                return best
        else:
            best = max(best, beyond)
    if into[r] > floor:
        if potential[r] < potential[hub]:
            units = min(excess[r], into[r] - floor)
            into[r] -= units
            excess[r] -= units
            excess[hub] += units
            wake(hub, excess, queue)
        else:
            best = max(best, potential[hub])
    return best


@njit(cache=True)
def discharge_column(c: int, arcs: Arcs, flow: Flow, cap: int, overlap: int, queue: Queue) -> int:
    """Push the units of a column on; return the highest potential beyond it, LEAST if none."""
    _, row, _, gain, first, listed = arcs
    x, into, out, potential, excess = flow
    node, hub, best = len(into) + c, len(potential) - 1, LEAST
    for place in range(first[c], first[c + 1]):
        k = listed[place]
        if not x[k]:
            continue
        beyond = potential[row[k]] - gain[k]
        if potential[node] < beyond:
            x[k] = 0
            excess[node] -= 1
            excess[row[k]] += 1
            wake(row[k], excess, queue)
            if excess[node] == 0:
                return best
        else:
            best = max(best, beyond)
    while excess[node] > 0 and out[c] < cap:
        beyond = potential[hub] - overlap * out[c]
        if potential[node] >= beyond:
            best = max(best, beyond)
            break
        out[c] += 1
        excess[node] -= 1
        excess[hub] += 1
        wake(hub, excess, queue)
    return best


@njit(cache=True)
def discharge_hub(
    flow: Flow, row_bounds: Ints, column_bounds: Ints, overlap: int, queue: Queue
) -> int:
    """Push the units of the hub on; return the highest potential beyond it, LEAST if none."""
    _, into, out, potential, excess = flow
    rows, hub, best = len(into), len(potential) - 1, LEAST
    for r in range(rows):
        if excess[hub] == 0:
            return best
        if into[r] < row_bounds[r, 1]:
            if potential[hub] < potential[r]:
                units = min(excess[hub], row_bounds[r, 1] - into[r])
                into[r] += units
                excess[hub] -= units
                excess[r] += units
                wake(r, excess, queue)
            else:
                best = max(best, potential[r])
    for c in range(len(out)):
        node = rows + c
        while excess[hub] > 0 and out[c] > column_bounds[c, 0]:
            beyond = potential[node] + overlap * (out[c] - 1)
            if potential[hub] >= beyond:
                best = max(best, beyond)
                break
            out[c] -= 1
            excess[hub] -= 1
            excess[node] += 1
        wake(node, excess, queue)
    return best


@njit(cache=True, nogil=True)
def scale(
    arcs: Arcs,
    row_price: Ints,
    column_price: Ints,
    row_bounds: Ints,
    column_bounds: Ints,
    locked: Ints,
    overlap: int,
    step: int,
    last: int,
    effort: int,
) -> bool:
    """Bring the prices to within `last` of what is best over the pairs, in steps from `step` on.

    Return whether it came to an end: not so where no layout is legal, or the effort is spent; the
    prices are as before then.
    """
    rows, columns = len(row_price), len(column_price)
    hub = rows + columns
    into, out = np.empty(rows, np.int64), np.empty(columns, np.int64)
    potential, excess = np.zeros(hub + 1, np.int64), np.zeros(hub + 1, np.int64)
    for r in range(rows):
        potential[r], into[r] = row_price[r], row_bounds[r, 0]
    for c in range(columns):
        potential[rows + c], out[c] = -column_price[c], column_bounds[c, 0]
    flow = (np.zeros(len(arcs[1]), np.uint8), into, out, potential, excess)
    queue = (np.empty(hub + 1, np.int64), np.zeros(hub + 3, np.int64))
    ring, marks = queue
    while True:
        saturate(arcs, flow, row_bounds, column_bounds, locked, overlap, queue)
        spent = 0
        while marks[1] > 0:
            node = ring[marks[0]]
            marks[0] = (marks[0] + 1) % len(ring)
            marks[1] -= 1
            marks[2 + node] = 0
            while excess[node] > 0:
                spent += 1
                if node < rows:
                    best = discharge_row(node, arcs, flow, row_bounds[node, 0], queue)
                elif node < hub:
                    cap = column_bounds[node - rows, 1]
                    best = discharge_column(node - rows, arcs, flow, cap, overlap, queue)
                else:
                    best = discharge_hub(flow, row_bounds, column_bounds, overlap, queue)
                if excess[node] > 0:
                    if best <= -FAR or spent > effort:
                        return False
                    potential[node] = min(potential[node], best - step)
        if step <= last:
            break
        step = max(last, step // 8)
    for r in range(rows):
        row_price[r] = potential[r] - potential[hub]
    for c in range(columns):
        column_price[c] = potential[hub] - potential[rows + c]
    return True
