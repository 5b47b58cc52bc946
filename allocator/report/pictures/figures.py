"""Numbers as people read them."""

from collections.abc import Iterable
from decimal import Decimal

_MINUS = "\N{MINUS SIGN}"
_LONG = 10**7


def figure(value: Decimal | int, digits: int) -> str:
    """Return a number with so many decimals and commas between thousands."""
    if value == 0:
        return "0"
    if abs(value) >= _LONG:
        return f"{value:.2E}".replace("-", _MINUS)
    shown = f"{value:,.{digits}f}"
    return shown.replace("-", _MINUS) if shown.strip("-0.,") else shown.lstrip("-")


def percent(share: Decimal) -> str:
    """Return a share as a whole percentage; what is above 0 or below 1 does not read as 0 or 1."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "<1%"
    return ">99%" if whole == 100 and share < 1 else f"{whole}%"


def decimals(values: Iterable[Decimal | int]) -> int:
    """Return how many decimals tell numbers of this size apart: more where all are small."""
    largest = max(map(abs, values), default=Decimal(0))
    if largest >= 1000:
        return 0
    return 2 if largest >= Decimal("0.1") or largest == 0 else 4
