"""A table as a header and rows of text cells, each with its place; and how CSV text becomes one."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.places import cell_place

MOST_ROWS = 200_000
_DELIMITERS = ",;\t"


@dataclass
class Sheet:
    """The cells of a CSV file or of a worksheet, stripped.

    Rows in `ragged` are at fault already: they do not fit the header, or a cell of theirs cannot
    be read. `name` is the worksheet's; a CSV file has none.
    """

    file: str
    header: list[str]
    header_line: int
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    name: str = ""

    def place(self, column: str = "") -> Place:
        """Return the place of the header, or of a column by its name: one that it lacks, too."""
        return Place(self.file, self.header_line, self.name or column, self.name)

    def row(self, row: int, column: str = "") -> Place:
        """Return the place of a row, or of a column that the sheet lacks."""
        return Place(self.file, self.lines[row], self.name or column, self.name)

    def head(self, index: int) -> Place:
        """Return the place of one cell of the header."""
        return self._at(self.header_line, index, f"#{index + 1}")

    def cell(self, row: int, index: int, unnamed: str = "") -> Place:
        """Return the place of a cell; `unnamed` is the name of a column that has no heading."""
        return self._at(self.lines[row], index, unnamed)

    def _at(self, line: int, index: int, unnamed: str) -> Place:
        if self.name:
            return cell_place(self.file, self.name, line, index)
        return Place(self.file, line, self.header[index] or unnamed)


def read_sheet(text: str, file: str, draft: Draft) -> Sheet | None:
    """Return the cells of `text`, or ``None`` after reporting why it is not a table."""
    lines = _lines(text)
    try:
        header_line, _, header = next(lines)
        sheet = Sheet(file, header, header_line)
        for line, width, cells in lines:
            if len(sheet.rows) == MOST_ROWS:
                draft.faults.add("too-many-rows", Place(file, line), limit=MOST_ROWS)
                return None
            _add_row(sheet, line, width, cells, draft)
    except _BadQuotes as error:
        draft.faults.add("csv-syntax", Place(file, error.line))
        return None
    except StopIteration:
        draft.faults.add("empty-file", Place(file))
        return None
    return sheet


class _BadQuotes(Exception):
    """A quoted cell does not end where it should."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _lines(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the first line, the width and the cells, up to the last with text, of every row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _BadQuotes(line) from None
        if cells is None:
            return
        width = len(cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield line, width, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").split("\n", 1)[0]
    outside_quotes = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)


def _add_row(sheet: Sheet, line: int, width: int, cells: list[str], draft: Draft) -> None:
    expected = len(sheet.header)
    if len(cells) > expected or width < expected:
        sheet.ragged.add(len(sheet.rows))
        found = max(len(cells), min(width, expected))
        draft.faults.add("ragged-row", Place(sheet.file, line), found=found, expected=expected)
    sheet.rows.append(cells + [""] * (expected - len(cells)))
    sheet.lines.append(line)
