"""Keeping marks of a map readable: numbers off each other, lines uncrossed; repeatable."""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from math import hypot, inf

Point = tuple[float, float]

_ROUNDS = 200
_ROUND_ABOUT = 600.0
_MOST_ARRANGED = 30
"""More entries keep the order they begin with: arranging them would take seconds."""


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


def arranged(
    ends: Sequence[Point],
    sides: tuple[Sequence[int], Sequence[int]],
    starts: Callable[[tuple[Sequence[int], Sequence[int]]], Sequence[Point]],
    radius: float,
) -> tuple[list[int], list[int]]:
    """Return entries left and right of a map in an order that keeps their lines readable.

    `sides` is the order to begin with, `starts` says where the lines of an order begin, by entry;
    `ends` are their marks. One entry moves, or two change places, as long as that shortens the
    lines in all, where each crossing, and each line through the mark of another, counts as a long
    way round.
    """
    left = len(sides[0])
    order = [*sides[0], *sides[1]]
    if len(order) > _MOST_ARRANGED:
        return order[:left], order[left:]

    def cost(some: list[int], limit: float) -> float:
        return _cost(starts((some[:left], some[left:])), ends, radius, limit)

    best, improved = cost(order, inf), True
    while improved:
        improved = False
        for changed in _changes(order):
            if (now := cost(changed, best)) < best - 1e-6:
                best, order, improved = now, changed, True
    return order[:left], order[left:]


def _changes(order: Sequence[int]) -> Iterator[list[int]]:
    """Yield the orders with one entry put elsewhere, and with two of them swapped."""
    for one, other in permutations(range(len(order)), 2):
        moved = [*order]
        moved.insert(other, moved.pop(one))
        yield moved
        if one < other:
            swapped = [*order]
            swapped[one], swapped[other] = swapped[other], swapped[one]
            yield swapped


def _cost(starts: Sequence[Point], ends: Sequence[Point], radius: float, limit: float) -> float:
    """Return what an order costs, or something above `limit` if it costs more than that."""
    lines = [*zip(starts, ends, strict=True)]
    cost = sum(hypot(a[0] - b[0], a[1] - b[1]) for a, b in lines)
    for n, line in enumerate(lines):
        if cost > limit:
            break
        cost += _ROUND_ABOUT * sum(crossing(line, other) for other in lines[:n])
        others = (mark for k, mark in enumerate(ends) if k != n)
        cost += _ROUND_ABOUT * sum(_is_hit(mark, line, radius + 2) for mark in others)
    return cost


def _is_hit(point: Point, line: tuple[Point, Point], reach: float) -> bool:
    """Return whether a stretch comes nearer to a point than `reach`; the box around it first."""
    (x1, y1), (x2, y2) = line
    x, y = point
    is_beside = min(x1, x2) - reach < x < max(x1, x2) + reach
    is_beside = is_beside and min(y1, y2) - reach < y < max(y1, y2) + reach
    return is_beside and away(point, line) < reach


def away(point: Point, line: tuple[Point, Point]) -> float:
    """Return how far a point is from a stretch."""
    (x1, y1), (x2, y2) = line
    across, down = x2 - x1, y2 - y1
    length = across**2 + down**2 or 1.0
    share = min(max(((point[0] - x1) * across + (point[1] - y1) * down) / length, 0.0), 1.0)
    return hypot(point[0] - x1 - share * across, point[1] - y1 - share * down)


def crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Return whether two stretches cross inside both."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
