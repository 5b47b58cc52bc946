"""Keeping marks of a map readable: numbers off each other, lines uncrossed; repeatable."""

from collections.abc import Callable, Sequence
from math import hypot

Point = tuple[float, float]

_ROUNDS = 200


def moved_apart(places: Sequence[Point], least: float) -> list[Point]:
    """Return places at least about `least` apart, moved as little as pushing them takes."""
    found = [*places]
    for _ in range(_ROUNDS):
        moved = False
        for one in range(len(found)):
            for other in range(one):
                moved |= _push(found, other, one, least)
        if not moved:
            break
    return found


def _push(places: list[Point], one: int, other: int, least: float) -> bool:
    (x1, y1), (x2, y2) = places[one], places[other]
    far = hypot(x2 - x1, y2 - y1)
    if far >= least - 1e-6:
        return False
    across, down = ((x2 - x1) / far, (y2 - y1) / far) if far > 1e-9 else (1.0, 0.0)
    step = (least - far) / 2 + 1e-3
    places[one] = (x1 - across * step, y1 - down * step)
    places[other] = (x2 + across * step, y2 + down * step)
    return True


def uncrossed(
    order: Sequence[int],
    ends: Sequence[Point],
    edge: float,
    tops: Callable[[Sequence[int]], list[float]],
) -> list[int]:
    """Return an order of entries beside a map such that their straight lines cross little.

    Neighbours are swapped as long as their lines cross; `tops` says where entries of an order are.
    """
    found = [*order]
    for _ in range(len(found)):
        swapped = False
        for n in range(len(found) - 1):
            heights = tops(found)
            lines = [((edge, heights[k]), ends[found[k]]) for k in (n, n + 1)]
            if crossing(*lines):
                found[n], found[n + 1] = found[n + 1], found[n]
                swapped = True
        if not swapped:
            break
    return found


def crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Return whether two stretches cross inside both."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
