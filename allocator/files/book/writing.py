"""A scenario as an Excel workbook: the same scenario gives the same bytes."""

import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError, Place
from allocator.files.book.content import Cell, Grid, by_id, grids_of
from allocator.files.book.forms import INSTRUCTIONS
from allocator.files.book.instructions import write_instructions
from allocator.files.book.looks import Looks
from allocator.files.book.prompts import Prompts
from allocator.files.book.reading import MOST_ROWS, put_book
from allocator.files.draft import Draft
from allocator.files.settle import settle
from allocator.files.workbook import open_package
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds."""
_CREATED = datetime.datetime(2000, 1, 1)


def book_bytes(scenario: Scenario, shown: str) -> bytes:
    """Return the workbook of a scenario; reading it gives the scenario again.

    `shown` is the file that the workbook is for, as the user named it.

    Raises:
        InputError: a workbook cannot hold the scenario.

    """
    from xlsxwriter import Workbook

    grids = grids_of(scenario)
    _refuse_too_large(grids, shown)
    data = BytesIO()
    book = Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": scenario.name.zh, "created": _CREATED})
    looks = Looks(book)
    names = " ".join(INSTRUCTIONS)
    write_instructions(book.add_worksheet(names), grids, looks)
    prompts = Prompts(book, grids, by_id(scenario))
    for grid in grids:
        sheet = book.add_worksheet(grid.form.title)
        _write(sheet, grid, looks)
        prompts.add(sheet, grid)
    book.close()
    _refuse_unless_same(data, scenario, shown)
    return data.getvalue()


def _write(sheet: "Worksheet", grid: Grid, looks: Looks) -> None:
    looks.dress(sheet, grid)
    for column, text in enumerate(grid.header):
        sheet.write_string(0, column, text, looks.head(grid, column))
    for row, cells in enumerate(grid.rows, start=1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, row, column, cell, looks.cell(grid, column, cells))


def _write_cell(sheet: "Worksheet", row: int, column: int, cell: Cell, look: object) -> None:
    """Write a number as a number where that loses no digit, and every text as a text."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif _is_exact(cell):
        sheet.write_number(row, column, float(cell), look)
    else:
        sheet.write_string(row, column, str(cell), look)


def _is_exact(number: object) -> bool:
    from decimal import Decimal

    return Decimal(format(float(str(number)), ".15g")) == Decimal(str(number))


def _refuse_too_large(grids: list[Grid], shown: str) -> None:
    faults = []
    for grid in grids:
        place = Place(shown, 0, grid.form.title, grid.form.title)
        if len(grid.rows) > MOST_ROWS:
            facts = {"name": grid.form.title, "limit": str(MOST_ROWS)}
            faults.append(Fault("too-many-rows-to-write", place, facts))
        texts = (cell for row in grid.rows for cell in row if isinstance(cell, str))
        if any(len(text) > MOST_CHARACTERS for text in texts):
            faults.append(Fault("text-too-long-to-write", place, {"limit": str(MOST_CHARACTERS)}))
    if faults:
        raise InputError(faults)


def _refuse_unless_same(data: BytesIO, scenario: Scenario, shown: str) -> None:
    """Read the workbook again: what it does not hold exactly is no workbook to hand out."""
    draft = Draft.of(shown)
    draft.may_contradict = True
    book = open_package(BytesIO(data.getvalue()), shown, draft)
    if book is not None:
        put_book(book, draft)
    found = settle(draft)
    if found != scenario:
        fields = type(scenario).model_fields
        lost = [name for name in fields if getattr(found, name) != getattr(scenario, name)]
        facts = {"what": ", ".join(lost)}
        raise InputError([Fault("not-held-by-workbook", Place(shown), facts)])
