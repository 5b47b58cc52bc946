"""What a workbook is made of: sheets of one table each, cells of numbers and text, no formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_PLACES = 9
Value = str | int | float | None


class Look(StrEnum):
    """What a cell is, which decides its colour; the colour never says more than its text."""

    PLAIN = "plain"
    LABEL = "label"
    MUTED = "muted"
    KEPT = "kept"
    """A pair of the layout that the current one has too."""
    NEW = "new"
    """A pair of the layout that the current one has not."""
    GONE = "gone"
    """A pair of the current layout that the layout has not."""
    GOOD = "good"
    BAD = "bad"
    TOTAL = "total"
    COUNT = "count"
    """A number below or beside marks."""
    FACT = "fact"
    """A value on its own, not one of a column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look; `mark` is shown before a number, which stays a number."""

    value: Value
    look: Look = Look.PLAIN
    mark: str = ""


Row = Sequence[Value | Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading, turned upright where it is `narrow`; at most `most` wide."""

    head: str
    narrow: bool = False
    most: int = 48


@dataclass(frozen=True)
class Sheet:
    """One table under a title and notes.

    The first `fixed` columns stay in sight. `shaded` names the first and the last column, and
    `shaded_rows` the number of rows, of numbers that are coloured by size. `places` is how many
    decimals are shown at most; cells hold all of them.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    fixed: int = 1
    filtered: bool = True
    shaded: tuple[int, int] | None = None
    shaded_rows: int = 0
    places: int = MOST_PLACES


@dataclass(frozen=True)
class Book:
    """Sheets in order; `vertical` headings stand letter above letter, as Chinese does."""

    title: str
    sheets: Sequence[Sheet]
    vertical: bool = False


def cell_of(one: Value | Cell) -> Cell:
    """Return a value as a cell."""
    return one if isinstance(one, Cell) else Cell(one)
