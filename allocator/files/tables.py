"""The tables of a scenario: their names, their columns, and their records from a sheet."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

from allocator.errors import Place
from allocator.files.decode import read_text
from allocator.files.draft import Draft
from allocator.files.headings import field_names, field_of
from allocator.files.places import Loc, TableLines
from allocator.files.sheet import Sheet, read_sheet
from allocator.files.text import near, squeezed
from allocator.model.fields import Frozen
from allocator.model.scenario import Scenario

TABLES = (
    "parks",
    "industries",
    "sources",
    "evidence",
    "current",
    "locks",
    "grants",
    "counts",
    "given",
    "criteria",
    "criteria_values",
    "reference",
    "crosswalk",
    "resources",
    "supplies",
    "needs",
    "synergy",
    "links",
    "distances",
    "adjustments",
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


def put_records(table: str, sheet: Sheet, draft: Draft) -> None:
    """Add the records of a sheet with one column per field to the draft's tree."""
    columns = header_columns(table, sheet, list(row_model(table).model_fields), draft)
    headings = {name: sheet.header[index] for name, index in columns.items()}
    draft.places.put_table(table, TableLines(sheet.file, sheet.lines, headings=headings))
    draft.tree[table] = [
        {name: cells[index] for name, index in columns.items() if cells[index]}
        for cells in sheet.rows
    ]
    draft.blamed.update((table, number) for number in sheet.ragged)
    _find_missing(table, sheet, columns, draft)


def header_columns(
    table: str, sheet: Sheet, known: list[str], draft: Draft, whole: Sequence[Loc] = ()
) -> dict[str, int]:
    """Return where each field stands, after reporting what is wrong with the header.

    What is wrong spoils that column of `table`, or the `whole` of what the sheet holds, if given.
    """
    names = [field_of(cell, known) for cell in sheet.header]
    if not any(names):
        _report(draft, table, "missing-header", sheet.place(), columns=", ".join(known))
        draft.blamed.update(whole or [(table,)])
        return {}
    columns: dict[str, int] = {}
    for index, (name, cell) in enumerate(zip(names, sheet.header, strict=True)):
        if name in columns:
            column = same_column(cell, sheet.header[columns[name]])
            _report(draft, table, "duplicate-column", sheet.head(index), column=column)
        elif name:
            columns[name] = index
        elif cell or any(cells[index] for cells in sheet.rows):
            column = cell or f"#{index + 1}"
            facts = {"column": column, "columns": ", ".join(known)}
            close = partial(near, cell, field_names(known))
            _report(draft, table, "unknown-column", sheet.head(index), near=close, **facts)
            draft.blamed.update(whole or [(table, None, squeezed(cell))])
    return columns


def _find_missing(table: str, sheet: Sheet, columns: dict[str, int], draft: Draft) -> None:
    if (table,) not in draft.blamed:
        for name in required(table):
            if name not in columns:
                report_missing(table, sheet, name, draft)
                draft.blamed.add((table, None, name))


def report_missing(table: str, sheet: Sheet, column: str, draft: Draft) -> None:
    """Report that a sheet lacks a column."""
    _report(draft, table, "missing-column", sheet.place(), column=column)


def same_column(cell: str, first: str) -> str:
    """Return how to name a column that is there twice, under one heading or under two."""
    return cell if squeezed(cell) == squeezed(first) else f"{first} = {cell}"


def _report(draft: Draft, table: str, code: str, place: Place, **facts: Any) -> None:
    draft.faults.add(code, place, table=table, **facts)
