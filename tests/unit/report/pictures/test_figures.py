"""Numbers as people read them."""

from decimal import Decimal

import pytest

from allocator.report.pictures.figures import decimals, figure, percent, plain


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("0.225", 2, "0.23"),  # half up, as in tables
        ("-1234.5", 1, "−1,234.5"),
        ("-0.001", 2, "0.00"),
        ("0", 2, "0"),
        ("12345678", 2, "1.23E+7"),
        ("1e299", 0, "1.00E+299"),
    ],
)
def test_figures(value: str, digits: int, shown: str) -> None:
    assert figure(Decimal(value), digits) == shown


def test_plain_figures_have_no_idle_zeros() -> None:
    assert plain(Decimal("0.9761")) == "0.9761"
    assert plain(Decimal("1.5000")) == "1.5"
    assert plain(Decimal("100")) == "100"


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0", "0%"), ("1", "100%"), ("0.0001", "<1%"), ("0.9999", ">99%"), ("0.505", "51%")],
)
def test_only_all_and_nothing_read_so(share: str, shown: str) -> None:
    assert percent(Decimal(share)) == shown


def test_small_numbers_get_more_decimals() -> None:
    assert decimals([Decimal("0.9"), Decimal("0.01")]) == 2
    assert decimals([Decimal("0.01")]) == 4
    assert decimals([Decimal(-5000)]) == 0
    assert decimals([]) == 2
