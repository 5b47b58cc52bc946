"""How old a statement is, and how much of it is left."""

from decimal import Decimal, localcontext

from allocator.affinity.exact import CONTEXT

_HALF_MONTHS_PER_YEAR = 24
_MIDDLE_OF_YEAR = 12


def years_between(earlier: str, later: str) -> Decimal:
    """Return the years from one date to another, never below 0.

    A date is ``YYYY`` or ``YYYY-MM``; it stands for its middle, so a source dated by its year
    alone counts as of the turn of June to July. A source newer than the scenario has age 0.
    """
    with localcontext(CONTEXT):
        half_months = max(0, _middle(later) - _middle(earlier))
        return Decimal(half_months) / _HALF_MONTHS_PER_YEAR


def share_left(age: Decimal, half_life: Decimal | None) -> Decimal:
    """Return ``0.5 ** (age / half_life)``, in (0, 1]; 1 where age does not matter."""
    if half_life is None or age == 0:
        return Decimal(1)
    with localcontext(CONTEXT):
        return Decimal("0.5") ** (age / half_life)


def _middle(date: str) -> int:
    year, _, month = date[:7].partition("-")
    within = 2 * int(month) - 1 if month else _MIDDLE_OF_YEAR
    return int(year) * _HALF_MONTHS_PER_YEAR + within
