"""A book as the bytes of an Excel file: the same book, the same bytes.

Text is always written as text. Nothing is written as a formula, a link or a guess at a number.
"""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from allocator.report.workbook.book import Book, Cell, Row, Sheet, cell_of
from allocator.report.workbook.formats import DARK, LIGHT, Formats
from allocator.report.workbook.limits import shortened
from allocator.report.workbook.measure import head_height, height, row_height, widths
from allocator.report.workbook.names import sheet_names
from allocator.report.workbook.numbers import decimals, held, number_format

_CREATED = datetime(2000, 1, 1)  # no clock: the same answer gives the same bytes
_A4 = 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_TITLE_HEIGHT = 22
_LONGEST_FOOTER = 100


def workbook_bytes(book: Book) -> bytes:
    """Return the book as an Excel file."""
    content = BytesIO()
    names = sheet_names(one.name for one in book.sheets)
    with Workbook(content, _OPTIONS) as file:
        file.set_properties({"title": shortened(book.title), "created": _CREATED})
        formats = Formats(file)
        for name, sheet in zip(names, book.sheets, strict=True):
            _sheet(file.add_worksheet(name), sheet, formats, book)
    return content.getvalue()


def _sheet(page: Worksheet, sheet: Sheet, formats: Formats, book: Book) -> None:
    head = 1 + len(sheet.notes)
    columns = range(len(sheet.columns))
    places = [min(decimals(row[n] for row in sheet.rows), sheet.places) for n in columns]
    shown = widths(sheet, places)
    for place, one in enumerate(shown):
        page.set_column(place, place, one)
    _top(page, sheet, formats, sum(shown))
    page.set_row(head, head_height(sheet, shown, book.vertical))
    _heads(page, sheet, formats, book.vertical)
    for number, row in enumerate(sheet.rows, head + 1):
        if (high := row_height(row, shown)) is not None:
            page.set_row(number, high)
        _row(page, number, row, places, formats)
    page.freeze_panes(head + 1, sheet.fixed)
    last = head + len(sheet.rows)
    if sheet.filtered and sheet.rows:
        page.autofilter(head, 0, last, len(columns) - 1)
    if sheet.shaded and sheet.shaded_rows:
        scale = {"type": "2_color_scale", "min_color": LIGHT, "max_color": DARK}
        first, final = sheet.shaded
        page.conditional_format(head + 1, first, head + sheet.shaded_rows, final, scale)
    _print(page, head, book.title)


def _top(page: Worksheet, sheet: Sheet, formats: Formats, room: float) -> None:
    """Write the title, and each note over the whole width."""
    page.set_row(0, _TITLE_HEIGHT)
    page.write_string(0, 0, shortened(sheet.title), formats.title())
    last = len(sheet.columns) - 1
    for number, note in enumerate(sheet.notes, 1):
        page.set_row(number, height([(note, room)]))
        if last:
            page.merge_range(number, 0, number, last, "", formats.note())
        page.write_string(number, 0, shortened(note), formats.note())


def _heads(page: Worksheet, sheet: Sheet, formats: Formats, vertical: bool) -> None:
    head = 1 + len(sheet.notes)
    for place, column in enumerate(sheet.columns):
        style = formats.head(column.narrow, vertical)
        page.write_string(head, place, shortened(column.head), style)


def _row(page: Worksheet, number: int, row: Row, places: list[int], formats: Formats) -> None:
    for place, one in enumerate(row):
        _cell(page, number, place, cell_of(one), places[place], formats)


def _cell(
    page: Worksheet, row: int, column: int, cell: Cell, places: int, formats: Formats
) -> None:
    value, look = cell.value, cell.look
    if isinstance(value, int | float):
        shown = number_format(value, places, cell.mark)
        kept = held(value)
        if not isinstance(kept, str):
            page.write_number(row, column, kept, formats.number(look, shown))
            return
        value = kept
    if value:
        quoted = value.startswith(_LIKE_FORMULAS)
        page.write_string(row, column, shortened(value), formats.text(look, quoted))
    else:
        page.write_blank(row, column, None, formats.text(look))


def _print(page: Worksheet, head: int, title: str) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    named = title[:_LONGEST_FOOTER].replace("&", "&&")
    page.set_footer(f"&L{named} · &A&R&P / &N")
