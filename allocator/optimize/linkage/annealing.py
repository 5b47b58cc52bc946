"""Compiled local search: add, drop and swap pairs, downhill at times, within all bounds.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983). `field` [M] holds what a pair would add
to the key beside the layout at hand, so a change is priced by the pairs that it flips.
"""

from math import exp, log

import numpy as np
from numba import njit

from allocator.optimize.network.residual import Ints, copy_to

Links = tuple[Ints, Ints, Ints]
"""Products by pair: ``first`` [M + 1], then the other pair and the worth of each."""
Bounds = tuple[Ints, Ints, int, int]
"""Floors and caps of parks [P, 2] and industries [I, 2], industries per park, overlap."""


def links_of(count: int, pairs: Ints, worth: Ints) -> Links:
    """Return the products listed by pair, each under both of its pairs."""
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]])
    others = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[order], np.arange(count + 1))
    return first.astype(np.int64), others[order], np.concatenate([worth, worth])[order]


@njit(cache=True)
def _draw(state: Ints, below: int) -> int:
    """Return the next number of a xorshift generator (Marsaglia 2003), from 0 up to `below`."""
    one = np.int64(state[0])
    one ^= (one << 13) & 0x7FFFFFFFFFFFFFFF
    one ^= one >> 7
    one ^= (one << 17) & 0x7FFFFFFFFFFFFFFF
    state[0] = one
    return int((one >> 20) % below)


@njit(cache=True)
def _flip(
    k: int, x: Ints, field: Ints, held: Ints, parks: int, bounds: Bounds, links: Links
) -> int:
    """Flip a pair; return what the key gains."""
    first, other, worth = links
    wide, overlap = bounds[2], bounds[3]
    park, industry = k // wide, parks + k % wide
    sign = -1 if x[k] else 1
    gained: int = sign * field[k] - sign * overlap * (held[industry] - (1 if x[k] else 0))
    x[k] = 1 - x[k]
    held[park] += sign
    held[industry] += sign
    for n in range(first[k], first[k + 1]):
        field[other[n]] += sign * worth[n]
    return gained


@njit(cache=True)
def _held_in(place: int, x: Ints, free: Ints, state: Ints, parks: int, wide: int) -> int:
    """Return a random free pair that a park or an industry holds, -1 if there is none."""
    found, seen = -1, 0
    start, step, count = place * wide, 1, wide
    if place >= parks:
        start, step, count = place - parks, wide, parks
    for n in range(count):
        k = start + n * step
        if x[k] and free[k]:
            seen += 1
            if _draw(state, seen) == 0:
                found = k
    return found


@njit(cache=True)
def _propose(
    x: Ints, free: Ints, listed: Ints, held: Ints, state: Ints, bounds: Bounds, out: Ints
) -> int:
    """Write pairs to flip; return how many, 0 if the draw led to nothing."""
    parks, wide = len(bounds[0]), bounds[2]
    k = listed[_draw(state, len(listed))]
    out[0] = k
    park, industry = k // wide, k % wide
    if x[k]:
        kind = _draw(state, 4)
        if kind == 0:
            return 1
        one = listed[_draw(state, len(listed))]
        if x[one]:  # two parks exchange an industry each
            out[1], out[2], out[3] = one, park * wide + one % wide, one // wide * wide + industry
            legal = not x[out[2]] and not x[out[3]] and free[out[2]] and free[out[3]]
            return 4 if legal and out[2] != out[3] else 0
        place = park * wide + one % wide if kind < 3 else one // wide * wide + industry
        out[1] = place
        return 2 if free[place] and not x[place] else 0
    count = 1
    if held[park] >= bounds[0][park, 1] or _draw(state, 4) == 0:
        out[count] = _held_in(park, x, free, state, parks, wide)
        count += 1
    if held[parks + industry] >= bounds[1][industry, 1] or _draw(state, 8) == 0:
        out[count] = _held_in(parks + industry, x, free, state, parks, wide)
        count += 1
    for n in range(1, count):
        if out[n] < 0:
            return 0
    return count


