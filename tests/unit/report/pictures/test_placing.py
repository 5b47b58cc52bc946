"""Marks of the map off each other, lines to them uncrossed."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.report.pictures.placing import arranged, away, crossing, moved_apart

POINT = st.tuples(st.floats(0, 500), st.floats(0, 500))


@given(st.lists(POINT, min_size=1, max_size=12))
def test_places_end_up_apart(points: list[tuple[float, float]]) -> None:
    moved = moved_apart(points, 20)
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(moved, 2)]
    assert all(gap > 19.9 for gap in gaps)


def test_places_that_are_apart_stay() -> None:
    assert moved_apart([(0, 0), (30, 0)], 20) == [(0, 0), (30, 0)]
    assert moved_apart([(5, 5), (5, 5)], 20) == [
        pytest.approx((-5, 5), abs=0.1),
        pytest.approx((15, 5), abs=0.1),
    ]


def test_lines_cross_or_do_not() -> None:
    assert crossing(((0, 0), (2, 2)), ((0, 2), (2, 0)))
    assert not crossing(((0, 0), (2, 0)), ((0, 1), (2, 1)))
    assert away((1, 1), ((0, 0), (2, 0))) == 1
    assert away((5, 0), ((0, 0), (2, 0))) == 3


def test_entries_are_put_so_that_their_lines_do_not_cross() -> None:
    ends = [(50.0, 0.0), (50.0, 100.0), (60.0, 200.0), (60.0, 300.0)]

    def starts(sides: tuple[list[int], list[int]]) -> list[tuple[float, float]]:
        places = {
            park: (100.0 * side, 300.0 * n)
            for side, parks in enumerate(sides)
            for n, park in enumerate(parks)
        }
        return [places[park] for park in range(4)]

    left, right = arranged(ends, ([3, 0], [2, 1]), starts, 5)
    lines = [*zip(starts((left, right)), ends, strict=True)]
    assert sorted([*left, *right]) == [0, 1, 2, 3]
    assert len(left) == len(right) == 2
    assert not any(crossing(*two) for two in combinations(lines, 2))
