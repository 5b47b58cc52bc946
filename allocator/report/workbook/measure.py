"""How wide text is: Chinese characters count as two."""

from functools import lru_cache
from itertools import islice
from unicodedata import east_asian_width

from allocator.report.workbook.book import Cell, Column, Row, Sheet, cell_of
from allocator.report.workbook.numbers import shown_text

_LOOKED_AT = 500  # rows, to find the width of a column
_NARROW, _LEAST = 4.5, 6.0
_LINE = 15.0  # points


@lru_cache(maxsize=100_000)
def width(text: str) -> int:
    """Return the width of the longest line of a text."""
    return max((_width(line) for line in text.split("\n")), default=0)


def widths(sheet: Sheet, places: list[int]) -> list[float]:
    """Return the width of every column, by its heading and its first rows."""
    rows = list(islice(sheet.rows, _LOOKED_AT))
    return [_column(n, one, rows, places[n]) for n, one in enumerate(sheet.columns)]


def lines(text: str, room: float) -> int:
    """Return how many lines a text takes in so wide a cell, or one more."""
    room = max(room, 1)
    return sum(max(1, -int(-_width(line) * 1.1 // room)) for line in text.split("\n"))


def height(texts: list[tuple[str, float]]) -> float:
    """Return the height of a row, in points, of texts in cells of these widths."""
    return _LINE * max((lines(text, room) for text, room in texts), default=1)


def upright_height(sheet: Sheet, vertical: bool) -> float | None:
    """Return the height of the headings where some are upright, else ``None``."""
    heads = [one.head for one in sheet.columns if one.narrow]
    if not heads:
        return None
    if vertical:
        return min(14.0 * max(map(len, heads)) + 8, 400)
    return min(5.6 * max(map(width, heads)) + 12, 400)


def _column(place: int, column: Column, rows: list[Row], places: int) -> float:
    shown = max((_shown(cell_of(row[place]), places) for row in rows if place < len(row)), default=0)
    if column.narrow:
        return max(_NARROW, shown + 1.5)
    head = min(width(column.head), max(shown, 12))
    return max(_LEAST, min(max(shown, head) + 2.5, column.most))


def _shown(cell: Cell, places: int) -> int:
    value = cell.value
    if value is None:
        return 0
    text = value if isinstance(value, str) else shown_text(value, places)
    return width(text) + (3 if cell.mark else 0)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in line)
