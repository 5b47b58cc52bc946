"""A bound by flows: the worth of each product is split between its two pairs.

For a product of pairs a and b with worth w > 0 and a share s from 0 to w,
``w x_a x_b <= s x_a + (w - s) x_b``; for w < 0 and m from 0 to -w,
``w x_a x_b <= m - m x_a - m x_b``. So each choice of shares makes a problem of the network engine
whose best key no layout exceeds, in whole numbers. Subgradient steps lower it (Held, Wolfe and
Crowder 1974; Polyak 1969 for their length).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numba import njit

from allocator.optimize.network.kernels import flip_costs, improve, key_of
from allocator.optimize.network.residual import Bits, Ints, Net, copy_to, graph_of
from allocator.optimize.problem import FREE, LOCKED, Problem


@dataclass(frozen=True)
class Flow:
    """A problem as the arrays of the network's loops; the smaller side becomes the rows.

    `place` [M] is where each free pair is in the matrix [P, I]; `base` is the key of the pairs
    locked in, overlaps left out.
    """

    net: Net
    place: Ints
    transposed: bool
    base: int

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Read a problem into arrays."""
        parks, industries = problem.gain.shape
        transposed = industries < parks
        place = np.arange(problem.gain.size).reshape(parks, industries)
        turned = place if transposed else place.T
        state, gain = problem.state.ravel(), problem.gain.ravel()
        held = state[turned] == LOCKED
        free = np.flatnonzero(state[turned].ravel() == FREE)
        column, row = np.divmod(free, turned.shape[1])
        bounds, steps = [problem.park_bounds, problem.industry_bounds], [0, problem.overlap]
        if transposed:
            bounds.reverse()
            steps.reverse()
        net = (
            gain[turned.ravel()[free]],
            row.astype(np.uint64),
            np.searchsorted(column, np.arange(len(turned) + 1)).astype(np.int64),
            np.column_stack([bounds[0], held.sum(0)]).astype(np.int64),
            np.column_stack([bounds[1], held.sum(1)]).astype(np.int64),
            np.array(steps, np.int64),
        )
        base = problem.constant + int(gain[state == LOCKED].sum())
        return cls(net, turned.ravel()[free], transposed, base)


@njit(cache=True)
def _share(gain: Ints, ends: Ints, worth: Ints, share: Ints, out: Ints) -> int:
    """Fill `out` [M] with the gains of pairs, shares included; return the constant."""
    constant = 0
    copy_to(gain, out)
    for n in range(len(worth)):
        if worth[n] > 0:
            out[ends[n, 0]] += share[n]
            out[ends[n, 1]] += worth[n] - share[n]
        else:
            out[ends[n, 0]] -= share[n]
            out[ends[n, 1]] -= share[n]
            constant += share[n]
    return constant


@njit(cache=True, nogil=True)
def split_bound(
    x: Bits, net: Net, ends: Ints, worth: Ints, low: int, steps: int, potential: Ints, costs: Ints
) -> int:
    """Return a bound on the key of every layout; `x` [M] is one, best without products.

    `costs` [M] becomes what the bound falls by at least if that pair is flipped, `x` and
    `potential` what proves the bound; `low` is the key of a layout at hand.
    """
    gain, row, first, rows, columns, step_costs = net
    graph, fixed = graph_of(net), np.zeros(len(x), np.uint8)
    shared = np.empty(len(gain), np.int64)
    changed = (shared, row, first, rows, columns, step_costs)
    share = np.abs(worth) // 2
    best_share, least, pace, worse = share.copy(), 0, 1.0, 0
    slope = np.zeros(len(worth), np.int64)
    for step in range(steps + 1):
        constant = _share(gain, ends, worth, share, shared)
        improve(x, fixed, changed, graph, potential)
        bound = key_of(x, changed) + constant
        if step == 0 or bound < least:
            least, worse = bound, 0
            copy_to(share, best_share)
        else:
            worse += 1
            if worse == 8:
                pace, worse = pace / 2, 0
                copy_to(best_share, share)
                continue
        steep = 0
        for n in range(len(worth)):
            one, other = np.int64(x[ends[n, 0]]), np.int64(x[ends[n, 1]])
            slope[n] = one - other if worth[n] > 0 else 1 - one - other
            steep += slope[n] * slope[n]
        if steep == 0 or bound <= low:
            break
        length = pace * max(bound - low, 1) / steep
        for n in range(len(worth)):
            share[n] = min(max(share[n] - np.int64(length * slope[n]), 0), abs(worth[n]))
    constant = _share(gain, ends, worth, best_share, shared)
    improve(x, fixed, changed, graph, potential)
    flip_costs(x, changed, costs)
    return key_of(x, changed) + constant
