"""Excel workbooks: their visible worksheets, each to be read as a sheet of text cells.

openpyxl takes a third of a second to import, so it is imported when a workbook is opened.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.sheet import Sheet
from allocator.files.workbook_bytes import has_links, read_package

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_ROWS = 10_000

_DAMAGE = (
    BadZipFile, EOFError, zlib.error, struct.error, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, RuntimeError, AssertionError, OSError,
)  # fmt: skip
"""What openpyxl lets out on a damaged workbook; a slip of its XML is a `SyntaxError`."""


@dataclass(frozen=True)
class Workbook:
    """An open workbook. `file` is its name as the user gave it."""

    file: str
    worksheets: "dict[str, ReadOnlyWorksheet]"
    """The visible ones, in their order."""
    hidden: tuple[str, ...] = ()
    """The names of the others."""

    def sheet(
        self, name: str, columns: Sequence[str], draft: Draft, most_rows: int = MOST_ROWS
    ) -> Sheet | None:
        """Return the cells of a worksheet, or ``None`` after reporting why it is no table.

        `columns` are fields that its header has; titles above such a header are left out.
        """
        from allocator.files.worksheet import read_worksheet

        with damage_told(self.file, draft):
            return read_worksheet(self.worksheets[name], self.file, columns, draft, most_rows)
        return None


def open_workbook(file: Path, shown: str, draft: Draft) -> Workbook | None:
    """Return a workbook, or ``None`` after reporting why it cannot be opened.

    Formulas count by the values that Excel has stored; links to other workbooks are not followed.
    """
    package = read_package(file, shown, draft)
    return None if package is None else open_package(package, shown, draft)


def open_package(package: BytesIO, shown: str, draft: Draft) -> Workbook | None:
    """Return the workbook of these bytes, which have been found safe to open."""
    from openpyxl import load_workbook

    with damage_told(shown, draft):
        book = load_workbook(package, read_only=True, data_only=True, keep_links=False)
        for number, one in enumerate(book.worksheets, start=1):
            for told in (draft.faults, draft.notices):
                told.tabs[shown, one.title] = number
        visible = [one for one in book.worksheets if one.sheet_state == "visible"]
        hidden = tuple(one.title for one in book.worksheets if one.sheet_state != "visible")
        if has_links(package):
            draft.notices.add("external-links", Place(shown))
        if visible:
            return Workbook(shown, {one.title: one for one in visible}, hidden)
        draft.faults.add("empty-file", Place(shown))
    return None


@contextmanager
def damage_told(file: str, draft: Draft) -> Iterator[None]:
    """Turn what openpyxl says of a damaged workbook into a fault; its warnings are about looks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _DAMAGE:
        draft.faults.add("not-a-workbook", Place(file))
