"""Age counts from the middle of what a date names, and is never negative."""

from decimal import Decimal

import pytest

from allocator.affinity.age import share_left, years_between


@pytest.mark.parametrize(
    ("earlier", "later", "years"),
    [
        ("2023-06", "2025-06", "2"),
        ("2025-03", "2025-06", "0.25"),
        ("2025-03-31", "2025-06-01", "0.25"),  # a day counts as its month
        ("2023", "2025", "2"),
        ("2024", "2026", "2"),
        ("2026-02", "2025-12", "0"),  # newer than the scenario: not older than new
        ("2025-12", "2025-12", "0"),
    ],
)
def test_years_between(earlier: str, later: str, years: str) -> None:
    assert years_between(earlier, later) == Decimal(years)


def test_a_year_alone_counts_as_its_middle() -> None:
    # From the turn of June to July 2022 to the middle of December 2025: 3 years and 5.5 months.
    assert round(years_between("2022", "2025-12") * 24, 20) == 3 * 24 + 11
    assert years_between("2025-06", "2025") == years_between("2025", "2025-07")
    assert round(years_between("2025", "2025-07") * 24, 20) == 1


@pytest.mark.parametrize(
    ("age", "half_life", "left"),
    [("0", "5", "1"), ("5", "5", "0.5"), ("10", "5", "0.25"), ("7", None, "1")],
)
def test_share_left(age: str, half_life: str | None, left: str) -> None:
    assert share_left(Decimal(age), half_life and Decimal(half_life)) == Decimal(left)


def test_share_left_between_the_halves() -> None:
    # The square of what half a half-life leaves is what a whole one leaves.
    assert round(share_left(Decimal("2.5"), Decimal(5)) ** 2, 20) == Decimal("0.5")
