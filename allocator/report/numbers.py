"""Numbers as people read them, the same in every form."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def rounded(value: Decimal, places: int) -> str:
    """Return a number to so many decimals, half up; huge and tiny ones in powers of ten."""
    if value and not Decimal("1e-4") <= abs(value) < Decimal("1e12"):
        shown = f"{abs(value):.{places}e}"
    else:
        shown = f"{abs(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))}"
    return f"{MINUS}{shown}" if value < 0 else shown
