"""How wide text is: Chinese characters count as two."""

from functools import lru_cache
from itertools import islice
from unicodedata import east_asian_width

from allocator.report.workbook.book import Cell, Column, Row, Sheet, cell_of
from allocator.report.workbook.numbers import shown_text

_LOOKED_AT = 500  # rows, to find the width of a column
_NARROW, _LEAST = 4.5, 6.0
_LINE = 15.0  # points
_LETTER = 16.5
_LATIN = 0.87  # of the width of a digit, on average
_HIGHEST = 409.0  # of a row in Excel


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
    return sum(max(1, -int(-_room(line) // room)) for line in text.split("\n"))


def row_height(row: Row, room: list[float]) -> float | None:
    """Return the height that a row of wrapped texts needs, ``None`` where one line will do."""
    most = 1
    for one, space in zip(row, room, strict=False):
        value = one.value if isinstance(one, Cell) else one
        if isinstance(value, str) and (width(value) > space - 2 or "\n" in value):
            most = max(most, lines(value, space - 1))
    return None if most == 1 else min(_LINE * most, _HIGHEST)


def height(texts: list[tuple[str, float]]) -> float:
    """Return the height of a row, in points, of texts in cells of these widths."""
    high = _LINE * max((lines(text, room) for text, room in texts), default=1)
    return min(high, _HIGHEST)


def head_height(sheet: Sheet, room: list[float], vertical: bool) -> float:
    """Return the height of the headings, some of which may be upright."""
    both = list(zip(sheet.columns, room, strict=True))
    flat = height([(one.head, space) for one, space in both if not one.narrow])
    heads = [one.head for one in sheet.columns if one.narrow]
    if not heads:
        return flat
    upright = _LETTER * max(map(len, heads)) if vertical else 5.6 * max(map(width, heads))
    return min(max(flat, upright + 12), _HIGHEST)


def _column(place: int, column: Column, rows: list[Row], places: int) -> float:
    shown = max(
        (_shown(cell_of(row[place]), places) for row in rows if place < len(row)), default=0
    )
    if column.narrow:
        return max(_NARROW, shown + 1.5)
    head = min(width(column.head), max(shown, 16))
    return max(_LEAST, min(max(shown, head) + 3, column.most))


def _shown(cell: Cell, places: int) -> int:
    value = cell.value
    if value is None:
        return 0
    text = value if isinstance(value, str) else shown_text(value, places)
    return width(text) + (3 if cell.mark else 0)


def _room(line: str) -> float:
    """Return about how much room a line of prose takes, with what is lost where it is wrapped."""
    wide = _width(line) - len(line)
    return 1.05 * (2 * wide + _LATIN * (len(line) - wide))


def _width(line: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in line)
