"""Scales end on round numbers and hold every value."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from allocator.report.pictures.chart import scale

NUMBERS = st.lists(st.decimals(-(10**6), 10**6, places=4), min_size=1, max_size=20)


@given(NUMBERS, st.booleans())
def test_every_value_is_between_the_ends(values: list[Decimal], zero: bool) -> None:
    made = scale(values, 100, 900, zero=zero)
    assert all(100 - 1e-6 <= made.at(value) <= 900 + 1e-6 for value in values)
    assert 2 <= len(made.ticks) <= 9


def test_ticks_are_round() -> None:
    made = scale([Decimal("29.02"), Decimal("29.16")], 0, 1)
    assert [made.words(one) for one in made.ticks] == ["29.00", "29.05", "29.10", "29.15", "29.20"]


def test_counts_have_whole_ticks_from_zero() -> None:
    made = scale([1, 2], 0, 1, 4, zero=True)
    assert [made.words(one) for one in made.ticks] == ["0", "1", "2"]
    assert scale([0], 0, 1, zero=True).ticks == (Decimal(0), Decimal(1))
