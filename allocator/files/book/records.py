"""Worksheets with one record a row: tables, and lists of rules."""

from allocator.files.book.cells import Columns, columns_in, lacks, put, put_places, record_of
from allocator.files.book.forms import Form
from allocator.files.draft import Draft
from allocator.files.places import Loc, SheetLines
from allocator.files.sheet import Sheet


def put_table(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the records of a table."""
    columns = columns_in(form, sheet, draft)
    ways: dict[Loc, int] = {}
    for one, index in columns.items():
        ways[one.way] = index
        ways.setdefault(one.way[:1], index)
    lines = SheetLines(sheet.file, sheet.name, sheet.header_line, sheet.lines, ways)
    draft.places.put_table(form.key, lines)
    draft.tree[form.key] = [record_of(cells, columns) for cells in sheet.rows]
    _forget_names(form, sheet, draft)
    draft.blamed.update((form.key, number) for number in sheet.ragged)
    found = {one.field for one in columns}
    draft.blamed.update((form.key, None, name) for name in form.needed if name not in found)


def _forget_names(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Take the ids from rows whose names cannot be read: what is not found may be meant there."""
    if any(one.field == "name_zh" for one in form.columns):
        for number in sheet.ragged:
            record = draft.tree[form.key][number]
            if not {"name_zh", "name"} & record.keys():
                record.pop("id", None)


def put_rule(form: Form, sheet: Sheet, draft: Draft) -> None:
    """Add the entries of a rule that has a worksheet of its own."""
    columns = columns_in(form, sheet, draft)
    if lacks(form, columns):
        draft.blamed.add(form.loc)
        return
    draft.places.put(form.loc, sheet.place())
    if sheet.rows:
        put(draft.tree, form.loc, [record_of(cells, columns) for cells in sheet.rows])
    for number in range(len(sheet.rows)):
        _place_entry(form, sheet, number, columns, draft)


def _place_entry(form: Form, sheet: Sheet, number: int, columns: Columns, draft: Draft) -> None:
    """Remember the cells of one entry, and report those that are empty and must not be."""
    loc = (*form.loc, number)
    put_places(draft, loc, sheet, number, ((one.way, index) for one, index in columns.items()))
    if number in sheet.ragged:
        draft.blamed.add(loc)
        return
    for one, index in columns.items():
        if one.needed and not sheet.rows[number][index]:
            draft.blame("missing-value", *loc, *one.way, **one.called)
