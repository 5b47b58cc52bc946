"""A table of amounts as a planner keeps it: one row per park, one column per industry."""

from dataclasses import dataclass

from allocator.errors import Place
from allocator.files.draft import Draft
from allocator.files.headings import field_of
from allocator.files.names import Register, register, resolve
from allocator.files.places import SheetLines, TableLines
from allocator.files.sheet import Sheet

_TWICE = {"park": "duplicate-park", "industry": "duplicate-industry"}
_LONG_COLUMNS = ("park", "industry", "value")


def is_matrix(sheet: Sheet) -> bool:
    """Return whether a sheet is no long table of park, industry and value.

    One of 分园 and 产业 may head the names of a matrix; both of them, or 数值, make a long table.
    """
    return not _is_long(sheet) and len(sheet.header) > 1


def is_blank_matrix(sheet: Sheet) -> bool:
    """Return whether a sheet that is no long table has nothing below and beside its edges.

    The names at its edges count for nothing then: a planner who has no use for it may leave them.
    """
    is_filled = any(any(cells[1:]) for cells in sheet.rows)
    return not (_is_long(sheet) or sheet.ragged or is_filled)


def _is_long(sheet: Sheet) -> bool:
    found = {field_of(cell, _LONG_COLUMNS) for cell in sheet.header}
    return "value" in found or {"park", "industry"} <= found


def put_matrix(
    table: str, sheet: Sheet, parks: Register, industries: Register, draft: Draft
) -> None:
    """Add the filled cells of a matrix, either way round, to the draft's tree as records."""
    rows, columns = _Axis("park", parks), _Axis("industry", industries)
    if _is_transposed(sheet, parks, industries):
        rows, columns = columns, rows
    before = len(draft.faults)
    heads = _headers(sheet, columns, draft)
    labels = _labels(sheet, rows, draft)
    records: list[dict[str, str]] = []
    lines: list[int] = []
    cells: list[int] = []
    for number, label in labels.items():
        for index, head in heads.items():
            if cell := sheet.rows[number][index]:
                records.append({rows.kind: label, columns.kind: head, "value": cell})
                lines.append(sheet.lines[number])
                cells.append(index)
    draft.tree[table] = records
    if not records and (sheet.ragged or len(draft.faults) > before):
        draft.blamed.add((table,))  # it is not empty, none of it could be read
    draft.places.put_table(table, _lines(sheet, lines, cells))


def _lines(sheet: Sheet, lines: list[int], cells: list[int]) -> TableLines | SheetLines:
    if sheet.name:
        return SheetLines(sheet.file, sheet.name, sheet.header_line, lines, cells=cells)
    return TableLines(sheet.file, lines, [sheet.header[index] for index in cells])


def read_matrix(table: str, sheet: Sheet, draft: Draft) -> None:
    """Add the cells of a matrix to the tree, if its parks and industries can be known."""
    if is_blank_matrix(sheet):
        draft.tree[table] = []
        draft.places.put_table(table, _lines(sheet, [], []))
        return
    parks, industries = register("parks", draft), register("industries", draft)
    if parks is None or industries is None:
        draft.blamed.add((table,))
    else:
        put_matrix(table, sheet, parks, industries, draft)


@dataclass(frozen=True)
class _Axis:
    kind: str
    register: Register


def _is_transposed(sheet: Sheet, parks: Register, industries: Register) -> bool:
    """Compare how much of the two edges each way round explains; as stated wins a tie."""
    heads, labels = sheet.header[1:], [cells[0] for cells in sheet.rows]

    def explained(register: Register, words: list[str]) -> float:
        return sum(bool(register.find(word)) for word in words) / max(len(words), 1)

    stated = explained(parks, labels) + explained(industries, heads)
    return explained(industries, labels) + explained(parks, heads) > stated


def _headers(sheet: Sheet, axis: _Axis, draft: Draft) -> dict[int, str]:
    """Return the id of every column that can be used."""
    found: dict[int, str] = {}
    for index, cell in enumerate(sheet.header):
        if index == 0 or not (cell or any(cells[index] for cells in sheet.rows)):
            continue
        place = sheet.head(index)
        one = _resolve(cell, axis, place, draft)
        if one in found.values():
            draft.faults.add("duplicate-column", place, column=cell, table=axis.kind)
        elif one:
            found[index] = one
    return found


def _labels(sheet: Sheet, axis: _Axis, draft: Draft) -> dict[int, str]:
    """Return the id of every row that can be used."""
    found: dict[int, str] = {}
    first: dict[str, int] = {}
    for number, cells in enumerate(sheet.rows):
        place = sheet.cell(number, 0)
        one = None if number in sheet.ragged else _resolve(cells[0], axis, place, draft)
        if one in first:
            draft.faults.add(_TWICE[axis.kind], place, value=one, first=first[one])
        elif one:
            found[number] = one
            first[one] = sheet.lines[number]
    return found


def _resolve(text: str, axis: _Axis, place: Place, draft: Draft) -> str | None:
    def tell(code: str, **facts: object) -> None:
        if code == "ambiguous-name" or axis.register.is_complete:
            draft.faults.add(code, place, **facts)

    return resolve(text, axis.kind, axis.register, tell)
