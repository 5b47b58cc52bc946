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
from allocator.optimize.network.residual import INFINITE, Bits, Ints, Net, copy_to

Words = NDArray[np.uint64]
Work = tuple[Bits, Bits, Bits]
"""Room for one layout, its fixed pairs and another layout, all [R, C]."""
Nodes = tuple[Words, Words, Words, Ints, Ints]
"""Per node: best layout, best but one, fixed pairs [N, words]; the costs of the two [N]."""


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
def expand(node: int, cost: int, net: Net, work: Work, nodes: Nodes) -> bool:
    """Store as `node` the layout and fixings in `work`, with its second best; False if none."""
    x, fixed, y = work
    best, others, fixings, base, keys = nodes
    more = second_best(x, fixed, net, y)
    if more == INFINITE:
        return False
    pack(x, best[node])
    pack(y, others[node])
    pack(fixed, fixings[node])
    base[node], keys[node] = cost, cost + more
    return True


@njit(cache=True)
def push(heap: Ints, size: int, node: int, keys: Ints) -> int:
    """Put a node on the heap; return the new size."""
    heap[size] = node
    sift_up(heap, keys, size)
    return size + 1


@njit(cache=True, nogil=True)
def advance(
    net: Net, work: Work, nodes: Nodes, heap: Ints, state: Ints, listed: Words, costs: Ints
) -> int:
    """List the next layouts into `listed` [n, words] and `costs` [n]; return how many.

    `state` holds the nodes on the heap and the nodes in use, and is updated; `nodes` and `heap`
    need room for n more.
    """
    x, fixed, y = work
    best, others, fixings, base, keys = nodes
    done = 0
    while done < len(costs) and state[0] > 0:
        node = heap[0]
        state[0] -= 1
        heap[0] = heap[state[0]]
        sift_down(heap, state[0], keys)
        cost = keys[node]
        costs[done] = cost
        for word in range(listed.shape[1]):
            listed[done, word] = others[node, word]
        done += 1
        unpack(best[node], x)
        unpack(others[node], y)
        unpack(fixings[node], fixed)
        split_at(x, y, fixed)
        twin = y.copy()
        if expand(node, base[node], net, work, nodes):
            state[0] = push(heap, state[0], node, keys)
        copy_to(twin, x)
        if expand(state[1], cost, net, work, nodes):
            state[0] = push(heap, state[0], state[1], keys)
            state[1] += 1
    return done


@njit(cache=True)
def split_at(x: Bits, y: Bits, fixed: Bits) -> None:
    """Fix the first pair in which `x` and `y` differ."""
    for r in range(x.shape[0]):
        for c in range(x.shape[1]):
            if x[r, c] != y[r, c]:
                fixed[r, c] = 1
                return
