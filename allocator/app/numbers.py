"""Exact numbers as people read them."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

_DIGITS = 9
"""Decimals of a fraction that no decimal is equal to."""
_PRECISION = 400  # more digits than numbers of a scenario have


def exact(number: Fraction, up: bool) -> str:
    """Return a fraction as a decimal, in full where it has few digits, else rounded away."""
    scaled = number * 10**_DIGITS
    context = Context(prec=_PRECISION, rounding=ROUND_CEILING if up else ROUND_FLOOR)
    if scaled.denominator == 1:
        whole = context.scaleb(Decimal(scaled.numerator), -_DIGITS)
        return f"{context.normalize(whole):f}"
    ratio = context.divide(Decimal(number.numerator), Decimal(number.denominator))
    return f"{ratio.quantize(Decimal(1).scaleb(-_DIGITS), context=context):f}"
