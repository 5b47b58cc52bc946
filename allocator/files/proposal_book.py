"""Which worksheet of a workbook is the proposal."""

from pathlib import Path

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.sheet import Sheet
from allocator.files.text import squeezed
from allocator.files.workbook import Workbook, open_workbook

NAMES = ("布局", "方案", "布局方案", "调整", "调整方案", "layout", "proposal", "moves")


def is_proposal(name: str) -> bool:
    """Return whether a worksheet is named as a proposal."""
    return squeezed(name) in NAMES


def _current(book: Workbook) -> list[str]:
    """Return the worksheet of the current layout, where the workbook is a whole scenario."""
    from allocator.files.book.forms import form_of

    forms = {form.key: name for name in book.worksheets if (form := form_of(name))}
    return [forms["current"]] if {"current", "parks", "industries"} <= forms.keys() else []


def proposal_sheet(path: Path, shown: str, draft: Draft) -> Sheet | None:
    """Return the visible worksheet that is named as a proposal, else the first one.

    Of a workbook that is a whole scenario it is that of the current layout.
    ``None`` after reporting why there is none, or several.
    """
    book = open_workbook(path, shown, draft)
    if book is None:
        return None
    found = [name for name in book.worksheets if is_proposal(name)] or _current(book)
    if len(found) > 1:
        draft.faults.add("several-sheets", Place(shown), names=", ".join(found))
        return None
    return book.sheet(found[0] if found else next(iter(book.worksheets)), ["park"], draft)
