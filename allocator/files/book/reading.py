"""The worksheets of a scenario's workbook, into the same tree as YAML and CSV files."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from allocator.errors import Place
from allocator.files.book.cells import held_by
from allocator.files.book.entries import put_map, put_rules, put_settings
from allocator.files.book.forms import FORMS, Form, form_of, is_side_sheet, sheet_names
from allocator.files.book.labels import read_labels
from allocator.files.book.records import put_rule, put_table
from allocator.files.draft import Draft
from allocator.files.matrix import is_blank_matrix, is_matrix, read_matrix
from allocator.files.proposal_book import is_proposal
from allocator.files.sheet import Sheet
from allocator.files.text import near
from allocator.files.workbook import Workbook, open_workbook
from allocator.model.scenario import SCHEMA

MOST_ROWS = 50_000
_PUT: Mapping[str, Callable[[Form, Sheet, Draft], None]] = {
    "table": put_table,
    "matrix": put_table,
    "rule": put_rule,
    "rules": put_rules,
    "map": put_map,
    "settings": put_settings,
}


def gather_book(path: Path, draft: Draft) -> None:
    """Read all worksheets of the scenario at `path` into the draft."""
    shown = str(path)
    book = open_workbook(path, shown, draft)
    if book is None:
        draft.blamed.add(())
    else:
        put_book(book, draft)


def put_book(book: Workbook, draft: Draft) -> None:
    """Put what an open workbook states into the draft."""
    draft.places.in_cells = True
    draft.tree = {"schema": SCHEMA}
    found = _forms(book, draft)
    if not found:
        draft.faults.add(
            "no-scenario-sheets", Place(book.file), names=", ".join(sheet_names()[1::3])
        )
        draft.blamed.add(())
        return
    for form in FORMS:
        if form.key in found:
            _read(book, found[form.key], form, draft)
        elif form.use == "needed" and not any(form_of(name) == form for name in book.hidden):
            draft.faults.add("missing-sheet", Place(book.file), name=form.title)
            _blame(form, draft)
    read_labels(draft)


def _read(book: Workbook, name: str, form: Form, draft: Draft) -> None:
    needed = form.needed if form.shape != "matrix" else []
    sheet = book.sheet(name, needed, draft, MOST_ROWS)
    if sheet is None:
        _blame(form, draft)
    elif form.shape == "matrix" and (is_matrix(sheet) or is_blank_matrix(sheet)):
        read_matrix(form.key, sheet, draft)
    else:
        _PUT[form.shape](form, sheet, draft)


def _blame(form: Form, draft: Draft) -> None:
    """Say nothing more about what a worksheet holds: it cannot be read."""
    draft.blamed.update(held_by(form))


def _forms(book: Workbook, draft: Draft) -> dict[str, str]:
    """Return the name of the worksheet of every form, and tell of those that are not read."""
    found: dict[str, str] = {}
    for name in book.worksheets:
        form = form_of(name)
        if form is None:
            _tell_unknown(book, name, draft)
        elif form.key in found:
            place = Place(book.file, 1, name, name)
            draft.faults.add("sheet-twice", place, name=name, first=found[form.key])
        else:
            found[form.key] = name
    _tell_hidden(book, found, draft)
    return found


def _tell_unknown(book: Workbook, name: str, draft: Draft) -> None:
    if not (is_side_sheet(name) or is_proposal(name)):
        place = Place(book.file, 0, name, name)
        draft.notices.add("unknown-sheet", place, near=lambda: near(name, sheet_names()))


def _tell_hidden(book: Workbook, found: Iterable[str], draft: Draft) -> None:
    """Report hidden worksheets that would be read if they were visible; others are told."""
    for name in book.hidden:
        place = Place(book.file, 0, name, name)
        form = form_of(name)
        if form is None or form.key in found:
            draft.notices.add("hidden-sheet", place, name=name)
        else:
            draft.faults.add("sheet-hidden", place, name=name)
            _blame(form, draft)
