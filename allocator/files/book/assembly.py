"""From the rows of worksheets to records of the scenario's tree, each part with its cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allocator.files.book.columns import Column
from allocator.files.book.forms import Form
from allocator.files.book.labels import LABELS
from allocator.files.book.settings import (
    LISTS,
    NOTHING,
    PARTS,
    RULES,
    SETTINGS,
    WORDS,
    rule_way,
)
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.places import Loc, SheetLines
from allocator.files.sheet import Sheet
from allocator.files.tables import header_columns, report_missing
from allocator.files.text import near, squeezed

_BETWEEN = re.compile("[、，,；;]")
_OWN_WORDS = ("per", "reference")
"""Kinds whose words no other reader knows."""
Columns = Mapping[Column, int]


def put_table(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the records of a table."""
    columns = _columns(form, sheet, draft)
    ways: dict[Loc, int] = {}
    for one, index in columns.items():
        ways[one.way] = index
        ways.setdefault(one.way[:1], index)
    lines = SheetLines(sheet.file, sheet.name, sheet.header_line, sheet.lines, ways)
    draft.places.put_table(form.key, lines)
    draft.tree[form.key] = [_record(cells, columns) for cells in sheet.rows]
    _forget_names(form, sheet, draft)
    draft.blamed.update((form.key, number) for number in sheet.ragged)
    for name in form.needed:
        if columns and not any(one.field == name for one in columns):
            draft.blamed.add((form.key, None, name))


