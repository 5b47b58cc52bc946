"""Compiled searches on the contracted graph: the cheapest circle, shortest ways, all distances.

With a potential per node for which no reduced cost is below 0 (they exist where the layout is best)
a circle costs the same in reduced costs; so a short search from each node, given up beyond the best
circle so far, finds the cheapest one (Dijkstra 1959; Johnson 1977).
"""

import numpy as np
from numba import njit

from allocator.optimize.network.residual import (
    FAR,
    INFINITE,
    NOTHING,
    Bits,
    Graph,
    Ints,
    Net,
    Whole,
    apply,
    copy_to,
)

DISTANCE, BEFORE, SETTLED, REACHED = 0, 1, 2, 3
"""Rows of the labels [4, R + 1]: per node its distance, the node before, whether it is settled;
then a list of the nodes reached.
"""


@njit(cache=True)
def labels_of(nodes: int) -> Ints:
    """Return empty labels."""
    labels = np.zeros((4, nodes), np.int64)
    labels[DISTANCE] = INFINITE
    return labels


@njit(cache=True)
def reach(node: Whole, length: int, before: int, labels: Ints, reached: int) -> int:
    """Label a node with a shorter distance; return how many nodes are reached now."""
    if labels[DISTANCE, node] == INFINITE:
        labels[REACHED, reached] = node
        reached += 1
    labels[DISTANCE, node], labels[BEFORE, node] = length, before
    return reached


@njit(cache=True)
def settle(labels: Ints, reached: int) -> int:
    """Settle the nearest node that is reached and open, and return it; -1 if there is none."""
    nearest, node = INFINITE, -1
    for n in range(reached):
        one = labels[REACHED, n]
        if labels[DISTANCE, one] < nearest and not labels[SETTLED, one]:
            nearest, node = labels[DISTANCE, one], one
    if node >= 0:
        labels[SETTLED, node] = 1
    return node


@njit(cache=True)
def spread(node: int, limit: int, edges: Ints, labels: Ints, reached: int) -> int:
    """Reach all nodes that are nearer through `node` than before, and within `limit`."""
    start = labels[DISTANCE, node]
    for b in range(labels.shape[1]):
        length = start + edges[0, node, b]
        if length < limit and length < labels[DISTANCE, b] and not labels[SETTLED, b]:
            reached = reach(b, length, node, labels, reached)
    return reached


@njit(cache=True)
def forget(labels: Ints, reached: int) -> None:
    """Clear the labels of all nodes reached."""
    for n in range(reached):
        one = labels[REACHED, n]
        labels[DISTANCE, one], labels[SETTLED, one] = INFINITE, 0


@njit(cache=True)
def through_hub(x: Bits, y: Bits, edges: Ints, ends: Ints, limit: int) -> tuple[int, int]:
    """Write to `y` the best change of `x` by a circle of one row and the hub that flips a pair.

    Return its cost, INFINITE if none is below `limit`, and a pair that it flips.
    """
    hub = ends.shape[1]
    best, place, way = limit, -1, 0
    for r in range(hub):
        # one of the two edges flips a pair, the other one is the cheapest of any kind
        if ends[1, r] + edges[0, hub, r] < best:
            best, place, way = ends[1, r] + edges[0, hub, r], r, 0
        if edges[0, r, hub] + ends[3, r] < best:
            best, place, way = edges[0, r, hub] + ends[3, r], r, 1
    if place < 0:
        return INFINITE, NOTHING
    copy_to(x, y)
    if way == 0:
        pair = ends[2, place]
        y[pair] = 1
        apply(y, hub, place, edges)
        return best, pair
    pair = ends[4, place]
    y[pair] = 0
    other = apply(y, place, hub, edges)
    return best, pair if other < 0 else other


@njit(cache=True)
def cheapest_circle(x: Bits, y: Bits, graph: Graph, labels: Ints, limit: int) -> tuple[int, int]:
    """Write to `y` the best change of `x` by a circle that flips a pair.

    Return its cost, INFINITE if none is below `limit`, and a pair that it flips, one that comes
    in if any does. Every such circle, but for those of one row and the hub, has an edge between
    two rows: each search starts where such an edge ends.
    """
    edges, ends = graph[0], graph[1]
    rows = ends.shape[1]
    best, pair = through_hub(x, y, edges, ends, limit)
    limit = min(limit, best)
    for start in range(rows):
        least = ends[0, start]
        if least >= limit:
            continue
        reached = reach(start, 0, -1, labels, 0)
        while True:
            node = settle(labels, reached)
            if node < 0 or labels[DISTANCE, node] + least >= limit:
                break
            if node < rows and labels[DISTANCE, node] + edges[0, node, start] < limit:
                best = limit = labels[DISTANCE, node] + edges[0, node, start]
                pair = write_circle(x, y, node, start, labels, edges)
            reached = spread(node, limit - least, edges, labels, reached)
        forget(labels, reached)
    return best, pair