@njit(cache=True)
def _legal(flipped: Ints, count: int, held: Ints, bounds: Bounds) -> bool:
    """Return whether the parks and industries of the flipped pairs are within their bounds."""
    parks, wide = len(bounds[0]), bounds[2]
    for n in range(count):
        park, industry = flipped[n] // wide, flipped[n] % wide
        if not bounds[0][park, 0] <= held[park] <= bounds[0][park, 1]:
            return False
        if not bounds[1][industry, 0] <= held[parks + industry] <= bounds[1][industry, 1]:
            return False
    return True


@njit(cache=True)
def _start(x: Ints, gain: Ints, bounds: Bounds, links: Links) -> tuple[Ints, Ints]:
    """Return the field of a layout, and how many pairs each park, then each industry, holds."""
    first, other, worth = links
    parks, wide = len(bounds[0]), bounds[2]
    field, held = gain.copy(), np.zeros(parks + wide, np.int64)
    for k in range(len(x)):
        if x[k]:
            held[k // wide] += 1
            held[parks + k % wide] += 1
            for n in range(first[k], first[k + 1]):
                field[other[n]] += worth[n]
    return field, held


@njit(cache=True, nogil=True)
def repair(x: Ints, free: Ints, gain: Ints, bounds: Bounds, links: Links) -> bool:
    """Drop, then add, what costs least until all bounds are met; return whether they are."""
    field, held = _start(x, gain, bounds, links)
    parks, wide = len(bounds[0]), bounds[2]
    for adding in range(2):
        for line in range(parks + wide):
            start, step, count, own, at = line * wide, 1, wide, bounds[0], line
            if line >= parks:
                start, step, count, own, at = line - parks, wide, parks, bounds[1], line - parks
            low, high = own[at, 0], own[at, 1]
            while held[line] < low if adding else held[line] > high:
                best, found = np.int64(0), -1
                for n in range(count):
                    k = start + n * step
                    if x[k] == adding or not free[k]:
                        continue
                    if line < parks:
                        cross, across, there = parks + k % wide, bounds[1], k % wide
                    else:
                        cross, across, there = k // wide, bounds[0], k // wide
                    full = held[cross] >= across[there, 1]
                    if full if adding else held[cross] <= across[there, 0]:
                        continue
                    worth = field[k] if adding else -field[k]
                    if found < 0 or worth > best:
                        best, found = worth, k
                if found < 0:
                    return False
                _flip(found, x, field, held, parks, bounds, links)
    for line in range(parks):
        if not bounds[0][line, 0] <= held[line] <= bounds[0][line, 1]:
            return False
    for line in range(wide):
        if not bounds[1][line, 0] <= held[parks + line] <= bounds[1][line, 1]:
            return False
    return True


@njit(cache=True, nogil=True)
def anneal(
    x: Ints, free: Ints, gain: Ints, bounds: Bounds, links: Links, hot: float, steps: int, seed: int
) -> int:
    """Turn `x` [P * I], a legal layout, into the best that the search meets; return what it gains.

    The temperature falls from `hot` by a factor of 1,000. The same seed, the same layout.
    """
    parks = len(bounds[0])
    field, held = _start(x, gain, bounds, links)
    listed = np.flatnonzero(free)
    state = np.array([seed * 2654435761 + 88172645463325252], np.int64)
    out, best = np.empty(8, np.int64), x.copy()
    now, top = 0, 0
    if len(listed) == 0:
        return top
    falling = log(1000.0)
    heat = hot
    for step in range(steps):
        if step % 64 == 0:
            heat = hot * exp(-falling * step / steps)
        count = _propose(x, free, listed, held, state, bounds, out)
        gained = 0
        for n in range(count):
            gained += _flip(out[n], x, field, held, parks, bounds, links)
        if count == 0:
            continue
        kept = _legal(out, count, held, bounds)
        if kept and gained < 0:
            kept = _draw(state, 1 << 30) < exp(gained / heat) * (1 << 30)
        if not kept:
            for n in range(count - 1, -1, -1):
                _flip(out[n], x, field, held, parks, bounds, links)
            continue
        now += gained
        if now > top:
            top = now
            copy_to(x, best)
    copy_to(best, x)
    return top
