"""Comparing layouts, and the order among equal values, pinned for ever."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.model.layout import (
    TIE_BITS,
    Pairs,
    distance,
    diversity,
    moves,
    overlap,
    ranking_key,
    tie_sum,
    tie_weight,
    ubiquity,
)
from tests.support.tiny import BEST, INDUSTRIES, PARKS, SECOND, layout

PAIRS = [(park, industry) for park in PARKS for industry in INDUSTRIES]
layouts = st.frozensets(st.sampled_from(PAIRS))


def test_counts_per_park_and_per_industry() -> None:
    assert diversity(BEST) == {"north": 2, "south": 2, "east": 2}
    assert ubiquity(BEST) == {"ai": 2, "chips": 2, "film": 1, "seeds": 1}
    assert diversity(layout("north ai"))["south"] == 0


def test_moves_are_pairs_to_add_and_pairs_to_drop() -> None:
    add, drop = moves(BEST, SECOND)
    assert add == [("east", "ai"), ("south", "seeds")]
    assert drop == [("east", "seeds"), ("south", "ai")]
    assert distance(BEST, SECOND) == 4


def test_a_swap_counts_as_two_moves() -> None:
    assert distance(layout("north ai"), layout("north chips")) == 2
    assert distance(layout("north ai"), layout("north ai", "north chips")) == 1
    assert distance(BEST, BEST) == 0


@given(layouts, layouts, layouts)
def test_distance_is_a_metric_and_counts_the_moves(one: Pairs, two: Pairs, three: Pairs) -> None:
    add, drop = moves(one, two)
    assert distance(one, two) == distance(two, one) == len(add) + len(drop)
    assert (distance(one, two) == 0) == (one == two)
    assert distance(one, three) <= distance(one, two) + distance(two, three)
    assert (one | set(add)) - set(drop) == two


def test_overlap_counts_pairs_of_parks_per_industry() -> None:
    # ai in 3 parks: 3 pairs of parks; chips in 2: 1; film in 1: none.
    shared = layout("north ai", "south ai", "east ai", "north chips", "south chips", "east film")
    assert overlap(shared) == 4
    assert overlap(layout()) == 0


@pytest.mark.parametrize(
    ("park", "industry", "weight"),
    [
        ("north", "ai", -33562),
        ("ai", "north", -56186),
        ("haidian", "ai", -29913),
        ("海淀园", "人工智能", -32232),
        ("a", "bc", -40168),
        ("ab", "c", -7255),
    ],
)
def test_tie_weights_never_change(park: str, industry: str, weight: int) -> None:
    """If this fails, every ranking with ties that was ever printed is in another order."""
    assert tie_weight(park, industry) == weight


def test_tie_weights_fit_their_bits() -> None:
    weights = [tie_weight(f"p{n}", f"i{n}") for n in range(2000)]
    assert TIE_BITS == 16
    assert max(weights) < 0
    assert min(weights) >= -1 << TIE_BITS
    assert min(weights) < -1 << (TIE_BITS - 1)  # the high bit is in use
    assert len(set(weights)) > 1900  # and so are the others


def test_tie_sums_add_up() -> None:
    # north 33562 + 52274, south 27308 + 30009, east 18558 + 19087
    assert tie_sum(BEST) == -180798
    assert tie_sum(SECOND) == -186702
    assert tie_sum([]) == 0


def test_value_first_then_tie_sum_then_pairs() -> None:
    high, low = layout("north film"), layout("north seeds")  # -1507 and -52388
    assert ranking_key(low, 2) < ranking_key(high, 1)
    assert ranking_key(high, 1) < ranking_key(low, 1)


def test_equal_tie_sums_are_ordered_by_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.model.layout.tie_weight", lambda *_: 0)
    expected = [
        layout(),
        layout("north ai"),
        layout("north ai", "north chips"),
        layout("north chips"),
        layout("south ai"),
    ]
    for rows in permutations(expected):
        assert sorted(rows, key=lambda one: ranking_key(one, 7)) == expected


@given(layouts, layouts, st.integers(-3, 3), st.integers(-3, 3))
def test_the_ranking_is_a_total_order(one: Pairs, two: Pairs, first: int, second: int) -> None:
    left, right = ranking_key(one, first), ranking_key(two, second)
    assert (left == right) == (one == two and first == second)
    assert (left < right) + (right < left) + (left == right) == 1
