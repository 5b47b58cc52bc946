"""Labels of units, and what is known of them: arrays that compiled loops share.

A *label* is a pattern of a unit. Labels that are dropped leave the front of their unit's part.
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
def keep(u: int, kept: Ints, frame: Frame, labels: Labels) -> None:
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
def restrict(u: int, place: int, inside: bool, frame: Frame, labels: Labels, kept: Ints) -> None:
    """Keep only labels of a unit with a place, or only those without it."""
    start, count, members = labels[0], labels[1], labels[2]
    for n in range(count[u]):
        has = False
        for w in range(members.shape[1]):
            has = has or members[start[u] + n, w] == place
        kept[n] = has == inside
    keep(u, kept, frame, labels)


@njit(cache=True)
def settle(frame: Frame, labels: Labels) -> bool:
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
