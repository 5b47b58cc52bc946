"""Compiled passes over the whole matrix: which pairs to begin with, and which the prices call for.

Rows are parks, columns are industries. A pair is worth its gain less the prices of its row and its
column: a layout is best where each pair in it is worth 0 or more, each pair left out 0 or less.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.network.residual import Bits, Ints

FREE, LOCKED = 0, 1
LEAST = -(1 << 62)
"""Below every worth."""
FAR = 1 << 60
"""What prices and the lengths of ways stay below."""

Flags = NDArray[np.bool_]
States = NDArray[np.int8]
Arcs = tuple[Ints, Ints, Ints, Ints, Ints, Ints]
"""Pairs looked at: ``start`` of each row, [P + 1]; ``row``, ``column`` and ``gain`` of each, [M];
``first`` of each column, [I + 1], in ``listed``, the pairs sorted by column, [M]."""


@njit(cache=True, nogil=True)
def arcs_of(gain: Ints, known: Flags) -> Arcs:
    """Return the pairs that are marked in `known` [P, I]."""
    rows, columns = gain.shape
    count = 0
    start, first = np.zeros(rows + 1, np.int64), np.zeros(columns + 1, np.int64)
    for r in range(rows):
        for c in range(columns):
            if known[r, c]:
                first[c + 1] += 1
                count += 1
        start[r + 1] = count
    for c in range(columns):
        first[c + 1] += first[c]
    row, column, worth, listed = (
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
    )
    place, k = first.copy(), 0
    for r in range(rows):
        for c in range(columns):
            if known[r, c]:
                row[k], column[k], worth[k] = r, c, gain[r, c]
                listed[place[c]] = k
                place[c] += 1
                k += 1
    return start, row, column, worth, first, listed


@njit(cache=True, nogil=True)
def mark_best_of_rows(
    gain: Ints, state: States, row_price: Ints, column_price: Ints, most: int, known: Flags
) -> int:
    """Mark the free pairs of each row that are worth more than 0, the best ones, at most so many.

    Return how many are marked that were not before.
    """
    rows, columns = gain.shape
    best, at = np.empty(most, np.int64), np.empty(most, np.int64)
    marked = 0
    for r in range(rows):
        count, bar = 0, row_price[r]
        for c in range(columns):
            worth = gain[r, c] - column_price[c]
            if worth <= bar or known[r, c] or state[r, c] != FREE:
                continue
            place = min(count, most - 1)
            while place > 0 and best[place - 1] < worth:
                best[place], at[place] = best[place - 1], at[place - 1]
                place -= 1
            best[place], at[place] = worth, c
            count = min(count + 1, most)
            if count == most:
                bar = best[most - 1]
        for place in range(count):
            known[r, at[place]] = True
        marked += count
    return marked


@njit(cache=True, nogil=True)
def best_of_columns(gain: Ints, state: States, row_price: Ints, most: int) -> tuple[Ints, Ints]:
    """Return the worths of the best free pairs of each column, best first, and their rows.

    The price of the column is not taken off yet. Both are [I, most]; the row is -1 beyond the last.
    """
    rows, columns = gain.shape
    best, at = np.empty((columns, most), np.int64), np.empty((columns, most), np.int64)
    bar = np.empty(columns, np.int64)
    for c in range(columns):
        bar[c] = LEAST
        for place in range(most):
            best[c, place], at[c, place] = LEAST, -1
    for r in range(rows):
        for c in range(columns):
            worth = gain[r, c] - row_price[r]
            if worth <= bar[c] or state[r, c] != FREE:
                continue
            place = most - 1
            while place > 0 and best[c, place - 1] < worth:
                best[c, place], at[c, place] = best[c, place - 1], at[c, place - 1]
                place -= 1
            best[c, place], at[c, place] = worth, r
            bar[c] = best[c, most - 1]
    return best, at


@njit(cache=True, nogil=True)
def mark_best_of_columns(best: Ints, at: Ints, column_price: Ints, known: Flags) -> int:
    """Mark what `best_of_columns` returned, as far as it is worth more than 0; return how many."""
    marked = 0
    for c in range(len(best)):
        for place in range(best.shape[1]):
            r = at[c, place]
            if r >= 0 and best[c, place] > column_price[c] and not known[r, c]:
                known[r, c] = True
                marked += 1
    return marked


@njit(cache=True, nogil=True)
def mark_spread(state: States, each: int, known: Flags) -> None:
    """Mark some pairs of each row, spread over all columns: so that floors can be met."""
    rows, columns = state.shape
    seed = np.uint64(1)
    for r in range(rows):
        for _ in range(each):
            seed = seed * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
            c = np.int64((seed >> np.uint64(33)) % np.uint64(columns))
            if state[r, c] == FREE:
                known[r, c] = True


@njit(cache=True, nogil=True)
def drop_worthless(
    gain: Ints, row_price: Ints, column_price: Ints, least: int, known: Flags
) -> None:
    """Unmark the pairs that are worth less than so much."""
    rows, columns = gain.shape
    for r in range(rows):
        for c in range(columns):
            if known[r, c] and gain[r, c] - row_price[r] - column_price[c] < least:
                known[r, c] = False


@njit(cache=True, nogil=True)
def mark_across(
    gain: Ints,
    state: States,
    row_price: Ints,
    column_price: Ints,
    reached: Flags,
    most: int,
    known: Flags,
) -> int:
    """Mark free pairs that lead out of the nodes reached, the best of each row; return how many.

    `reached` [P + I] are rows, then columns. A unit that a column has too many leaves through a row
    that is reached and a column that is not; one that a column lacks, `most` below 0, through a
    column that is reached and a row that is not.
    """
    rows, columns = gain.shape
    give, limit = most > 0, abs(most)
    best, at = np.empty(limit, np.int64), np.empty(limit, np.int64)
    marked = 0
    for r in range(rows):
        if reached[r] != give:
            continue
        count = 0
        for c in range(columns):
            if reached[rows + c] == give or known[r, c] or state[r, c] != FREE:
                continue
            worth = gain[r, c] - row_price[r] - column_price[c]
            if count == limit and worth <= best[limit - 1]:
                continue
            place = min(count, limit - 1)
            while place > 0 and best[place - 1] < worth:
                best[place], at[place] = best[place - 1], at[place - 1]
                place -= 1
            best[place], at[place] = worth, c
            count = min(count + 1, limit)
        for place in range(count):
            known[r, at[place]] = True
        marked += count
    return marked


@njit(cache=True, nogil=True)
def proves(
    gain: Ints,
    state: States,
    x: Bits,
    bounds: tuple[Ints, Ints],
    overlap: int,
    prices: tuple[Ints, Ints],
) -> bool:
    """Return whether the prices prove that `x` [P, I] is legal and best, by integers and all pairs.

    A row above its floor has a price of 0 or more, one below its cap 0 or less; the price of a
    column above its floor is what its last place cost or more, below its cap what one more costs
    or less.
    """
    rows, columns = gain.shape
    for side in prices:
        for price in side:
            if abs(price) >= FAR:
                return False
    in_rows, in_columns = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    for r in range(rows):
        for c in range(columns):
            in_rows[r] += x[r, c]
            in_columns[c] += x[r, c]
            worth = gain[r, c] - prices[0][r] - prices[1][c]
            free = state[r, c] == FREE
            stays = x[r, c] == (state[r, c] == LOCKED)
            if abs(gain[r, c]) >= FAR or (not free and not stays):
                return False
            if free and ((x[r, c] and worth < 0) or (not x[r, c] and worth > 0)):
                return False
    return agrees(in_rows, bounds[0], 0, prices[0]) and agrees(
        in_columns, bounds[1], overlap, prices[1]
    )


@njit(cache=True)
def agrees(held: Ints, bounds: Ints, overlap: int, prices: Ints) -> bool:
    """Return whether all hold what their bounds allow and their prices call for."""
    for n in range(len(held)):
        floor, cap, price = bounds[n, 0], bounds[n, 1], prices[n]
        if held[n] < floor or held[n] > cap:
            return False
        if held[n] > floor and price < overlap * (held[n] - 1):
            return False
        if held[n] < cap and price > overlap * held[n]:
            return False
    return True