def _forget_names(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Take the ids from rows whose names cannot be read: what is not found may be meant there."""
    if any(one.field == "name_zh" for one in form.columns):
        for number in sheet.ragged:
            record = draft.tree[form.key][number]
            if not {"name_zh", "name"} & record.keys():
                record.pop("id", None)


def put_rule(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the entries of a rule that has a worksheet of its own."""
    columns = _columns(form, sheet, draft)
    if not columns or _lacks(form, columns):
        draft.blamed.add(form.loc)
        return
    draft.places.put(form.loc, sheet.place())
    entries: list[dict[str, Any]] = []
    for number, cells in enumerate(sheet.rows):
        _put_places(
            draft, (*form.loc, number), sheet, number, ((c.way, i) for c, i in columns.items())
        )
        entries.append(_record(cells, columns))
        if number in sheet.ragged:
            draft.blamed.add((*form.loc, number))
            continue
        for one, index in columns.items():
            if one.needed and not cells[index]:
                draft.blame("missing-value", *form.loc, number, *one.way, key=one.field)
    if entries:
        _put(draft.tree, form.loc, entries)


def put_rules(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the rules that are one entry each; a row without anything stated is no entry."""
    columns = _columns(form, sheet, draft)
    draft.places.put(form.loc, sheet.place())
    if not columns or _lacks(form, columns):
        draft.blamed.add(form.loc)
        return
    for rule, number in _keyed(form, sheet, columns, draft, RULES).items():
        loc = (*form.loc, rule)
        stated = [(one, index) for one, index in columns.items() if one.way not in ((), ("rule",))]
        ways = {one: rule_way(rule, one.way) for one, _ in stated}
        draft.places.put(loc, sheet.cell(number, columns[form.key_column]))
        _put_places(draft, loc, sheet, number, ((ways[one], index) for one, index in stated))
        entry: dict[str, Any] = {}
        for one, index in stated:
            if text := sheet.rows[number][index]:
                _put(entry, ways[one], _value(one.kind, text))
        if entry:
            _put(draft.tree, loc, _whole_sentences(entry))
        if number in sheet.ragged:
            draft.blamed.add(loc)


def put_map(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the entries of a worksheet whose first column is their key."""
    columns = _columns(form, sheet, draft)
    draft.places.put(form.loc, sheet.place())
    if not columns or _lacks(form, columns) or sheet.ragged:
        draft.blamed.add(form.loc)
        return
    entries: dict[str, Any] = {}
    key = form.key_column
    value = next((one for one in columns if one.is_number), None)
    for text, number in _keyed(form, sheet, columns, draft).items():
        loc = (*form.loc, text)
        ways = {one: () if one is value else one.way for one in columns if one.way and one != key}
        own = loc if value is None else (*loc, key.field)
        draft.places.put(own, sheet.cell(number, columns[key]))
        if value is not None:
            draft.places.put(loc, sheet.cell(number, columns[value]))
        _put_places(draft, loc, sheet, number, ((ways[one], columns[one]) for one in ways))
        cells = sheet.rows[number]
        if value is None:
            entries[text] = _record(cells, {one: columns[one] for one in ways})
        elif cell := cells[columns[value]]:
            entries[text] = cell
        label = next((one for one in columns if one.field == "label"), None)
        if label is not None and (word := cells[columns[label]]):
            draft.tree.setdefault(LABELS, {}).setdefault(squeezed(word), text)
    if form.loc[0] != "affinity" or "designation" in (draft.tree.get("affinity") or {}):
        _put(draft.tree, form.loc, entries)


def put_settings(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the values of a worksheet of settings."""
    columns = _columns(form, sheet, draft)
    if form.loc:
        draft.places.put(form.loc, sheet.place())
        draft.tree[str(form.loc[0])] = {}
    if not columns or len(columns) < 2 or _lacks(form, columns):
        draft.blamed.update({form.loc} if form.loc else {("id",), ("name",)})
        return
    value = next(index for one, index in columns.items() if one.field == "value")
    settings = {one.key: one for one in SETTINGS[form.key]}
    rows = _keyed(form, sheet, columns, draft, settings)
    entry: dict[str, Any] = {}
    for key, number in rows.items():
        if (setting := settings.get(key)) is None:
            continue
        loc = (*form.loc, *setting.way)
        _put_places(draft, loc, sheet, number, [((), value)])
        draft.places.put(loc[:-1] if len(loc) > 1 else loc, sheet.cell(number, value))
        if number in sheet.ragged:
            draft.blamed.add(loc)
        elif text := sheet.rows[number][value]:
            _put(entry, setting.way, _value(setting.kind, text))
    _put_entry(form, entry, draft)


def _put_entry(form: Form, entry: dict[str, Any], draft: Draft) -> None:
    for part in PARTS if form.key == "affinity" else ():
        way: Loc = ("affinity", part, "weight")
        if part in entry and "weight" not in entry[part] and way not in draft.blamed:
            draft.blame("missing-value", *way, key=f"{part}.weight")
    target = draft.tree.setdefault(str(form.loc[0]), {}) if form.loc else draft.tree
    target.update(_whole_sentences(entry))


def _keyed(
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
                draft.faults.add("missing-value", place, key=key.field)
        elif text in rows:
            draft.faults.add("duplicate-key", place, key=text, first=sheet.lines[rows[text]])
        elif words is not None and text not in words:
            draft.faults.add("unknown-key", place, key=text[:60], near=near(text, words))
        else:
            rows[text] = number
    return rows


def _columns(form: Form, sheet: Sheet, draft: Draft) -> dict[Column, int]:
    """Return where each column stands, after reporting what is wrong with the header."""
    by_field = {one.field: one for one in form.columns}
    words = {squeezed(one.zh): one.field for one in form.columns}
    header = [_field(cell, words, list(by_field)) or cell for cell in sheet.header]
    named = Sheet(
        sheet.file, header, sheet.header_line, sheet.rows, sheet.lines, sheet.ragged, sheet.name
    )
    found = header_columns(form.key, named, list(by_field), draft)
    columns = {by_field[name]: index for name, index in found.items()}
    for name in form.needed if columns else ():
        if name not in found:
            report_missing(form.key, sheet, name, draft)
    return columns


def _field(cell: str, words: Mapping[str, str], known: list[str]) -> str | None:
    """Return which column a heading means, by the workbook's own headings first."""
    lines = {words.get(squeezed(line)) for line in cell.splitlines()} - {None}
    return lines.pop() if len(lines) == 1 else field_of(cell, known)


def _lacks(form: Form, columns: Columns) -> bool:
    found = {one.field for one in columns}
    return any(name not in found for name in form.needed)


def _put_places(
    draft: Draft, loc: Loc, sheet: Sheet, number: int, ways: Iterable[tuple[Loc, int]]
) -> None:
    """Remember the cells of a row; what has no cell of its own stands in its first one."""
    for way, index in ways:
        place = sheet.cell(number, index)
        for size in range(len(way), -1, -1):
            draft.places.put((*loc, *way[:size]), place)


def _record(cells: list[str], columns: Columns) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for one, index in columns.items():
        if one.way and cells[index]:
            _put(record, one.way, _value(one.kind, cells[index]))
    return _whole_sentences(record)


def _value(kind: str, text: str) -> Any:
    """Return the text of a cell as YAML would state it."""
    if kind in LISTS:
        return [] if text == NOTHING else [*_names(text)]
    return WORDS[kind].get(squeezed(text), text) if kind in _OWN_WORDS else text


def _names(text: str) -> Iterator[str]:
    yield from (name for part in _BETWEEN.split(text) if (name := part.strip()))


def _whole_sentences(record: dict[str, Any]) -> dict[str, Any]:
    """Let a sentence that is given in one language stand for both; make lists of pairs."""
    for key in ("name", "reason"):
        said = record.get(key)
        if isinstance(said, dict) and len(said) == 1:
            record[key] = next(iter(said.values()))
    if isinstance(two := record.get("industries"), dict):
        record["industries"] = [two[place] for place in sorted(two)]
    return record


def _put(node: dict[Any, Any], way: Loc, value: Any) -> None:
    for key in way[:-1]:
        node = node.setdefault(key, {})
    node[way[-1]] = value
