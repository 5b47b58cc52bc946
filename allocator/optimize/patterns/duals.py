"""Compiled loops on Lagrange multipliers: a bound on all layouts, and good layouts on the way.

Each coupling row gets a multiplier, a price per unit. Every park then chooses its best pattern by
itself, worth less prices, and every row its best count, prices less the cost of places; no layout
is worth more than both sums together (Geoffrion 1974; Fisher 1981). In whole numbers that is a
proof.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.patterns.table import NEVER, Ints

Floats = NDArray[np.float64]
Members = NDArray[np.int16]
Case = tuple[Floats, Ints, Members, Ints, Ints, int]
"""Worth of each pattern in each park [P, N], as floats and exactly; ``members`` [N, W];
``weights`` of the special rows [E, P, N]; ``bounds`` [K, 2] of all rows, K = I + 1 + E; the cost
of a further place.
"""


_FEW = 6  # patterns of a park


@njit(cache=True)
def best_count(multiplier: float, low: int, high: int, step: int) -> int:
    """Return the n from `low` to `high` for most of ``multiplier n - step n (n - 1) / 2``."""
    if step == 0:
        return high if multiplier > 0 else low
    count = low
    while count < high and multiplier > step * count:
        count += 1
    return count


@njit(cache=True)
def choose(case: Case, multipliers: Floats, price: Floats, chosen: Ints) -> float:
    """Let every park choose its best pattern; return the sum of worths less prices."""
    worth, _, members, weights, _, _ = case
    parks, patterns = worth.shape
    special = multipliers[len(multipliers) - len(weights) :]
    for n in range(patterns):
        price[n] = 0.0
        for place in range(members.shape[1]):
            price[n] += multipliers[members[n, place]]
    total = 0.0
    for park in range(parks):
        best, pick = -np.inf, -1
        for n in range(patterns):
            net = worth[park, n] - price[n]
            for row in range(len(weights)):
                net -= special[row] * weights[row, park, n]
            if net > best:
                best, pick = net, n
        chosen[park] = pick
        total += best
    return total


@njit(cache=True)
def move(case: Case, park: int, n: int, sign: int, counts: Ints) -> None:
    """Add a pattern of a park to the counts of all rows [K], or take it off."""
    members, weights = case[2], case[3]
    first = len(counts) - len(weights)
    for place in range(members.shape[1]):
        if members[n, place] < first - 1:
            counts[members[n, place]] += sign
    for row in range(len(weights)):
        counts[first + row] += sign * weights[row, park, n]


@njit(cache=True)
def counts_of(case: Case, chosen: Ints, counts: Ints) -> None:
    """Fill the counts of all rows [K] for the patterns chosen."""
    counts[:] = 0
    for park in range(len(chosen)):
        move(case, park, chosen[park], 1, counts)


@njit(cache=True)
def net_of(
    case: Case, place_cost: Floats, counts: Ints, park: int, n: int, penalty: float
) -> float:
    """Return what a pattern is worth to a park beside what the others hold."""
    worth, _, members, weights, bounds, _ = case
    first = len(counts) - len(weights)
    net: float = worth[park, n]
    for place in range(members.shape[1]):
        net -= place_cost[members[n, place]]
    for row in range(len(weights)):
        count = counts[first + row] + weights[row, park, n]
        beyond = max(count - bounds[first + row, 1], bounds[first + row, 0] - count)
        if beyond > 0:
            net -= penalty * beyond
    return net


@njit(cache=True)
def polish(case: Case, chosen: Ints, counts: Ints, penalty: float) -> None:
    """Let one park after the other choose again, beside what the others hold, until none gains.

    What a row holds beyond its bounds costs `penalty` a unit.
    """
    worth, bounds, step = case[0], case[4], case[5]
    industries = len(counts) - len(case[3]) - 1
    counts_of(case, chosen, counts)
    place_cost = np.zeros(industries + 1)
    improved = True
    while improved:
        improved = False
        for park in range(len(chosen)):
            move(case, park, chosen[park], -1, counts)
            for row in range(industries):
                place_cost[row] = step * counts[row]
                if counts[row] >= bounds[row, 1]:
                    place_cost[row] += penalty
                if counts[row] < bounds[row, 0]:
                    place_cost[row] -= penalty
            bonus = -place_cost.min() * case[2].shape[1]
            pick = chosen[park]
            best = net_of(case, place_cost, counts, park, pick, penalty)
            for n in range(worth.shape[1]):
                if worth[park, n] + bonus > best:
                    net = net_of(case, place_cost, counts, park, n, penalty)
                    if net > best + 1e-9 * abs(best):
                        best, pick = net, n
            improved |= pick != chosen[park]
            chosen[park] = pick
            move(case, park, pick, 1, counts)


@njit(cache=True)
def total_of(case: Case, chosen: Ints, counts: Ints) -> int:
    """Return the exact worth of a choice, places paid for; NEVER if it breaks a bound."""
    exact, weights, bounds, step = case[1], case[3], case[4], case[5]
    total = 0
    for row in range(len(counts)):
        if counts[row] < bounds[row, 0] or counts[row] > bounds[row, 1]:
            return NEVER
        if row < len(counts) - len(weights) - 1:
            total -= step * (counts[row] * (counts[row] - 1) // 2)
    for park in range(len(chosen)):
        total += exact[park, chosen[park]]
    return total


@njit(cache=True)
def slopes(case: Case, point: Floats, counts: Ints, slope: Floats) -> float:
    """Fill the subgradient [K] at the parks' `counts`; return what rows add to the bound."""
    bounds, value = case[4], 0.0
    for row in range(len(point)):
        step = case[5] if row < len(point) - len(case[3]) - 1 else 0
        best = best_count(point[row], bounds[row, 0], bounds[row, 1], step)
        value += point[row] * best - step * (best * (best - 1) // 2)
        slope[row] = best - counts[row]
    return value


@njit(cache=True)
def near(case: Case, multipliers: Floats, price: Floats, gap: float) -> int:
    """Return how many patterns lose no more than a gap against their park's best one."""
    worth, weights = case[0], case[3]
    special = multipliers[len(multipliers) - len(weights) :]
    net, count = np.empty(worth.shape[1]), 0
    for park in range(len(worth)):
        for n in range(len(net)):
            net[n] = worth[park, n] - price[n]
        for row in range(len(weights)):
            for n in range(len(net)):
                net[n] -= special[row] * weights[row, park, n]
        count += (net >= net.max() - gap).sum()
    return count


@njit(cache=True, nogil=True)
def descend(case: Case, rounds: int, penalty: float, multipliers: Floats, incumbent: Ints) -> int:
    """Lower the bound by subgradient steps (Held, Wolfe, Crowder 1974; Polyak 1969).

    It ends early where so few patterns lie within the gap that a search is done at once.
    `multipliers` [K] are where it starts and the best found at the end; `incumbent` [P] is left
    as the best legal choice met on the way, where a unit beyond a bound costs `penalty`. Return
    its exact worth, NEVER if there is none.
    """
    worth = case[0]
    parks, rows = len(worth), len(multipliers)
    price, point, slope = np.empty(worth.shape[1]), multipliers.copy(), np.empty(rows)
    counts, chosen, trial = (
        np.empty(rows, np.int64),
        np.empty(parks, np.int64),
        np.empty(parks, np.int64),
    )
    lowest, highest, pace, stuck = np.inf, NEVER, 1.0, 0
    for turn in range(rounds):
        value = choose(case, point, price, chosen)
        counts_of(case, chosen, counts)
        value += slopes(case, point, counts, slope)
        length = (slope * slope).sum()
        stuck += 1
        if value < lowest - 1e-12 * abs(value):
            lowest, stuck = value, 0
            multipliers[:] = point
        if turn % 10 == 9 or turn == 0 or turn == rounds - 1 or length == 0.0:
            for park in range(parks):
                trial[park] = chosen[park]
            polish(case, trial, counts, penalty)
            found = total_of(case, trial, counts)
            if found > highest:
                highest = found
                for park in range(parks):
                    incumbent[park] = trial[park]
            if highest > NEVER and near(case, point, price, value - highest) <= _FEW * parks:
                break
        if length == 0.0 or pace < 1e-4:
            break
        target = np.float64(highest) if highest > NEVER else lowest - 0.05 * abs(lowest)
        stride = pace * max(value - target, 1e-9 * abs(value)) / length
        if stuck >= 6:
            pace, stuck = pace * 0.6, 0
            point[:] = multipliers
        else:
            point -= stride * slope
    return highest


@njit(cache=True)
def bound(case: Case, multipliers: Ints, net: Ints) -> int:
    """Return the bound in whole numbers; fill what each pattern is worth less prices, [P, N].

    A pattern that is not legal is left at NEVER.
    """
    _, exact, members, weights, bounds, _ = case
    first = len(multipliers) - len(weights)
    total = 0
    for row in range(len(multipliers)):
        step = case[5] if row < first - 1 else 0
        count = best_count(multipliers[row], bounds[row, 0], bounds[row, 1], step)
        total += multipliers[row] * count - step * (count * (count - 1) // 2)
    for park in range(len(exact)):
        best = NEVER
        for n in range(exact.shape[1]):
            net[park, n] = NEVER
            if exact[park, n] > NEVER:
                worth = exact[park, n]
                for place in range(members.shape[1]):
                    worth -= multipliers[members[n, place]]
                for row in range(len(weights)):
                    worth -= multipliers[first + row] * weights[row, park, n]
                net[park, n] = worth
                best = max(best, worth)
        total += best
    return total
