"""Compiled bounds on patterns: messages between units, prices of places, in whole numbers.

A *label* is a pattern of a unit. With a message per edge and label each way, and a price per place,

    sum over units of max(worth - prices of its places + messages into it)
    + sum over edges of max(weight - messages both ways) + sum over places of max(price n - cost n)

is at least the key of every layout, whatever messages and prices are (Lagrangean decomposition;
Wainwright, Jaakkola and Willsky 2005). Messages are passed such that no edge's maximum is above 0
(Kolmogorov 2006, sequential); prices follow subgradients. A label that would lower the bound to
below a layout at hand, if its unit had to pick it, is dropped. Only lengths of steps are rounded.
"""

import numpy as np
from numba import njit

from allocator.optimize.linkage.labels import NONE, Frame, Labels, settle
from allocator.optimize.linkage.messages import places_worth, row_of, sweep, unary
from allocator.optimize.network.residual import Ints, copy_to


@njit(cache=True)
def _decode(frame: Frame, labels: Labels, chosen: Ints, room: Ints) -> None:
    """Choose a label per unit, after a sweep along the order; a best choice without circles."""
    start, count, members, _, message, offset, price = labels
    ends, weight, first, edges = frame[0], frame[1], frame[2], frame[3]
    row, width = np.empty(len(price), np.int64), members.shape[1]
    for u in range(len(count) - 1, -1, -1):
        unary(u, frame, labels, room)
        for f in range(first[u], first[u + 1]):
            e = edges[f]
            other = ends[e, 0] + ends[e, 1] - u
            if other < u:
                continue
            side = 0 if ends[e, 0] == u else 1
            row_of(e, 1 - side, members[start[other] + chosen[other]], weight, row)
            at = offset[2 * e + side]
            for n in range(count[u]):
                total = -message[at + n]
                for w in range(width):
                    total += row[members[start[u] + n, w]]
                room[n] += total
        best = 0
        for n in range(1, count[u]):
            if room[n] > room[best]:
                best = n
        chosen[u] = best


@njit(cache=True)
def key_of_labels(frame: Frame, labels: Labels, chosen: Ints, held: Ints) -> int:
    """Return the key of a label per unit, NONE beyond bounds; `held` [V + 1] becomes the counts."""
    start, _, members, worth, _, _, price = labels
    ends, weight, bounds, step = frame[0], frame[1], frame[4], frame[5]
    held.fill(0)
    total, row = 0, np.empty(len(price), np.int64)
    for u in range(len(chosen)):
        total += worth[start[u] + chosen[u]]
        for i in members[start[u] + chosen[u]]:
            held[i] += 1
    for e in range(len(ends)):
        row_of(e, 0, members[start[ends[e, 0]] + chosen[ends[e, 0]]], weight, row)
        for j in members[start[ends[e, 1]] + chosen[ends[e, 1]]]:
            total += row[j]
    for j in range(len(bounds)):
        if not bounds[j, 0] <= held[j] <= bounds[j, 1]:
            return NONE
        total -= step * (held[j] * (held[j] - 1) // 2)
    return total


@njit(cache=True)
def _sweeps(low: int, frame: Frame, labels: Labels, most: Ints, room: Ints) -> int:
    """Pass messages against the order of units and along it; return the bound."""
    bound = NONE
    if settle(frame, labels):
        for forward in range(2):
            bound = sweep(forward == 1, low, frame, labels, most, room)
    return bound


@njit(cache=True)
def _remember(first: bool, labels: Labels, chosen: Ints, mean: Ints) -> None:
    """Take note of a choice: the last one counts an eighth."""
    start, members = labels[0], labels[2]
    units, places = mean.shape
    for u in range(units):
        for j in range(places):
            mean[u, j] = 0 if first else mean[u, j] * 7 // 8
        for j in members[start[u] + chosen[u]]:
            mean[u, j] += 1000 if first else 125


@njit(cache=True)
def _slope(frame: Frame, price: Ints, held: Ints, slope: Ints) -> None:
    """Fill `slope` [V] with how many more units a place is worth to than hold it."""
    bounds, wanted = frame[4], np.empty(len(price), np.int64)
    places_worth(frame, price, wanted)
    for j in range(len(slope)):
        slope[j] = wanted[j] - held[j]
        if price[j] == 0 and frame[5] == 0:  # any number within the bounds is worth as much
            slope[j] = min(max(held[j], bounds[j, 0]), bounds[j, 1]) - held[j]


@njit(cache=True)
def _step(length: float, slope: Ints, most: int, price: Ints) -> None:
    """Move prices against their slope, by as much as closes a gap of that length."""
    steep = 0
    for j in range(len(slope)):
        steep += slope[j] * slope[j]
    if steep == 0:
        return
    for j in range(len(slope)):
        moved = price[j] - np.int64(length / steep * slope[j])
        price[j] = min(max(moved, -most), most)


@njit(cache=True, nogil=True)
def lower(
    frame: Frame, labels: Labels, low: int, steps: int, heaviest: int, best: Ints, mean: Ints
) -> tuple[int, int]:
    """Lower the bound by `steps` rounds of messages and prices; drop labels on the way.

    `low` is the least key of interest. Return the bound, NONE if there is no such layout, and the
    highest key of the layouts met, `best` [U, W] being its places; or NONE, `best` being the last
    choice, beyond bounds. `mean` [U, V + 1] becomes how often units chose places, in thousandths.
    """
    start, count, members, price = labels[0], labels[1], labels[2], labels[6]
    units, places = len(count), len(price) - 1
    room, most = np.empty(count.max(), np.int64), np.empty(units, np.int64)
    chosen, held = np.zeros(units, np.int64), np.zeros(places + 1, np.int64)
    slope = np.zeros(places, np.int64)
    kept_price, kept_slope = price.copy(), slope.copy()
    least, top, pace, worse = -NONE, NONE, 1.0, 0
    for round_ in range(steps + 1):
        if round_ == steps:
            copy_to(kept_price, price)
        bound = _sweeps(low, frame, labels, most, room)
        if bound < low:
            return NONE, top
        _decode(frame, labels, chosen, room)
        key = key_of_labels(frame, labels, chosen, held)
        if key > top or top == NONE:
            top = key
            for u in range(units):
                copy_to(members[start[u] + chosen[u]], best[u])
            if top >= bound:  # this is a best layout of the labels left
                return top, top
        if round_ == steps:  # the choice above is looked at even here: it may be the only one left
            return min(bound, least), top
        _remember(round_ == 0, labels, chosen, mean)
        _slope(frame, price, held, slope)
        if bound < least:
            least, worse = bound, 0
            copy_to(price, kept_price)
            copy_to(slope, kept_slope)
        else:
            worse += 1
            if worse == 4:
                pace, worse = pace * 0.6, 0
                copy_to(kept_price, price)
                copy_to(kept_slope, slope)
        _step(pace * max(least - max(low, top) + 1, 1), slope, heaviest, price)
    return NONE, top
