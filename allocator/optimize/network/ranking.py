"""Compiled ranking: layouts best first by binary partition of the set of layouts.

A node is a set of layouts: those that agree with `x` on its fixed pairs. It holds its best
layout `x` and its best layout but one, `y` (Murty 1968; Lawler 1972; Hamacher 1995). Listing the
cheapest `y` of all nodes splits its node at a pair where `x` and `y` differ. Layouts are packed,
64 pairs to a word.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.network.kernels import second_best
from allocator.optimize.network.residual import INFINITE, Bits, Ints

Words = NDArray[np.uint64]


@njit(cache=True)
def pack(matrix: Bits, words: Words) -> None:
    """Write a 0/1 matrix to 64-bit words, row by row."""
    words[:] = 0
    columns = matrix.shape[1]
    for r in range(matrix.shape[0]):
        for c in range(columns):
            if matrix[r, c]:
                place = r * columns + c
                words[place >> 6] |= np.uint64(1) << np.uint64(place & 63)


@njit(cache=True)
def unpack(words: Words, matrix: Bits) -> None:
    """Read a 0/1 matrix from 64-bit words."""
    columns = matrix.shape[1]
    for r in range(matrix.shape[0]):
        for c in range(columns):
            place = r * columns + c
            matrix[r, c] = (words[place >> 6] >> np.uint64(place & 63)) & np.uint64(1)


@njit(cache=True)
def sift_up(heap: Ints, keys: Ints, at: int) -> None:
    """Restore the heap order after `at` got a smaller key."""
    while at > 0 and keys[heap[at]] < keys[heap[(at - 1) // 2]]:
        above = (at - 1) // 2
        heap[at], heap[above] = heap[above], heap[at]
        at = above


@njit(cache=True)
def sift_down(heap: Ints, size: int, keys: Ints) -> None:
    """Restore the heap order after the first place got a larger key."""
    at = 0
    while True:
        least = at
        for below in (2 * at + 1, 2 * at + 2):
            if below < size and keys[heap[below]] < keys[heap[least]]:
                least = below
        if least == at:
            return
        heap[at], heap[least] = heap[least], heap[at]
        at = least


@njit(cache=True)
def expand(
    node: int,
    cost: int,
    gain: Ints,
    bounds: tuple[Ints, Ints],
    steps: tuple[int, int],
    work: tuple[Bits, Bits, Bits],
    nodes: tuple[Words, Words, Words, Ints],
) -> bool:
    """Find the second best of the layout and fixed pairs in `work`; store both as `node`."""
    x, fixed, y = work
    best, others, fixings, keys = nodes
    more = second_best(x, fixed, gain, bounds, steps, y)
    if more == INFINITE:
        return False
    pack(x, best[node])
    pack(y, others[node])
    pack(fixed, fixings[node])
    keys[node] = cost + more
    return True


@njit(cache=True)
def advance(
    count: int,
    gain: Ints,
    bounds: tuple[Ints, Ints],
    steps: tuple[int, int],
    work: tuple[Bits, Bits, Bits],
    nodes: tuple[Words, Words, Words, Ints],
    heap: Ints,
    sizes: tuple[int, int],
    listed: Words,
    costs: Ints,
) -> tuple[int, int, int]:
    """List the next `count` layouts into `listed` [count, words] and `costs` [count].

    `sizes` are the nodes in the heap and the nodes in use; `nodes` and `heap` need room for
    `count` more. Returns the number listed and the new sizes.
    """
    x, fixed, y = work
    best, others, fixings, keys = nodes
    size, used = sizes
    done = 0
    while done < count and size > 0:
        node = heap[0]
        cost = keys[node]
        listed[done] = others[node]
        costs[done] = cost
        done += 1
        size -= 1
        heap[0] = heap[size]
        sift_down(heap, size, keys)
        unpack(best[node], x)
        unpack(others[node], y)
        unpack(fixings[node], fixed)
        split_at(x, y, fixed)
        parent = cost_of(x, y, gain, steps)
        twin = y.copy()
        if expand(node, cost + parent, gain, bounds, steps, work, nodes):
            heap[size] = node
            size += 1
            sift_up(heap, keys, size - 1)
        x[:] = twin
        if expand(used, cost, gain, bounds, steps, work, nodes):
            heap[size] = used
            size += 1
            used += 1
            sift_up(heap, keys, size - 1)
    return done, size, used


@njit(cache=True)
def split_at(x: Bits, y: Bits, fixed: Bits) -> None:
    """Fix the first pair in which `x` and `y` differ."""
    for r in range(x.shape[0]):
        for c in range(x.shape[1]):
            if x[r, c] != y[r, c]:
                fixed[r, c] = 1
                return


@njit(cache=True)
def cost_of(x: Bits, y: Bits, gain: Ints, steps: tuple[int, int]) -> int:
    """Return the cost of `x` less the cost of `y`."""
    total = 0
    for r in range(x.shape[0]):
        one, other = x[r].sum(), y[r].sum()
        total += steps[0] * (one * (one - 1) - other * (other - 1)) // 2
        for c in range(x.shape[1]):
            total += gain[r, c] * (np.int64(y[r, c]) - np.int64(x[r, c]))
    for c in range(x.shape[1]):
        one, other = x[:, c].sum(), y[:, c].sum()
        total += steps[1] * (one * (one - 1) - other * (other - 1)) // 2
    return total
