"""Compiled search through the patterns near the bound: every choice that loses little, best first.

A choice of one pattern per park loses against the bound what each pattern is worth less than its park's
best at the same prices, and what each row's count is worth less than its best count. All losses are 0
or more and add up to the bound less the choice's worth, exactly. So whatever is known to be lost
already prunes: by the patterns chosen, by the least that each other park must still lose beside them,
and by the counts that rows can still reach.
"""

import numpy as np
from numba import njit

from allocator.optimize.patterns.duals import best_count
from allocator.optimize.patterns.table import Ints

Lists = tuple[Ints, Ints, Ints, Ints]
"""The patterns worth looking at, park by park, the least loss first: where each park's begin and an
end [P + 1]; the loss [L]; the rows that each adds to [L, W] and how much [L, W]."""
Limits = tuple[Ints, Ints, Ints]
"""Of every row: least and most [K, 2]; multiplier and cost of a further place [K, 2]; and what is lost at
no count, the best [K]."""


@njit(cache=True)
def row_loss(count: int, multiplier: int, step: int, most: int) -> int:
    """Return what a row loses at a count; `most` is what its best count is worth."""
    return most - multiplier * count + step * (count * (count - 1) // 2)


@njit(cache=True)
def least_row_loss(low: int, high: int, best: int, rates: Ints, most: int) -> int:
    """Return the least that a row loses at counts from `low` to `high`; the loss is convex."""
    nearest = min(max(best, low), high)
    return row_loss(nearest, rates[0], rates[1], most)


@njit(cache=True)
def fits(one: int, lists: Lists, counts: Ints, tops: Ints) -> bool:
    """Return whether a pattern keeps all rows within what they may still take."""
    rows, amounts = lists[2], lists[3]
    for place in range(rows.shape[1]):
        row = rows[one, place]
        if counts[row] + amounts[one, place] > tops[row]:
            return False
    return True


@njit(cache=True)
def add(one: int, sign: int, lists: Lists, counts: Ints) -> None:
    """Add a pattern to the counts, or take it off."""
    rows, amounts = lists[2], lists[3]
    for place in range(rows.shape[1]):
        counts[rows[one, place]] += sign * amounts[one, place]


@njit(cache=True)
def reaches(lists: Lists, rows: int) -> tuple[Ints, Ints]:
    """Return the least and the most that each park's patterns add to each row, [P, K]."""
    starts, entries, amounts = lists[0], lists[2], lists[3]
    parks = len(starts) - 1
    least, most = np.zeros((parks, rows), np.int64), np.zeros((parks, rows), np.int64)
    held = np.zeros(rows, np.int64)
    for park in range(parks):
        for one in range(starts[park], starts[park + 1]):
            held[:] = 0
            for place in range(entries.shape[1]):
                held[entries[one, place]] += amounts[one, place]
            for row in range(rows):
                first = one == starts[park]
                least[park, row] = held[row] if first else min(least[park, row], held[row])
                most[park, row] = held[row] if first else max(most[park, row], held[row])
    return least, most


@njit(cache=True)
def insert(losses: Ints, choices: Ints, loss: int, choice: Ints) -> None:
    """Put a choice among those kept, the least loss first, in place of the one that loses most."""
    at = len(losses) - 1
    while at > 0 and losses[at - 1] > loss:
        losses[at] = losses[at - 1]
        choices[at] = choices[at - 1]
        at -= 1
    losses[at] = loss
    choices[at] = choice


@njit(cache=True, nogil=True)
def search(
    lists: Lists, limits: Limits, budget: int, patience: int, losses: Ints, choices: Ints
) -> tuple[int, int]:
    """Fill `losses` [n] and `choices` [n, P] with the choices that lose least, all up to `budget`.

    Return how many were found, at most n, and how many nodes it took; more than `patience` nodes
    mean that the search was given up.
    """
    starts, loss = lists[0], lists[1]
    bounds, rates, tops_worth = limits
    parks, rows = len(starts) - 1, len(bounds)
    least, most = reaches(lists, rows)
    counts, low, high = np.zeros(rows, np.int64), least.sum(0), most.sum(0)
    best = np.empty(rows, np.int64)
    for row in range(rows):
        best[row] = best_count(rates[row, 0], bounds[row, 0], bounds[row, 1], rates[row, 1])
    order, place, spent = np.full(parks, -1), np.empty(parks, np.int64), np.zeros(parks + 1, np.int64)
    free, cheapest = np.ones(parks, np.uint8), np.empty(parks, np.int64)
    choice, tops = np.empty(parks, np.int64), np.empty(rows, np.int64)
    spare = np.zeros(parks, np.int64)
    depth, found, nodes, opening = 0, 0, 0, True
    while depth >= 0:
        if opening:
            nodes += 1
            if nodes > patience:
                return found, nodes
            total, park = spent[depth], -1
            for row in range(rows):
                # low and high are what the parks that have not chosen add at least and at most
                tops[row] = bounds[row, 1] - low[row]
                start, end = counts[row] + low[row], counts[row] + high[row]
                if start > bounds[row, 1] or end < bounds[row, 0]:
                    total = budget + 1
                    break
                start, end = max(start, bounds[row, 0]), min(end, bounds[row, 1])
                total += least_row_loss(start, end, best[row], rates[row], tops_worth[row])
                if total > budget:
                    break
            if total <= budget and depth == parks:
                if found == len(losses):
                    insert(losses, choices, total, choice)
                else:
                    found += 1
                    insert(losses[:found], choices[:found], total, choice)
                if found == len(losses):
                    budget = min(budget, losses[found - 1] - 1)
                total = budget + 1
            for q in range(parks):
                if total > budget:
                    break
                if free[q]:
                    one = starts[q]
                    for row in range(rows):
                        tops[row] += least[q, row]
                    while one < starts[q + 1] and not fits(one, lists, counts, tops):
                        one += 1
                    for row in range(rows):
                        tops[row] -= least[q, row]
                    if one == starts[q + 1]:
                        total = budget + 1
                        break
                    cheapest[q] = one
                    total += loss[one]
            if total > budget:
                opening = False
                depth -= 1
                continue
            fewest = np.int64(1) << 60
            for q in range(parks):
                if free[q]:
                    left, one = budget - total + loss[cheapest[q]], cheapest[q]
                    number = 0
                    while one < starts[q + 1] and loss[one] <= left and number < fewest:
                        number += 1
                        one += 1
                    if number < fewest:
                        fewest, park = number, q
            order[depth], place[depth] = park, cheapest[park] - 1
            spare[depth] = total - loss[cheapest[park]]
            free[park] = 0
            for row in range(rows):
                low[row] -= least[park, row]
                high[row] -= most[park, row]
        else:
            park = order[depth]
            add(place[depth], -1, lists, counts)
        # the next pattern of this park that fits and does not lose too much
        one = place[depth] + 1
        for row in range(rows):
            tops[row] = bounds[row, 1] - low[row]
        while (
            one < starts[park + 1]
            and spare[depth] + loss[one] <= budget
            and not fits(one, lists, counts, tops)
        ):
            one += 1
        if one < starts[park + 1] and spare[depth] + loss[one] <= budget:
            place[depth] = one
            choice[park] = one
            add(one, 1, lists, counts)
            spent[depth + 1] = spent[depth] + loss[one]
            depth += 1
            opening = True
        else:
            free[park] = 1
            for row in range(rows):
                low[row] += least[park, row]
                high[row] += most[park, row]
            opening = False
            depth -= 1
    return found, nodes
