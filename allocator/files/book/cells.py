"""From the cells of a worksheet to values of the scenario's tree, each with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allocator.files.book.columns import Column
from allocator.files.book.forms import Form
from allocator.files.book.settings import LISTS, NOTHING, WORDS
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.places import Loc
from allocator.files.sheet import Sheet
from allocator.files.tables import header_columns, report_missing
from allocator.files.text import near, squeezed

_BETWEEN = re.compile("[、，,；;]")
_OWN_WORDS = ("per", "reference")
"""Kinds whose words no other reader knows."""
Columns = Mapping[Column, int]


def keyed(
    form: Form, sheet: Sheet, columns: Columns, draft: Draft, known: Iterable[str] | None = None
) -> dict[str, int]:
    """Return the row of every key, after reporting rows without one and keys that come again."""
    key = form.key_column
    words = [*known] if known is not None else None
    rows: dict[str, int] = {}
    for number, cells in enumerate(sheet.rows):
        text, place = cells[columns[key]], sheet.cell(number, columns[key])
        if not text:
            others = (cells[index] for one, index in columns.items() if one.way)
            if any(others):
                draft.faults.add("missing-value", place, **key.called)
        elif text in rows:
            draft.faults.add("duplicate-key", place, key=text, first=sheet.lines[rows[text]])
        elif words is not None and text not in words:
            draft.faults.add("unknown-key", place, key=text[:60], near=near(text, words))
        else:
            rows[text] = number
    return rows


def columns_in(form: Form, sheet: Sheet, draft: Draft) -> dict[Column, int]:
    """Return where each column stands, after reporting what is wrong with the header."""
    by_field = {one.field: one for one in form.columns}
    words = {squeezed(one.zh): one.field for one in form.columns}
    header = [_field(cell, words, list(by_field)) or cell for cell in sheet.header]
    named = Sheet(
        sheet.file, header, sheet.header_line, sheet.rows, sheet.lines, sheet.ragged, sheet.name
    )
    whole = [] if form.shape in ("table", "matrix") else held_by(form)
    found = header_columns(form.key, named, list(by_field), draft, whole)
    columns = {by_field[name]: index for name, index in found.items()}
    for name in form.needed if columns else ():
        if name not in found:
            report_missing(form.key, sheet, name, draft)
    return columns


def _field(cell: str, words: Mapping[str, str], known: list[str]) -> str | None:
    """Return which column a heading means, by the workbook's own headings first."""
    lines = {words.get(squeezed(line)) for line in cell.splitlines()} - {None}
    return lines.pop() if len(lines) == 1 else field_of(cell, known)


def held_by(form: Form) -> list[Loc]:
    """Return what of a scenario a worksheet holds."""
    return [form.loc] if form.loc else [("id",), ("name",), ("as_of",), ("near_km",)]


def lacks(form: Form, columns: Columns) -> bool:
    """Return whether a worksheet lacks a column that it cannot do without."""
    found = {one.field for one in columns}
    return any(name not in found for name in form.needed)


def put_places(
    draft: Draft, loc: Loc, sheet: Sheet, number: int, ways: Iterable[tuple[Loc, int]]
) -> None:
    """Remember the cells of a row; what has no cell of its own stands in its first one."""
    for way, index in ways:
        place = sheet.cell(number, index)
        for size in range(len(way), -1, -1):
            draft.places.put((*loc, *way[:size]), place)


def record_of(cells: list[str], columns: Columns) -> dict[str, Any]:
    """Return the record of a row."""
    record: dict[str, Any] = {}
    for one, index in columns.items():
        if one.way and cells[index]:
            put(record, one.way, value_of(one.kind, cells[index]))
    return whole(record)


def value_of(kind: str, text: str) -> Any:
    """Return the text of a cell as YAML would state it."""
    if kind in LISTS:
        return [] if text == NOTHING else [*_names(text)]
    return WORDS[kind].get(squeezed(text), text) if kind in _OWN_WORDS else text


def _names(text: str) -> Iterator[str]:
    yield from (name for part in _BETWEEN.split(text) if (name := part.strip()))


def whole(record: dict[str, Any]) -> dict[str, Any]:
    """Let a sentence that is given in one language stand for both; make lists of pairs."""
    if "zh" in record:
        record.setdefault("en", record["zh"])
    for key in ("name", "reason", "source"):
        said = record.get(key)
        if isinstance(said, dict) and len(said) == 1:
            record[key] = next(iter(said.values()))
    if isinstance(two := record.get("industries"), dict):
        record["industries"] = [two[place] for place in sorted(two)]
    return record


def put(node: dict[Any, Any], way: Loc, value: Any) -> None:
    """Put a value at the end of a way into a tree."""
    for key in way[:-1]:
        node = node.setdefault(key, {})
    node[way[-1]] = value