@njit(cache=True)
def write_circle(x: Bits, y: Bits, node: int, start: int, labels: Ints, edges: Ints) -> int:
    """Write to `y` the change of `x` along the way from `start` to `node` and back.

    Return the pair that comes in with the way back.
    """
    copy_to(x, y)
    pair = apply(y, node, start, edges)
    while node != start:
        apply(y, labels[BEFORE, node], node, edges)
        node = labels[BEFORE, node]
    return pair


@njit(cache=True)
def column_of(pair: int, first: Ints) -> int:
    """Return the column of a pair (numpy's search takes numba a second to compile)."""
    low, high = 0, len(first) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if first[middle] <= pair:
            low = middle
        else:
            high = middle
    return low


@njit(cache=True)
def shift(
    x: Bits,
    fixed: Bits,
    net: Net,
    pair: int,
    cost: int,
    edges: Ints,
    labels: Ints,
    potential: Ints,
) -> None:
    """Turn the potentials of `x` into those of the layout that its cheapest circle leads to.

    `pair` is one that the circle flips and is marked in `fixed` already; `cost` is the circle's
    and `edges` hold the reduced costs of `x` under `fixed` up to there. What is nearer to the far
    end of the flipped pair than its near end is shifted by the difference: all other edges of the
    circle then cost 0 both ways, and no edge less than 0.
    """
    gain, row, first, _, columns, steps = net
    hub = len(potential) - 1
    column = column_of(pair, first)
    start, end = first[column], first[column + 1]
    degree = columns[column, 2]
    for k in range(start, end):
        degree += x[k]
    reached, place = 0, np.int64(row[pair])
    # the way starts where the flipped pair ends: at the column that it takes, or at the row
    if x[pair]:
        limit = INFINITE
        for k in range(start, end):
            if not x[k] and not fixed[k]:
                limit = min(limit, potential[row[k]] - gain[k])
        if degree > columns[column, 0]:
            limit = min(limit, potential[hub] - steps[1] * (degree - 1))
        limit = cost - gain[pair] - limit
        reached = reach(place, -potential[place], -1, labels, reached)
    else:
        limit = cost + gain[pair] - potential[place]
        for k in range(start, end):
            if x[k] and not fixed[k]:
                r = np.int64(row[k])
                reached = reach(r, gain[k] - potential[r], -1, labels, reached)
        if degree < columns[column, 1]:
            reached = reach(hub, steps[1] * degree - potential[hub], -1, labels, reached)
    while True:
        node = settle(labels, reached)
        if node < 0 or labels[DISTANCE, node] >= limit:
            break
        reached = spread(node, limit, edges, labels, reached)
    for node in range(hub + 1):
        potential[node] += min(labels[DISTANCE, node] - limit, 0)
    forget(labels, reached)


@njit(cache=True)
def relax(edges: Ints, distance: Ints, before: Ints) -> bool:
    """Shorten distances by one edge each; return whether any was shortened (Bellman 1958)."""
    nodes = len(distance)
    changed = False
    for a in range(nodes):
        start = distance[a]
        if start >= FAR:
            continue
        for b in range(nodes):
            if start + edges[0, a, b] < distance[b]:
                distance[b], before[b] = start + edges[0, a, b], a
                changed = True
    return changed


@njit(cache=True)
def shortest_from(source: int, edges: Ints, distance: Ints, before: Ints) -> None:
    """Fill the distances from `source` and each node's predecessor (Bellman 1958, Ford 1956)."""
    distance[:] = FAR
    before[:] = -1
    distance[source] = 0
    while relax(edges, distance, before):
        pass


@njit(cache=True)
def circle(before: Ints, seen: Ints) -> int:
    """Return a node on a circle of predecessors, -1 if there is none."""
    seen[:] = -1
    for start in range(len(before)):
        node = start
        while node >= 0 and seen[node] < 0:
            seen[node] = start
            node = before[node]
        if node >= 0 and seen[node] == start:
            return node
    return -1


@njit(cache=True)
def close(costs: Ints, row: Ints) -> None:
    """Turn the costs of edges into shortest distances in place (Floyd 1962, Warshall 1962)."""
    nodes = len(costs)
    for a in range(nodes):
        costs[a, a] = 0
    for m in range(nodes):
        for b in range(nodes):
            row[b] = costs[m, b]
        for a in range(nodes):
            first = costs[a, m]
            if first >= FAR or a == m:
                continue
            for b in range(nodes):
                through, direct = first + row[b], costs[a, b]
                costs[a, b] = through if through < direct else direct
