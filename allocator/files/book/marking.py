"""A copy of a faulty workbook with its cells marked, and a list of all faults in front."""

import re
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import dropwhile
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from allocator.errors import Fault
from allocator.files.book.forms import FAULTS
from allocator.i18n import LANGUAGES, Language, fault_text, say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_AUTHOR = "Allocator"
_SIGN = "⚠ ["
_COLUMNS = (("sheet", 22), ("cell", 10), ("code", 24), ("what", 60), ("remedy", 60))
_RED, _YELLOW = "FFC00000", "FFFFE699"
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LONGEST = 32_000


def marked(data: bytes, faults: Sequence[Fault], language: Language) -> bytes:
    """Return the workbook with the cells of `faults` marked and a worksheet that lists them."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about looks that openpyxl does not keep
        book = load_workbook(BytesIO(data))
    title = " ".join(FAULTS)
    for name in [one for one in book.sheetnames if one == title]:
        del book[name]  # of an earlier round
    _unmark(book)
    for fault in faults:
        if fault.place.sheet in book.sheetnames:
            _mark(book[fault.place.sheet], fault, language)
    _list(book.create_sheet(title, 0), faults, language)
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == title
    target = BytesIO()
    book.save(target)
    return _without_clock(target.getvalue())


def _unmark(book: "Workbook") -> None:
    """Take away the marks of an earlier round, and leave the comments that they were put before."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill

    for cell in _commented(book):
        if cell.comment.author == _AUTHOR and cell.comment.text.startswith(_SIGN):
            lines = cell.comment.text.split("\n")
            own = "\n".join(dropwhile(lambda line: line.startswith(_SIGN), lines))
            cell.comment = Comment(own, _AUTHOR) if own else None
            cell.fill, cell.border = PatternFill(), Border()


def _commented(book: "Workbook") -> Iterator["Cell"]:
    """Yield the cells with a comment; looking at all up to the last one would make them all."""
    for sheet in book.worksheets:
        yield from (cell for cell in [*sheet._cells.values()] if cell.comment)


def _mark(sheet: "Worksheet", fault: Fault, language: Language) -> None:
    """Fill and frame a cell, and say in its comment what is wrong: never by colour alone."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    cell = sheet[_cell(fault)]
    said = f"{_SIGN}{fault.code}] " + _sentence(fault, language)
    if cell.comment is not None:
        said = f"{said}\n{cell.comment.text}"
    cell.comment = Comment(said[:_LONGEST], _AUTHOR, height=140, width=360)
    cell.fill = PatternFill("solid", fgColor=_YELLOW)
    side = Side("thick", color=_RED)
    cell.border = Border(side, side, side, side)


def _cell(fault: Fault) -> str:
    """Return the cell of a fault; what concerns a row or a whole sheet is marked in column A."""
    _, found, cell = fault.place.column.rpartition("!")
    return cell if found else f"A{max(fault.place.line, 1)}"


def _sentence(fault: Fault, language: Language) -> str:
    return ("" if language == "zh" else " ").join(fault_text(language, fault))


def _list(sheet: "Worksheet", faults: Sequence[Fault], language: Language) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.sheet_properties.tabColor = _RED[2:]
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.row_dimensions[1].height = 32
    for column, (name, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(1, column, "\n".join(say(one, f"mark.{name}") for one in LANGUAGES))
        cell.font = Font("Microsoft YaHei", 10, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_RED)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
    for row, fault in enumerate(faults, start=2):
        what, remedy = fault_text(language, fault)
        texts = (fault.place.sheet, _cell(fault) if fault.place.sheet else "", fault.code)
        for column, text in enumerate((*texts, what, remedy), start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"  # never a formula, whatever the text begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 15 * max(_lines(what), _lines(remedy)) + 4
        if fault.place.sheet:
            _link(sheet.cell(row, 2), fault)


def _lines(text: str) -> int:
    """Return about how many lines a text takes in its column."""
    wide = sum(2 if ord(one) > 0x2E7F else 1 for one in text)
    return -(-wide // 56)


def _link(cell: "Cell", fault: Fault) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = fault.place.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{_cell(fault)}")
    cell.font = Font("Microsoft YaHei", 10, underline="single", color="FF0563C1")


def _without_clock(data: bytes) -> bytes:
    """Return a workbook without the time of its making: the same faults give the same bytes."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _CHANGED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            package.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return target.getvalue()
