"""Numbers that do not depend on the order of rows or on the machine.

Ratios of counts are exact fractions; anything else is a decimal of 28 digits in one fixed
context. What a person sees, and what is blended, has 6 decimals.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

CONTEXT = Context(prec=28, rounding=ROUND_HALF_EVEN)
_SIX_PLACES = Decimal("0.000001")


def rounded(value: Decimal | Fraction) -> Decimal:
    """Return `value` with 6 decimals, half to even. Meant for values of at most 10**20."""
    if isinstance(value, Fraction):
        value = CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return value.quantize(_SIX_PLACES, context=CONTEXT)
