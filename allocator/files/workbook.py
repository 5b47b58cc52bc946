"""Excel workbooks: their visible worksheets, each to be read as a sheet of text cells.

openpyxl takes a third of a second to import, so it is imported when a workbook is opened.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.sheet import Sheet
from allocator.files.workbook_bytes import read_package

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

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

    def sheet(self, name: str, columns: Sequence[str], draft: Draft) -> Sheet | None:
        """Return the cells of a worksheet, or ``None`` after reporting why it is no table.

        `columns` are fields that its header has; titles above such a header are left out.
        """
        from allocator.files.worksheet import read_worksheet

        with _damage_told(self.file, draft):
            return read_worksheet(self.worksheets[name], self.file, columns, draft)
        return None


def open_workbook(file: Path, shown: str, draft: Draft) -> Workbook | None:
    """Return a workbook, or ``None`` after reporting why it cannot be opened.

    Formulas count by the values that Excel has stored; links to other workbooks are not followed.
    """
    package = read_package(file, shown, draft)
    if package is None:
        return None
    from openpyxl import load_workbook

    with _damage_told(shown, draft):
        book = load_workbook(package, read_only=True, data_only=True, keep_links=False)
        visible = (one for one in book.worksheets if one.sheet_state == "visible")
        worksheets = {one.title: one for one in visible}
        if worksheets:
            return Workbook(shown, worksheets)
        draft.faults.add("empty-file", Place(shown))
    return None


@contextmanager
def _damage_told(file: str, draft: Draft) -> Iterator[None]:
    """Turn what openpyxl says of a damaged workbook into a fault; its warnings are about looks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _DAMAGE:
        draft.faults.add("not-a-workbook", Place(file))
