"""Compiled messages between units: what a label can expect of each unit that it is tied to.

Messages are passed such that no edge's maximum is above 0 (Kolmogorov 2006, sequential): along the
order of units, or against it, each unit shares out what its labels are worth less than its best.
"""

import numpy as np
from numba import njit

from allocator.optimize.linkage.labels import NONE, Frame, Labels, keep
from allocator.optimize.network.residual import Ints


@njit(cache=True)
def unary(u: int, frame: Frame, labels: Labels, out: Ints) -> int:
    """Fill `out` with what each label of a unit is worth, messages and prices included.

    Return the most, NONE without labels.
    """
    start, count, members, worth, message, offset, price = labels
    ends, first, edges = frame[0], frame[2], frame[3]
    most, width = NONE, members.shape[1]
    for n in range(count[u]):
        k = start[u] + n
        total = worth[k]
        for w in range(width):
            total -= price[members[k, w]]
        out[n] = total
    for f in range(first[u], first[u + 1]):
        e = edges[f]
        at = offset[2 * e + (0 if ends[e, 0] == u else 1)]
        for n in range(count[u]):
            out[n] += message[at + n]
    for n in range(count[u]):
        most = max(most, out[n])
    return most


@njit(cache=True)
def row_of(e: int, side: int, label: Ints, weight: Ints, row: Ints) -> None:
    """Fill `row` [V + 1] with what each place of the other unit adds beside a label."""
    row.fill(0)
    last = len(row) - 1
    for i in label:
        if i == last:
            break
        if side == 0:
            for j in range(last):
                row[j] += weight[e, i, j]
        else:
            for j in range(last):
                row[j] += weight[e, j, i]


@njit(cache=True)
def _ascending(values: Ints, start: int, many: int) -> Ints:
    """Return the places of some values, counted from `start`, lowest first (Shell 1959).

    numpy's own sort takes numba seconds to compile.
    """
    order, step = np.arange(many), many
    while step > 1:
        step = max(1, step * 4 // 9)
        for n in range(step, many):
            one, to = order[n], n
            value = values[start + one]
            while to >= step and values[start + order[to - step]] > value:
                order[to] = order[to - step]
                to -= step
            order[to] = one
    return order


@njit(cache=True)
def _push(e: int, side: int, frame: Frame, labels: Labels, row: Ints) -> None:
    """Pass the message from end `side` of an edge to the other end: no maximum of it is above 0."""
    start, count, members, _, message, offset, _ = labels
    ends, weight = frame[0], frame[1]
    source, target = ends[e, side], ends[e, 1 - side]
    came, goes, first = offset[2 * e + side], offset[2 * e + 1 - side], start[target]
    width, many = members.shape[1], count[target]
    for n in range(many):
        message[goes + n] = NONE
    # the likely ones first: a label that cannot raise even the lowest maximum is passed over
    least, taken = NONE, 0
    for s in _ascending(message, came, count[source]):
        base = message[came + s]
        row_of(e, side, members[start[source] + s], weight, row)
        top = 0
        for j in range(len(row)):
            top = max(top, row[j])
        if top * width - base <= least:
            continue
        for n in range(many):
            total = -base
            for w in range(width):
                total += row[members[first + n, w]]
            message[goes + n] = max(message[goes + n], total)
        taken += 1
        if taken & (taken - 1) == 0 or taken % 16 == 0:
            least = message[goes]
            for n in range(1, many):
                least = min(least, message[goes + n])


@njit(cache=True)
def places_worth(frame: Frame, price: Ints, wanted: Ints) -> int:
    """Return the most that places are worth at prices; `wanted` [V] becomes how many units."""
    bounds, step = frame[4], frame[5]
    total = 0
    for j in range(len(bounds)):
        most = NONE
        for n in range(bounds[j, 0], bounds[j, 1] + 1):
            one = price[j] * n - step * (n * (n - 1) // 2)
            if one > most:
                most, wanted[j] = one, n
        total += most
    return total


@njit(cache=True)
def _other(e: int, u: int, ends: Ints) -> int:
    """Return the unit at the other end of an edge of `u`."""
    return int(ends[e, 0] + ends[e, 1] - u)


@njit(cache=True)
def _drop(u: int, least: int, frame: Frame, labels: Labels, room: Ints) -> bool:
    """Drop labels of a unit with less `room` than that; return whether one is left."""
    count, left = labels[1], 0
    kept = np.empty(count[u], np.int64)
    for n in range(count[u]):
        kept[n] = room[n] >= least
        if kept[n]:
            room[left] = room[n]
            left += 1
    if left == 0:
        count[u] = 0
    elif left < count[u]:
        keep(u, kept, frame, labels)
    return left > 0


@njit(cache=True)
def _later(u: int, forward: bool, frame: Frame) -> int:
    """Return how many units tied to `u` come after it."""
    ends, first, edges = frame[0], frame[2], frame[3]
    later = 0
    for f in range(first[u], first[u + 1]):
        later += (_other(edges[f], u, ends) > u) == forward
    return later


@njit(cache=True)
def _share_out(u: int, most: int, later: int, frame: Frame, labels: Labels, room: Ints) -> int:
    """Turn `room` into what each edge to a later unit takes; return the best that stays."""
    count, first = labels[1], frame[2]
    parts, own = max(later, first[u + 1] - first[u] - later), NONE
    for n in range(count[u]):
        share = (room[n] - most) // parts
        own = max(own, room[n] - later * share)
        room[n] = share
    return own


@njit(cache=True)
def _tell(u: int, forward: bool, frame: Frame, labels: Labels, room: Ints, row: Ints) -> None:
    """Pass the shares of a unit on to the units after it."""
    count, message, offset = labels[1], labels[4], labels[5]
    ends, first, edges = frame[0], frame[2], frame[3]
    for f in range(first[u], first[u + 1]):
        e = edges[f]
        if (_other(e, u, ends) > u) != forward:
            continue
        side = 0 if ends[e, 0] == u else 1
        at = offset[2 * e + side]
        for n in range(count[u]):
            message[at + n] -= room[n]
        _push(e, side, frame, labels, row)


@njit(cache=True)
def sweep(forward: bool, low: int, frame: Frame, labels: Labels, most: Ints, room: Ints) -> int:
    """Pass messages along the order of units, or against it; return the bound.

    Labels that cannot be in a layout of key `low` or more are dropped.
    """
    count, price = labels[1], labels[6]
    ends, first, edges = frame[0], frame[2], frame[3]
    units = len(count)
    spare, row = np.empty(len(room), np.int64), np.empty(len(price), np.int64)
    total = places_worth(frame, price, np.empty(len(price), np.int64))
    for u in range(units):
        most[u] = unary(u, frame, labels, room)
        if count[u] == 0:
            return NONE
        total += most[u]
    for step in range(units):
        u = step if forward else units - 1 - step
        total -= most[u]
        most[u] = unary(u, frame, labels, room)
        total += most[u]
        if not _drop(u, low - total + most[u], frame, labels, room):
            return NONE
        later = _later(u, forward, frame)
        if later == 0:
            continue
        own = _share_out(u, most[u], later, frame, labels, room)
        _tell(u, forward, frame, labels, room, row)
        for f in range(first[u], first[u + 1]):
            other = _other(edges[f], u, ends)
            if (other > u) == forward:
                total -= most[other]
                most[other] = unary(other, frame, labels, spare)
                total += most[other]
        total += own - most[u]
        most[u] = own
    return total
