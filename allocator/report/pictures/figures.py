"""Numbers as people read them, rounded half up as in tables."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

Number = Decimal | int

_MINUS = "\N{MINUS SIGN}"
_LONG = 10**7
_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)


def figure(value: Number, digits: int) -> str:
    """Return a number with so many decimals and commas between thousands."""
    exact = Decimal(value)
    if exact == 0:
        return "0"
    if exact.copy_abs() >= _LONG:
        return f"{exact:.2E}".replace("-", _MINUS)
    shown = f"{exact.quantize(Decimal(1).scaleb(-digits), context=_CONTEXT):,}"
    return shown.replace("-", _MINUS) if shown.strip("-0.,") else shown.lstrip("-")


def plain(value: Number, digits: int = 4) -> str:
    """Return a number with at most so many decimals, none of them an idle zero."""
    shown = figure(value, digits)
    return shown.rstrip("0").rstrip(".") if "." in shown and "E" not in shown else shown


def percent(share: Decimal) -> str:
    """Return a share as a whole percentage; what is above 0 or below 1 does not read as 0 or 1."""
    whole = int((share * 100).quantize(Decimal(1), context=_CONTEXT))
    if share in (0, 1) or 0 < whole < 100:
        return f"{whole}%"
    return "<1%" if whole == 0 else ">99%"


def decimals(values: Iterable[Number]) -> int:
    """Return how many decimals tell numbers of this size apart: more where all are small."""
    largest = max((Decimal(one).copy_abs() for one in values), default=Decimal(0))
    if largest >= 1000:
        return 0
    return 2 if largest >= Decimal("0.1") or largest == 0 else 4
