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

from allocator.optimize.network.residual import Ints, copy_to

Frame = tuple[Ints, Ints, Ints, Ints, Ints, np.int64]
"""Edges: ``ends`` [E, 2] and ``weight`` [E, V + 1, V + 1]; the edges of units, ``first`` [U + 1]
and a list; ``bounds`` of places [V, 2]; the step of places."""
Labels = tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints]
"""``start`` [U + 1] and ``count`` [U] of each unit's labels; ``members`` [L, W], places of a label
and V where it has fewer; ``worth`` [L]; messages into each end of each edge, one after the other,
and where they start [2 E + 1]; ``price`` [V + 1], 0 at its end."""
NONE = -(1 << 61)
"""The bound where no label is left: below every key."""


@njit(cache=True)
def _unary(u: int, frame: Frame, labels: Labels, out: Ints) -> int:
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
def _row(e: int, side: int, label: Ints, weight: Ints, row: Ints) -> None:
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
        _row(e, side, members[start[source] + s], weight, row)
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
def _keep(u: int, kept: Ints, frame: Frame, labels: Labels) -> None:
    """Drop the labels of a unit that `kept` marks with 0."""
    start, count, members, worth, message, offset, _ = labels
    ends, first, edges = frame[0], frame[2], frame[3]
    width, to = members.shape[1], 0
    for n in range(count[u]):
        if kept[n]:
            for w in range(width):
                members[start[u] + to, w] = members[start[u] + n, w]
            worth[start[u] + to] = worth[start[u] + n]
            for f in range(first[u], first[u + 1]):
                at = offset[2 * edges[f] + (0 if ends[edges[f], 0] == u else 1)]
                message[at + to] = message[at + n]
            to += 1
    count[u] = to


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
def _sweep(forward: bool, low: int, frame: Frame, labels: Labels, most: Ints, room: Ints) -> int:
    """Pass messages along the order of units, or against it; return the bound.

    Labels that cannot be in a layout of key `low` or more are dropped.
    """
    _, count, _, _, message, offset, price = labels
    ends, first, edges = frame[0], frame[2], frame[3]
    units = len(count)
    kept, row = np.empty(len(room), np.int64), np.empty(len(price), np.int64)
    worth = places_worth(frame, price, np.empty(len(price), np.int64))
    total = worth
    for u in range(units):
        most[u] = _unary(u, frame, labels, room)
        if count[u] == 0:
            return NONE
        total += most[u]
    for step in range(units):
        u = step if forward else units - 1 - step
        total -= most[u]
        most[u] = _unary(u, frame, labels, room)
        total += most[u]
        left = 0
        for n in range(count[u]):
            kept[n] = total - most[u] + room[n] >= low
            left += kept[n]
        if left == 0:
            count[u] = 0
            return NONE
        if left < count[u]:
            to = 0
            for n in range(count[u]):
                if kept[n]:
                    room[to] = room[n]
                    to += 1
            _keep(u, kept, frame, labels)
        later = 0
        for f in range(first[u], first[u + 1]):
            other = ends[edges[f], 0] + ends[edges[f], 1] - u
            later += (other > u) == forward
        if later == 0:
            continue
        parts, own = max(later, first[u + 1] - first[u] - later), NONE
        for n in range(count[u]):
            share = (room[n] - most[u]) // parts
            own = max(own, room[n] - later * share)
            room[n] = share
        for f in range(first[u], first[u + 1]):
            e = edges[f]
            other = ends[e, 0] + ends[e, 1] - u
            if (other > u) != forward:
                continue
            side = 0 if ends[e, 0] == u else 1
            at = offset[2 * e + side]
            for n in range(count[u]):
                message[at + n] -= room[n]
            _push(e, side, frame, labels, row)
        for f in range(first[u], first[u + 1]):
            other = ends[edges[f], 0] + ends[edges[f], 1] - u
            if (other > u) == forward:
                total -= most[other]
                most[other] = _unary(other, frame, labels, kept)
                total += most[other]
        total += own - most[u]
        most[u] = own
    return total


@njit(cache=True)
def _settle(frame: Frame, labels: Labels) -> bool:
    """Drop labels that the bounds of places rule out; return whether every unit has one left."""
    start, count, members, _, _, _, price = labels
    bounds = frame[4]
    units, places, width = len(count), len(price) - 1, members.shape[1]
    holding, most = np.zeros((units, places + 1), np.int64), 0
    for u in range(units):
        most = max(most, count[u])
    kept = np.empty(most, np.int64)
    while True:
        holding.fill(0)
        for u in range(units):
            for n in range(count[u]):
                for w in range(width):
                    holding[u, members[start[u] + n, w]] += 1
        changed = False
        for j in range(places):
            must, can = 0, 0
            for u in range(units):
                if count[u] == 0:
                    return False
                must += holding[u, j] == count[u]
                can += holding[u, j] > 0
            if must > bounds[j, 1] or can < bounds[j, 0]:
                return False
            full, needed = must == bounds[j, 1], can == bounds[j, 0]
            if must == can or not (full or needed):
                continue
            for u in range(units):
                if 0 < holding[u, j] < count[u]:
                    restrict(u, j, needed and not full, frame, labels, kept)
                    changed = True
            if changed:
                break
        if not changed:
            return True


