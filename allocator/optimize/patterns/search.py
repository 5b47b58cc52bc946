"""Compiled search through the patterns near the bound: every choice that loses little, best first.

A choice of one pattern per park loses against the bound what each pattern is worth less than its
park's best at the same prices, and what each row's count is worth less than its best count. All
losses are 0 or more and add up to the bound less the choice's worth, exactly. So whatever is
known to be lost already prunes: by the patterns chosen, by the least that each other park must
still lose beside them, and by the counts that rows can still reach.
"""

import numpy as np
from numba import njit

from allocator.optimize.patterns.duals import best_count
from allocator.optimize.patterns.table import Ints

Lists = tuple[Ints, Ints, Ints, Ints]
"""The patterns worth looking at, park by park, the least loss first: where each park's begin and an
end [P + 1]; the loss [L]; the rows that each adds to [L, W] and how much [L, W]."""
Limits = tuple[Ints, Ints, Ints]
"""Of every row: least and most [K, 2]; multiplier and cost of a further place [K, 2]; and what is
lost at no count, the best [K].
"""


COUNT, LEAST, MOST, BEST = 0, 1, 2, 3
"""Rows of the state [4, K]: per coupling row the count of the patterns chosen, what the parks
that have not chosen add at least and at most, and the count at which the row loses nothing.
"""


