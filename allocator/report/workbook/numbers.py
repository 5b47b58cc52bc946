"""Numbers in cells: the same doubles as in JSON, shown with all their digits."""

from collections.abc import Iterable
from decimal import Decimal

from allocator.report.workbook.book import MOST_PLACES, Cell, Value, cell_of

_LARGEST_WHOLE = 2**53  # beyond it doubles skip whole numbers
_LARGEST_PLAIN = 1e15


class Double(float):
    """A double that is written with all the digits that tell it from others.

    xlsxwriter writes 16 digits, of which some doubles need 17.
    """

    def __format__(self, spec: str) -> str:
        """Return the shortest text that stands for this double and no other."""
        return repr(float(self))


def held(value: int | float) -> int | Double | str:
    """Return what a cell holds for a number: text where a double would be another number."""
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_WHOLE else str(value)
    return Double(value)


def decimals(cells: Iterable[Value | Cell]) -> int:
    """Return how many decimals a column needs to show every number of it."""
    return max((_decimals(cell_of(one).value) for one in cells), default=0)


def number_format(value: int | float, places: int, mark: str = "") -> str:
    """Return the format of a number with so many decimals, a mark before it."""
    shown = f"0.{'0' * places}" if places and isinstance(value, float) else "0"
    if not isinstance(value, int) and value:
        is_tiny = round(abs(value), MOST_PLACES) == 0
        shown = "0.00E+00" if is_tiny or abs(value) >= _LARGEST_PLAIN else shown
    return f'"{mark} "{shown}' if mark else shown


def shown_text(value: int | float, places: int) -> str:
    """Return about what the cell shows, to measure it."""
    text = str(value) if isinstance(value, int) else f"{value:.{places}f}"
    return text if abs(value) < _LARGEST_PLAIN else f"{value:.2e}"


def _decimals(value: Value) -> int:
    if not isinstance(value, float) or abs(value) >= _LARGEST_PLAIN:
        return 0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return min(max(-exponent, 0), MOST_PLACES) if isinstance(exponent, int) else 0
