"""The tables of a scenario: their names, their columns, and their records from a sheet."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, get_args

from allocator.errors import Place
from allocator.files.decode import read_text
from allocator.files.draft import Draft
from allocator.files.places import TableLines
from allocator.files.sheet import Sheet, read_sheet
from allocator.model.fields import Frozen
from allocator.model.scenario import Scenario

TABLES = (
    "parks",
    "industries",
    "sources",
    "evidence",
    "current",
    "locks",
    "counts",
    "given",
    "criteria_values",
    "reference",
    "crosswalk",
)
"""Fields of `Scenario` that may stand in a CSV file of their own; parks and industries first."""


def row_model(table: str) -> type[Frozen]:
    """Return the schema of one record of `table`."""
    model: type[Frozen] = get_args(Scenario.model_fields[table].annotation)[0]
    return model


def required(table: str) -> list[str]:
    """Return the columns that `table` cannot do without."""
    fields = row_model(table).model_fields
    return [name for name, field in fields.items() if field.is_required()]


def read_table_sheet(file: Path, shown: str, draft: Draft) -> Sheet | None:
    """Return the cells of a table's file, or ``None`` after reporting why not."""
    text = read_text(file, shown, draft)
    return None if text is None else read_sheet(text, shown, draft)


def folded(text: str) -> str:
    """Return `text` without differences of width, case and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def closest(word: str, known: Iterable[str]) -> list[str]:
    """Return the three known words closest to `word`, closest first."""
    return get_close_matches(word[:80], [*known], 3, cutoff=0.0)


def near(word: str, known: Iterable[str]) -> str:
    """Return the known words closest to `word` as text."""
    return ", ".join(closest(word, known)) or "-"


def put_records(table: str, sheet: Sheet, draft: Draft) -> None:
    """Add the records of a sheet with one column per field to the draft's tree."""
    draft.places.put_table(table, TableLines(sheet.file, sheet.lines))
    columns = _columns(table, sheet, draft)
    draft.tree[table] = [
        {name: cells[index] for name, index in columns.items() if cells[index]}
        for cells in sheet.rows
    ]
    draft.blamed.update((table, number) for number in sheet.ragged)


def _columns(table: str, sheet: Sheet, draft: Draft) -> dict[str, int]:
    """Return where each field stands, after reporting what is wrong with the header."""
    known = list(row_model(table).model_fields)
    names = [folded(cell) for cell in sheet.header]
    if not set(names) & set(known):
        _report(draft, table, "missing-header", sheet.place(), columns=", ".join(known))
        draft.blamed.add((table,))
        return {}
    columns: dict[str, int] = {}
    for index, (name, cell) in enumerate(zip(names, sheet.header, strict=True)):
        if name in columns:
            _report(draft, table, "duplicate-column", sheet.place(cell), column=cell)
        elif name in known:
            columns[name] = index
        elif cell or any(cells[index] for cells in sheet.rows):
            column = cell or f"#{index + 1}"
            facts = {"column": column, "columns": ", ".join(known)}
            close = partial(near, name, known)
            _report(draft, table, "unknown-column", sheet.place(column), near=close, **facts)
            draft.blamed.add((table, None, name))
    for name in required(table):
        if name not in columns:
            _report(draft, table, "missing-column", sheet.place(), column=name)
            draft.blamed.add((table, None, name))
    return columns


def _report(draft: Draft, table: str, code: str, place: Place, **facts: Any) -> None:
    draft.faults.add(code, place, table=table, **facts)
