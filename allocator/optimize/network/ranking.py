"""Compiled ranking: layouts best first by binary partition of the set of layouts.

A node is a set of layouts: those that agree with `x` on its fixed pairs. It holds its best layout
`x`, its best layout but one, `y`, and the potentials that prove them (Murty 1968; Lawler 1972;
Hamacher 1995). Listing the cheapest `y` of all nodes splits its node at a pair where `x` and `y`
differ. Layouts are packed, 64 pairs to a word.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from allocator.optimize.network.residual import (
    INFINITE,
    Bits,
    Graph,
    Ints,
    Net,
    contract,
    copy_to,
    graph_of,
)
from allocator.optimize.network.search import cheapest_circle, labels_of, shift

Words = NDArray[np.uint64]
Desk = tuple[Bits, Bits, Bits, Ints, Graph, Ints]
"""What a node is worked on with: a layout, its fixed pairs and another layout, all [M]; potentials
[R + 1]; room for edges and searches."""
Nodes = tuple[Words, Words, Words, Ints, Ints]
"""Per node: best layout, best but one, fixed pairs [N, words]; potentials [N, R + 1]; the costs
of the two layouts and a pair in which they differ [N, 3].
"""


@njit(cache=True)
def pack(bits: Bits, words: Words) -> None:
    """Write zeros and ones to words of 64."""
    for at in range(len(words)):
        word = np.uint64(0)
        for k in range(64 * at, min(64 * at + 64, len(bits))):
            word |= np.uint64(bits[k]) << np.uint64(k & 63)
        words[at] = word


@njit(cache=True)
def unpack(words: Words, bits: Bits) -> None:
    """Read zeros and ones from words of 64."""
    for at in range(len(words)):
        word = words[at]
        for k in range(64 * at, min(64 * at + 64, len(bits))):
            bits[k] = (word >> np.uint64(k & 63)) & np.uint64(1)


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
def push(heap: Ints, size: int, node: int, keys: Ints) -> int:
    """Put a node on the heap; return the new size."""
    heap[size] = node
    sift_up(heap, keys, size)
    return size + 1


@njit(cache=True)
def desk_of(net: Net) -> Desk:
    """Return a desk for the layouts of a net."""
    pairs, nodes = len(net[0]), len(net[3]) + 1
    return (
        np.empty(pairs, np.uint8),
        np.empty(pairs, np.uint8),
        np.empty(pairs, np.uint8),
        np.empty(nodes, np.int64),
        graph_of(net),
        labels_of(nodes),
    )


@njit(cache=True)
def expand(node: int, base: int, net: Net, desk: Desk, nodes: Nodes, limit: int) -> bool:
    """Store the second best of the layout and fixings on the desk as `node`.

    `base` is what the layout costs above the best of all. False if there is no second best that
    costs less than `limit`.
    """
    x, fixed, y, potential, graph, labels = desk
    contract(x, fixed, net, potential, limit - base, graph)
    more, pair = cheapest_circle(x, y, graph, labels, limit - base)
    if more == INFINITE:
        return False
    costs = nodes[4]
    costs[node, 0], costs[node, 1], costs[node, 2] = base, base + more, pair
    pack(y, nodes[1][node])
    copy_to(potential, nodes[3][node])
    return True


@njit(cache=True, nogil=True)
def plant(x: Bits, potential: Ints, net: Net, desk: Desk, nodes: Nodes, limit: int) -> bool:
    """Store the whole set of layouts, `x` its best, as node 0; False if it has no other."""
    copy_to(x, desk[0])
    desk[1][:] = 0
    copy_to(potential, desk[3])
    pack(x, nodes[0][0])
    pack(desk[1], nodes[2][0])
    return expand(0, 0, net, desk, nodes, limit)


@njit(cache=True, nogil=True)
def advance(
    net: Net,
    desk: Desk,
    nodes: Nodes,
    heap: Ints,
    state: Ints,
    limit: int,
    listed: Words,
    costs: Ints,
) -> int:
    """List the next layouts into `listed` [n, words] and `costs` [n]; return how many.

    `state` holds the nodes on the heap and the nodes in use, and is updated; `nodes` and `heap`
    need room for n more. What costs `limit` or more is left out.
    """
    x, fixed, _, potential, graph, labels = desk
    best, others, fixings, proofs, worths = nodes
    keys = worths[:, 1]
    done = 0
    while done < len(costs) and state[0] > 0 and keys[heap[0]] < limit:
        node, twin = heap[0], state[1]
        state[0] -= 1
        heap[0] = heap[state[0]]
        sift_down(heap, state[0], keys)
        base, cost, pair = worths[node, 0], worths[node, 1], worths[node, 2]
        costs[done] = cost
        fixings[node, pair >> 6] |= np.uint64(1) << np.uint64(pair & 63)
        for word in range(listed.shape[1]):
            listed[done, word] = best[twin, word] = others[node, word]
            fixings[twin, word] = fixings[node, word]
        done += 1
        unpack(best[node], x)
        unpack(fixings[node], fixed)
        copy_to(proofs[node], potential)
        if expand(node, base, net, desk, nodes, limit):
            state[0] = push(heap, state[0], node, keys)
        shift(x, fixed, net, pair, cost - base, graph[0], labels, potential)
        unpack(best[twin], x)
        if expand(twin, cost, net, desk, nodes, limit):
            state[0] = push(heap, state[0], twin, keys)
            state[1] += 1
    return done
