"""Worksheets whose rows have keys: settings, rules that are one entry each, and maps."""

from typing import Any

from allocator.files.book.called import called
from allocator.files.book.cells import (
    Columns,
    columns_in,
    keyed,
    lacks,
    put,
    put_places,
    record_of,
    value_of,
    whole,
)
from allocator.files.book.forms import Form
from allocator.files.book.labels import LABELS
from allocator.files.book.settings import PARTS, RULES, SETTINGS, rule_way
from allocator.files.draft import Draft
from allocator.files.places import Loc
from allocator.files.sheet import Sheet
from allocator.files.text import squeezed


def put_rules(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the rules that are one entry each; a row without anything stated is no entry."""
    columns = columns_in(form, sheet, draft)
    draft.places.put(form.loc, sheet.place())
    if lacks(form, columns):
        draft.blamed.add(form.loc)
        return
    for rule, number in keyed(form, sheet, columns, draft, RULES).items():
        loc = (*form.loc, rule)
        draft.places.put(loc, sheet.cell(number, columns[form.key_column]))
        if entry := _rule(rule, sheet, number, columns, draft):
            put(draft.tree, loc, entry)
        if number in sheet.ragged:
            draft.blamed.add(loc)


def _rule(rule: str, sheet: Sheet, number: int, columns: Columns, draft: Draft) -> dict[str, Any]:
    """Return the entry of a rule, and remember its cells."""
    stated = [(one, index) for one, index in columns.items() if one.way not in ((), ("rule",))]
    ways = [(rule_way(rule, one.way), index) for one, index in stated]
    put_places(draft, ("rules", rule), sheet, number, ways)
    entry: dict[str, Any] = {}
    for (one, index), (way, _) in zip(stated, ways, strict=True):
        if text := sheet.rows[number][index]:
            put(entry, way, value_of(one.kind, text))
    return whole(entry)


def put_map(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the entries of a worksheet whose rows have a key each, and a value or a record."""
    columns = columns_in(form, sheet, draft)
    draft.places.put(form.loc, sheet.place())
    if lacks(form, columns) or sheet.ragged:
        draft.blamed.add(form.loc)
        return
    rows = keyed(form, sheet, columns, draft)
    if any(one.is_number for one in columns):
        entries = _values(form, sheet, rows, columns, draft)
    else:
        entries = _records(form, sheet, rows, columns, draft)
    _keep_labels(sheet, rows, columns, draft)
    if form.loc[0] != "affinity" or "designation" in draft.tree.get("affinity", {}):
        put(draft.tree, form.loc, entries)


def _values(
    form: Form, sheet: Sheet, rows: dict[str, int], columns: Columns, draft: Draft
) -> dict[str, Any]:
    """Return the number of every key that has one."""
    value = next(index for one, index in columns.items() if one.is_number)
    for key, number in rows.items():
        draft.places.put((*form.loc, key), sheet.cell(number, value))
        own = sheet.cell(number, columns[form.key_column])
        draft.places.put((*form.loc, key, form.key_column.field), own)
    return {key: cell for key, number in rows.items() if (cell := sheet.rows[number][value])}


def _records(
    form: Form, sheet: Sheet, rows: dict[str, int], columns: Columns, draft: Draft
) -> dict[str, Any]:
    """Return the record of every key."""
    others = {one: index for one, index in columns.items() if one != form.key_column}
    for key, number in rows.items():
        loc = (*form.loc, key)
        draft.places.put(loc, sheet.cell(number, columns[form.key_column]))
        put_places(draft, loc, sheet, number, ((one.way, index) for one, index in others.items()))
    return {key: record_of(sheet.rows[number], others) for key, number in rows.items()}


def _keep_labels(sheet: Sheet, rows: dict[str, int], columns: Columns, draft: Draft) -> None:
    """Keep what a workbook calls the keys of a worksheet, until all has been read."""
    label = next((index for one, index in columns.items() if one.field == "label"), None)
    if label is not None:
        words = {squeezed(word): key for key, n in rows.items() if (word := sheet.rows[n][label])}
        draft.tree[LABELS] = words


def put_settings(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the values of a worksheet of settings."""
    columns = columns_in(form, sheet, draft)
    target = draft.tree
    if form.loc:
        draft.places.put(form.loc, sheet.place())
        target = draft.tree.setdefault(str(form.loc[0]), {})
    if lacks(form, columns):
        draft.blamed.update({form.loc} if form.loc else {("id",), ("name",)})
        return
    target.update(whole(_settings(form, sheet, columns, draft)))
    for part in PARTS if form.key == "affinity" else ():
        way: Loc = ("affinity", part, "weight")
        if part in target and "weight" not in target[part] and way not in draft.blamed:
            draft.blame("missing-value", *way, **called(way))


def _settings(form: Form, sheet: Sheet, columns: Columns, draft: Draft) -> dict[str, Any]:
    """Return the values of the settings that have one."""
    value = next(index for one, index in columns.items() if one.field == "value")
    settings = {one.key: one for one in SETTINGS[form.key]}
    entry: dict[str, Any] = {}
    for key, number in keyed(form, sheet, columns, draft, settings).items():
        loc = (*form.loc, *settings[key].way)
        for inner in (loc, loc[:-1] or loc):
            draft.places.put(inner, sheet.cell(number, value))
        if number in sheet.ragged:
            draft.blamed.add(loc)
        elif text := sheet.rows[number][value]:
            put(entry, settings[key].way, value_of(settings[key].kind, text))
    return entry
