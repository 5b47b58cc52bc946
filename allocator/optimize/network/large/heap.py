"""A compiled heap of nodes by distance."""

from numba import njit

from allocator.optimize.network.residual import Ints


@njit(cache=True)
def push(lengths: Ints, nodes: Ints, size: int, length: int, node: int) -> int:
    """Add a node; return how many the heap holds now."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if lengths[above] <= length:
            break
        lengths[place], nodes[place] = lengths[above], nodes[above]
        place = above
    lengths[place], nodes[place] = length, node
    return size + 1


@njit(cache=True)
def pop(lengths: Ints, nodes: Ints, size: int) -> int:
    """Take the nearest node, the first one, off; return how many the heap holds now."""
    size -= 1
    length, node, place = lengths[size], nodes[size], 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and lengths[below + 1] < lengths[below]:
            below += 1
        if lengths[below] >= length:
            break
        lengths[place], nodes[place] = lengths[below], nodes[below]
        place = below
    lengths[place], nodes[place] = length, node
    return size
