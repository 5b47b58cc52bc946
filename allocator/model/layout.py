"""A layout (布局方案) is a set of pairs; this module compares layouts and fixes their order."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

Pairs = frozenset[tuple[str, str]]
"""A layout: ``(park id, industry id)`` for every pair laid out."""

TIE_BITS = 16


def diversity(layout: Pairs) -> Counter[str]:
    """Return the number of industries per park."""
    return Counter(park for park, _ in layout)


def ubiquity(layout: Pairs) -> Counter[str]:
    """Return the number of parks per industry."""
    return Counter(industry for _, industry in layout)


def moves(before: Pairs, after: Pairs) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs to add and the pairs to drop on the way from `before` to `after`."""
    return sorted(after - before), sorted(before - after)


def distance(one: Pairs, other: Pairs) -> int:
    """Return the number of moves between two layouts (a swap is one add and one drop)."""
    return len(one ^ other)


def overlap(layout: Pairs) -> int:
    """Return the shared placements: two parks of one industry, counted for every industry."""
    return sum(n * (n - 1) // 2 for n in ubiquity(layout).values())


@cache
def tie_weight(park: str, industry: str) -> int:
    """Return the fixed integer, -65,536 to -1, that orders layouts of equal value.

    It depends on the two ids alone, so neither the order of rows nor the machine matters. It is
    below 0, so that a pair which adds nothing to the value puts a layout behind its twin without.
    """
    digest = blake2b(f"{park}\0{industry}".encode(), digest_size=TIE_BITS // 8).digest()
    return -1 - int.from_bytes(digest, "big")


def tie_sum(layout: Iterable[tuple[str, str]]) -> int:
    """Return the tie weight of a layout: among equal values the higher sum comes first."""
    return sum(tie_weight(park, industry) for park, industry in layout)


def ranking_key(layout: Pairs, value: int) -> tuple[int, int, list[tuple[str, str]]]:
    """Return the key that sorts layouts best first, a total order.

    Higher value first; then the higher tie sum; then the sorted pairs, read from the front.
    """
    return (-value, -tie_sum(layout), sorted(layout))