@njit(cache=True)
def restrict(u: int, place: int, inside: bool, frame: Frame, labels: Labels, kept: Ints) -> None:
    """Keep only labels of a unit with a place, or only those without it."""
    start, count, members = labels[0], labels[1], labels[2]
    for n in range(count[u]):
        has = False
        for w in range(members.shape[1]):
            has = has or members[start[u] + n, w] == place
        kept[n] = has == inside
    _keep(u, kept, frame, labels)


@njit(cache=True)
def _decode(frame: Frame, labels: Labels, chosen: Ints, room: Ints) -> None:
    """Choose a label per unit, after a sweep along the order; a best choice without circles."""
    start, count, members, _, message, offset, price = labels
    ends, weight, first, edges = frame[0], frame[1], frame[2], frame[3]
    row, width = np.empty(len(price), np.int64), members.shape[1]
    for u in range(len(count) - 1, -1, -1):
        _unary(u, frame, labels, room)
        for f in range(first[u], first[u + 1]):
            e = edges[f]
            other = ends[e, 0] + ends[e, 1] - u
            if other < u:
                continue
            side = 0 if ends[e, 0] == u else 1
            _row(e, 1 - side, members[start[other] + chosen[other]], weight, row)
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
        _row(e, 0, members[start[ends[e, 0]] + chosen[ends[e, 0]]], weight, row)
        for j in members[start[ends[e, 1]] + chosen[ends[e, 1]]]:
            total += row[j]
    for j in range(len(bounds)):
        if not bounds[j, 0] <= held[j] <= bounds[j, 1]:
            return NONE
        total -= step * (held[j] * (held[j] - 1) // 2)
    return total


@njit(cache=True, nogil=True)
def lower(
    frame: Frame, labels: Labels, low: int, steps: int, heaviest: int, best: Ints, mean: Ints
) -> tuple[int, int]:
    """Lower the bound by `steps` rounds of messages and prices; drop labels on the way.

    `low` is the least key of interest. Return the bound, NONE if there is no such layout, and the
    highest key of the layouts met, `best` [U, W] being its places; or NONE, `best` being the last
    choice, beyond bounds. `mean` [U, V + 1] becomes how
    often units chose places, in thousandths.
    """
    start, count, members, price = labels[0], labels[1], labels[2], labels[6]
    units, places = len(count), len(price) - 1
    longest = 0
    for u in range(units):
        longest = max(longest, count[u])
    room, most = np.empty(longest, np.int64), np.empty(units, np.int64)
    chosen, held = np.zeros(units, np.int64), np.zeros(places + 1, np.int64)
    wanted, slope = np.zeros(places + 1, np.int64), np.zeros(places, np.int64)
    kept_price, kept_slope = price.copy(), slope.copy()
    least, top, pace, worse = -NONE, NONE, 1.0, 0
    for round_ in range(steps + 1):
        if round_ == steps:
            copy_to(kept_price, price)
        bound = NONE
        if _settle(frame, labels):
            for forward in range(2):
                bound = _sweep(forward == 1, low, frame, labels, most, room)
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
        for u in range(units):
            for j in range(places + 1):
                mean[u, j] = mean[u, j] * 7 // 8 if round_ else 0
            for j in members[start[u] + chosen[u]]:
                mean[u, j] += 125 if round_ else 1000
        places_worth(frame, price, wanted)
        for j in range(places):
            slope[j] = wanted[j] - held[j]
            if price[j] == 0 and frame[5] == 0:  # any number within the bounds is worth as much
                slope[j] = min(max(held[j], frame[4][j, 0]), frame[4][j, 1]) - held[j]
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
        steep = 0
        for j in range(places):
            steep += slope[j] * slope[j]
        if steep == 0:
            continue
        length = pace * max(least - max(low, top) + 1, 1) / steep
        for j in range(places):
            moved = price[j] - np.int64(length * slope[j])
            price[j] = min(max(moved, -heaviest), heaviest)
    return NONE, top


def settled(labels: Labels) -> bool:
    """Return whether every unit has one label left."""
    return int(labels[1].max()) <= 1


@njit(cache=True)
def compact(frame: Frame, labels: Labels) -> Labels:
    """Return a copy that holds only the labels that are left."""
    start, count, members, worth, message, offset, price = labels
    ends = frame[0]
    new_start = np.zeros(len(start), np.int64)
    for u in range(len(count)):
        new_start[u + 1] = new_start[u] + count[u]
    total = new_start[-1]
    new_members, new_worth = (
        np.empty((total, members.shape[1]), np.int64),
        np.empty(total, np.int64),
    )
    for u in range(len(count)):
        for n in range(count[u]):
            copy_to(members[start[u] + n], new_members[new_start[u] + n])
            new_worth[new_start[u] + n] = worth[start[u] + n]
    new_offset = np.zeros(len(offset), np.int64)
    for e in range(len(ends)):
        for side in range(2):
            new_offset[2 * e + side + 1] = new_offset[2 * e + side] + count[ends[e, side]]
    new_message = np.empty(new_offset[-1], np.int64)
    for e in range(len(ends)):
        for side in range(2):
            for n in range(count[ends[e, side]]):
                new_message[new_offset[2 * e + side] + n] = message[offset[2 * e + side] + n]
    return new_start, count.copy(), new_members, new_worth, new_message, new_offset, price.copy()