@njit(cache=True)
def rows_lose(state: Ints, limits: Limits, budget: int) -> int:
    """Return the least that the rows lose at counts that they can still reach.

    More than `budget` means that nothing within it is left, since a bound cannot be kept either.
    """
    bounds, rates, tops = limits
    total = 0
    for row in range(len(bounds)):
        start = max(state[COUNT, row] + state[LEAST, row], bounds[row, 0])
        end = min(state[COUNT, row] + state[MOST, row], bounds[row, 1])
        if start > end:
            return budget + 1
        # the loss is convex in the count: least at the nearest to the best one
        count = min(max(state[BEST, row], start), end)
        total += tops[row] - rates[row, 0] * count + rates[row, 1] * (count * (count - 1) // 2)
        if total > budget:
            return int(total)
    return int(total)


@njit(cache=True)
def fits(one: int, rows: Ints, amounts: Ints, state: Ints, bounds: Ints, own: Ints) -> bool:
    """Return whether a pattern keeps all rows within their bounds.

    `own` [K] is the least that its park is counted with among those that have not chosen.
    """
    for place in range(rows.shape[1]):
        row = rows[one, place]
        held = state[COUNT, row] + state[LEAST, row] - own[row]
        if held + amounts[one, place] > bounds[row, 1]:
            return False
    return True


@njit(cache=True)
def add(one: int, sign: int, rows: Ints, amounts: Ints, state: Ints) -> None:
    """Add a pattern to the counts, or take it off."""
    for place in range(rows.shape[1]):
        state[COUNT, rows[one, place]] += sign * amounts[one, place]


@njit(cache=True)
def reserve(sign: int, least: Ints, most: Ints, state: Ints) -> None:
    """Count a park among those that have not chosen, or no longer."""
    for row in range(len(least)):
        state[LEAST, row] += sign * least[row]
        state[MOST, row] += sign * most[row]


@njit(cache=True)
def reaches(lists: Lists, rows: int) -> tuple[Ints, Ints]:
    """Return the least and the most that each park's patterns add to each row, [P, K]."""
    starts, _, entries, amounts = lists
    parks = len(starts) - 1
    least, most = np.zeros((parks, rows), np.int64), np.zeros((parks, rows), np.int64)
    held = np.zeros(rows, np.int64)
    for park in range(parks):
        for one in range(starts[park], starts[park + 1]):
            held[:] = 0
            for place in range(entries.shape[1]):
                held[entries[one, place]] += amounts[one, place]
            for row in range(rows):
                is_first = one == starts[park]
                least[park, row] = held[row] if is_first else min(least[park, row], held[row])
                most[park, row] = held[row] if is_first else max(most[park, row], held[row])
    return least, most


@njit(cache=True)
def keep(heap: Ints, kept: int, losses: Ints, choices: Ints, loss: int, choice: Ints) -> int:
    """Keep a choice, in place of the one that loses most if there is no room; return how many.

    `heap` [n] are the places of `losses` [n] and `choices` [n, P], the greatest loss first.
    """
    if kept < len(losses):
        at, place = kept, kept
        while at > 0 and losses[heap[(at - 1) // 2]] < loss:
            heap[at] = heap[(at - 1) // 2]
            at = (at - 1) // 2
        kept += 1
    else:
        at, place = 0, heap[0]
        while True:
            below = 2 * at + 1
            if below + 1 < kept and losses[heap[below + 1]] > losses[heap[below]]:
                below += 1
            if below >= kept or losses[heap[below]] <= loss:
                break
            heap[at] = heap[below]
            at = below
    heap[at] = place
    losses[place] = loss
    for park in range(len(choice)):
        choices[place, park] = choice[park]
    return kept


@njit(cache=True)
def look_ahead(
    free: Ints, lists: Lists, state: Ints, bounds: Ints, least: Ints, budget: int, cheapest: Ints
) -> int:
    """Fill the cheapest pattern that still fits for every free park; return what they lose.

    More than `budget` means that a park has none left, or that all together lose too much.
    """
    starts, loss, rows, amounts = lists
    total = 0
    for park in range(len(free)):
        if free[park]:
            one, end = starts[park], starts[park + 1]
            while one < end and not fits(one, rows, amounts, state, bounds, least[park]):
                one += 1
            if one == end:
                return budget + 1
            cheapest[park] = one
            total += loss[one]
            if total > budget:
                return int(total)
    return int(total)


@njit(cache=True)
def narrowest(free: Ints, starts: Ints, loss: Ints, cheapest: Ints, left: int) -> int:
    """Return the free park with the fewest patterns up to `left` beyond its cheapest."""
    fewest, pick = 1 << 60, -1
    for park in range(len(free)):
        if free[park]:
            one, number = cheapest[park], 0
            limit = loss[one] + left
            while one < starts[park + 1] and loss[one] <= limit and number < fewest:
                number += 1
                one += 1
            if number < fewest:
                fewest, pick = number, park
    return pick


@njit(cache=True, nogil=True)
def search(
    lists: Lists, limits: Limits, budget: int, patience: int, losses: Ints, choices: Ints
) -> tuple[int, int]:
    """Fill `losses` [n] and `choices` [n, P] with the choices that lose least, in any order.

    None loses more than `budget`. Depth first: at each level the park with the fewest patterns
    left, the least loss first. Once n choices are found the one that loses most of them is the
    budget. Return how many were found and how many nodes it took; more than `patience` nodes mean
    that the search was given up.
    """
    starts, loss, rows, amounts = lists
    bounds, rates, _ = limits
    parks = len(starts) - 1
    least, most = reaches(lists, len(bounds))
    state = np.zeros((4, len(bounds)), np.int64)
    state[LEAST], state[MOST] = least.sum(0), most.sum(0)
    for row in range(len(bounds)):
        low, high = bounds[row, 0], bounds[row, 1]
        state[BEST, row] = best_count(rates[row, 0], low, high, rates[row, 1])
    none = np.zeros(len(bounds), np.int64)
    free, cheapest, choice = (
        np.ones(parks, np.int64),
        np.empty(parks, np.int64),
        np.empty(parks, np.int64),
    )
    # per level: its park, the pattern tried last, what is lost before it, what at least beside it
    park_at, tried = np.empty(parks, np.int64), np.empty(parks, np.int64)
    spent, beside = np.zeros(parks + 1, np.int64), np.empty(parks, np.int64)
    heap = np.empty(len(losses), np.int64)
    depth, found, nodes, is_new = 0, 0, 0, True
    while depth >= 0:
        if is_new:
            nodes += 1
            if nodes > patience:
                return found, nodes
            total = spent[depth] + rows_lose(state, limits, budget - spent[depth])
            if total <= budget and depth == parks:
                found = keep(heap, found, losses, choices, total, choice)
                if found == len(losses):
                    budget = min(budget, losses[heap[0]] - 1)
                total = budget + 1
            if total <= budget:
                total += look_ahead(free, lists, state, bounds, least, budget - total, cheapest)
            is_new = False
            if total > budget:
                depth -= 1
                continue
            park = narrowest(free, starts, loss, cheapest, budget - total)
            park_at[depth], tried[depth] = park, cheapest[park] - 1
            beside[depth] = total - loss[cheapest[park]]
            free[park] = 0
            reserve(-1, least[park], most[park], state)
        else:
            park = park_at[depth]
            add(tried[depth], -1, rows, amounts, state)
        one, end = tried[depth] + 1, starts[park + 1]
        while one < end and not fits(one, rows, amounts, state, bounds, none):
            one += 1
        if one < end and beside[depth] + loss[one] <= budget:
            tried[depth] = choice[park] = one
            add(one, 1, rows, amounts, state)
            spent[depth + 1] = spent[depth] + loss[one]
            depth += 1
            is_new = True
        else:
            free[park] = 1
            reserve(1, least[park], most[park], state)
            depth -= 1
    return found, nodes
