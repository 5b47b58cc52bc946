"""The starter scenario as a workbook, and edits of it as a planner would make them."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from allocator.files.book.forms import form
from allocator.files.book.handing import scenario_of
from allocator.files.book.writing import book_bytes

Edit = Callable[[Workbook], Any]


@cache
def starter_book() -> bytes:
    """Return the workbook of the starter scenario."""
    return book_bytes(scenario_of(None), "starter.xlsx")


def saved(edit: Edit, data: bytes | None = None) -> bytes:
    """Return the workbook of the starter scenario, or another one, after an edit."""
    book = load_workbook(BytesIO(starter_book() if data is None else data))
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def title(key: str) -> str:
    """Return the name of a worksheet."""
    return form(key).title


def cell(key: str, where: str, value: Any) -> Edit:
    """Return the edit that writes a cell."""

    def edit(book: Workbook) -> None:
        book[title(key)][where] = value

    return edit


def row(key: str, *values: Any) -> Edit:
    """Return the edit that adds a row below a table."""
    return lambda book: book[title(key)].append(values)


def both(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def edit(book: Workbook) -> None:
        for one in edits:
            one(book)

    return edit
