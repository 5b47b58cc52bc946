"""One worksheet as a sheet of text cells; only `allocator.files.workbook` imports this.

openpyxl's rows stop where the file says that its sheet ends, whatever follows; and they know
nothing of merged cells and formulas. So its parser is read here, one level below.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange

from allocator.errors import Place
from allocator.files.decode import CONTROL_CHARACTER
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.places import cell_place, column_letters
from allocator.files.sheet import Sheet

MOST_COLUMNS = 1_000

Rows = Mapping[int, Mapping[int, str]]
"""The cells with text: by line from 1, then by column from 0."""


def read_worksheet(
    source: ReadOnlyWorksheet, file: str, columns: Sequence[str], draft: Draft, most_rows: int
) -> Sheet | None:
    """Return the cells of a worksheet, or ``None`` after reporting why it is no table.

    `columns` are fields that its header has; titles above such a header are left out. Rows and
    columns that are hidden are read, and told.

    Raises:
        ValueError: the worksheet is damaged; openpyxl raises others, too.

    """
    with source._get_source() as xml:
        parser = _Parser(xml, source)
        rows = _rows(parser, file, source.title, draft, most_rows)
    if rows is None:
        return None
    merged = [] if parser.merged_cells is None else list(parser.merged_cells.mergeCell)
    lines = _below_titles(rows, columns)
    if not lines:
        draft.faults.add("empty-file", Place(file, 0, source.title, source.title))
        return None
    sheet = _sheet(rows, lines, file, source.title)
    at_fault = {
        *_tell_formulas(parser.uncomputed, "formula-not-computed", sheet, draft),
        *_tell_formulas(parser.failed, "formula-error", sheet, draft),
        *_tell_control_characters(sheet, draft),
        *_tell_merged(sheet, merged, draft),
    }
    _tell_hidden(parser, sheet, draft)
    sheet.ragged.update(row for row, line in enumerate(sheet.lines) if line in at_fault)
    return sheet


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """The parser of one worksheet; `uncomputed` holds the formulas that have no value.

    `failed` holds cells whose value is an error such as #REF!.
    """

    def __init__(self, xml: Any, source: ReadOnlyWorksheet) -> None:
        book = source.parent
        super().__init__(
            xml,
            source._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.uncomputed: list[tuple[int, int]] = []
        self.failed: list[tuple[int, int]] = []

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return a cell; a formula whose value is an empty text has its value."""
        cell: dict[str, Any] = super().parse_cell(element)
        is_empty = cell["value"] is None and element.get("t") != "str"
        if is_empty and element.find(FORMULA_TAG) is not None:
            self.uncomputed.append((cell["row"], cell["column"] - 1))
        if cell["data_type"] == "e":
            self.failed.append((cell["row"], cell["column"] - 1))
        return cell


def _rows(parser: _Parser, file: str, name: str, draft: Draft, most_rows: int) -> Rows | None:
    rows: dict[int, Mapping[int, str]] = {}
    for line, cells in parser.parse():
        texts = {cell["column"] - 1: text for cell in cells if (text := _text(cell["value"]))}
        if texts and max(texts) >= MOST_COLUMNS:
            place = cell_place(file, name, line, max(texts))
            draft.faults.add("too-many-columns", place, limit=MOST_COLUMNS)
            return None
        if texts and len(rows) > most_rows:  # the header is none of them
            draft.faults.add("too-many-rows", Place(file, line, name, name), limit=most_rows)
            return None
        if line in rows:
            raise ValueError(f"row {line} is there twice")
        if texts:
            rows[line] = texts
    return rows


def _text(value: Any) -> str:
    """Return a cell as Excel shows it without a format: 15 digits, dates as in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return str(value).strip()


def _below_titles(rows: Rows, columns: Sequence[str]) -> list[int]:
    """Return the lines from the header on: texts alone in their rows above headings are titles."""
    lines = sorted(rows)
    for number, line in enumerate(lines):
        if {field_of(text, columns) for text in rows[line].values()}.issuperset(columns):
            return lines[number:]
        if len(rows[line]) > 1:
            break
    return lines


def _sheet(rows: Rows, lines: Sequence[int], file: str, name: str) -> Sheet:
    width = 1 + max(max(rows[line]) for line in lines)
    header, *cells = ([rows[line].get(index, "") for index in range(width)] for line in lines)
    return Sheet(file, header, lines[0], cells, list(lines[1:]), name=name)


def _tell_formulas(
    cells: Sequence[tuple[int, int]], code: str, sheet: Sheet, draft: Draft
) -> Iterator[int]:
    """Report formulas without a value, or with an error for one, and yield their lines."""
    rows = dict(zip(sheet.lines, sheet.rows, strict=True))
    for line, index in cells:
        if line in rows and index < len(sheet.header):
            rows[line][index] = ""
        draft.faults.add(code, cell_place(sheet.file, sheet.name, line, index))
        yield line


def _tell_hidden(parser: _Parser, sheet: Sheet, draft: Draft) -> None:
    """Give notice of rows and columns of the table that nobody sees: they are read all the same."""
    lines = {sheet.header_line, *sheet.lines}
    rows = parser.row_dimensions.items()
    hidden = sorted(int(line) for line, look in rows if _is_hidden(look) and int(line) in lines)
    looks = parser.column_dimensions.values()
    columns = sorted(
        index
        for look in looks
        if _is_hidden(look)
        for index in range(int(look["min"]) - 1, min(int(look["max"]), len(sheet.header)))
    )
    said = [*map(str, hidden[:10]), *map(column_letters, columns[:10])]
    if said:
        line = hidden[0] if hidden else sheet.header_line
        place = Place(sheet.file, line, sheet.name, sheet.name)
        draft.notices.add("hidden-cells", place, which=", ".join(said))


def _is_hidden(look: Mapping[str, Any]) -> bool:
    return str(look.get("hidden")) in ("1", "true", "True")


def _tell_control_characters(sheet: Sheet, draft: Draft) -> Iterator[int]:
    """Report cells that hold characters nobody sees, and yield their lines."""
    for line, cells in zip(
        [sheet.header_line, *sheet.lines], [sheet.header, *sheet.rows], strict=True
    ):
        for index, text in enumerate(cells):
            if found := CONTROL_CHARACTER.search(text):
                cells[index] = CONTROL_CHARACTER.sub("", text)  # one fault is enough
                place = cell_place(sheet.file, sheet.name, line, index)
                character = f"U+{ord(found.group()):04X}"
                draft.faults.add("control-character", place, character=character)
                yield line


def _tell_merged(sheet: Sheet, merged: Sequence[CellRange], draft: Draft) -> Iterator[int]:
    """Report merged cells within the table, only one of which holds the text; yield their lines."""
    last = max([sheet.header_line, *sheet.lines])
    for area in merged:
        is_within = area.max_row >= sheet.header_line and area.min_row <= last
        if is_within and area.min_col <= len(sheet.header):
            place = cell_place(sheet.file, sheet.name, area.min_row, area.min_col - 1)
            draft.faults.add("merged-cells", place, cells=area.coord)
            yield from range(area.min_row, area.max_row + 1)
