"""A proposal as a table: one row per pair, per park with its industries beside it, or per move."""

import re
from collections.abc import Iterator

from allocator.files.draft import Draft
from allocator.files.headings import field_names, field_of
from allocator.files.names import Register
from allocator.files.proposal_entry import Entry, Known, MoveEntry, Written
from allocator.files.proposal_moves import is_kind, moves_of_sheet
from allocator.files.sheet import Sheet
from allocator.files.tables import same_column
from allocator.files.text import squeezed
from allocator.model.scenario import Statement

_FIELDS = ("park", "industry", "move", "to_industry", "to_park")
_TARGETS = _FIELDS[3:]
_IGNORED = tuple(name for name in Statement.model_fields if name not in _FIELDS)
_BEFORE = re.compile("退出|取消|调出|现状|调整前|^原|before|current|dropped", re.IGNORECASE)
"""Headings of industries that a proposal does not keep."""
_NUMBER = re.compile(r"[-_]?(\d{1,2}|[一二三四五六七八九十]{1,3})")


def entries_of_sheet(sheet: Sheet, known: Known, draft: Draft) -> Iterator[Entry | MoveEntry]:
    """Yield the entries of a proposal, after reporting what is wrong with its header."""
    kinds = _named(sheet, "move", draft)
    park = _park_column(sheet, known.parks, draft)
    industries = _industry_columns(sheet, park, known.industries, draft)
    if not kinds:
        _refuse_kinds(sheet, {park, *industries}, draft)
    if park is None or not industries:
        return
    is_long = [field_of(sheet.header[index], _FIELDS) for index in industries] == ["industry"]
    if kinds and is_long:
        others = {name: column[0] for name in _TARGETS if (column := _named(sheet, name, draft))}
        columns = {"move": kinds[0], "park": park, "industry": industries[0]} | others
        yield from moves_of_sheet(sheet, columns, draft)
    elif kinds:
        draft.faults.add("layout-and-moves", sheet.head(kinds[0]))
    else:
        _refuse_before(sheet, industries, draft)
        yield from _pairs(sheet, park, industries, is_long, known.industries)


def _refuse_before(sheet: Sheet, columns: list[int], draft: Draft) -> None:
    """Report columns of what is dropped or was there before: they would be read as kept."""
    for index in columns:
        if _BEFORE.search(squeezed(sheet.header[index])):
            draft.faults.add("column-of-before", sheet.head(index), column=sheet.header[index])


def _pairs(
    sheet: Sheet, park: int, industries: list[int], is_long: bool, known: Register
) -> Iterator[Entry]:
    for number, cells in enumerate(sheet.rows):
        if number in sheet.ragged:
            continue
        whose = Written(cells[park] or None, "park", sheet.cell(number, park, "park"))
        for index in industries:
            if cells[index] or is_long:
                place = sheet.cell(number, index, "industry")
                for name in known.parts(cells[index]):
                    yield Entry(whose, Written(name or None, "industry", place))


def _park_column(sheet: Sheet, parks: Register, draft: Draft) -> int | None:
    """Return the column headed as park, else the first one if it holds parks."""
    named = _named(sheet, "park", draft)
    if named or any(parks.find(cells[0]) or parks.find_by_stem(cells[0]) for cells in sheet.rows):
        return named[0] if named else 0
    draft.faults.add("missing-column", sheet.place("park"), column="park")
    return None


def _industry_columns(
    sheet: Sheet, park: int | None, industries: Register, draft: Draft
) -> list[int]:
    """Return the columns headed as industry, numbered or not, else all that hold industries."""
    others = [index for index in range(len(sheet.header)) if index != park]
    named = _named(sheet, "industry", draft)
    numbered = [index for index in others if _is_numbered(sheet.header[index])]
    holding = [index for index in others if _holds_industries(sheet, index, industries)]
    if numbered:
        _refuse_unnumbered(sheet, {*holding} - {*named, *numbered}, draft)
    if named or numbered:
        return sorted([*named, *numbered])
    # a file of headings alone has no industry to go by, and is told to be empty
    if not holding and (sheet.rows or not others):
        draft.faults.add("missing-column", sheet.place("industry"), column="industry")
    return holding


def _holds_industries(sheet: Sheet, index: int, industries: Register) -> bool:
    """Return whether a column that is not a note or the like has an industry in it."""
    if field_of(sheet.header[index], _IGNORED):
        return False
    return any(
        industries.find(name) for cells in sheet.rows for name in industries.parts(cells[index])
    )


def _refuse_unnumbered(sheet: Sheet, columns: set[int], draft: Draft) -> None:
    """Report columns of industries beside 产业一: left out, they would be missed in silence."""
    for index in sorted(columns):
        column = sheet.header[index] or f"#{index + 1}"
        facts = {"column": column, "near": f"产业{index}", "columns": "park, industry1, industry2"}
        draft.faults.add("unknown-column", sheet.head(index), **facts)


def _refuse_kinds(sheet: Sheet, read: set[int | None], draft: Draft) -> None:
    """Report a column of 增加, 退出 and the like without its heading: all would be added."""
    for index, heading in enumerate(sheet.header):
        cells = [row[index] for row in sheet.rows]
        if (
            index not in read
            and not field_of(heading, _IGNORED)
            and cells
            and all(map(is_kind, cells))
        ):
            facts = {"column": heading or f"#{index + 1}", "near": "move (调整)"}
            draft.faults.add(
                "unknown-column", sheet.head(index), columns=", ".join(_FIELDS), **facts
            )


def _named(sheet: Sheet, field: str, draft: Draft) -> list[int]:
    """Return the column headed as `field`, in a list; the second one is a fault."""
    found = [n for n, cell in enumerate(sheet.header) if field_of(cell, _FIELDS) == field]
    for index in found[1:]:
        cell = sheet.header[index]
        column = same_column(cell, sheet.header[found[0]])
        draft.faults.add("duplicate-column", sheet.head(index), column=column)
    return found[:1]


def _is_numbered(heading: str) -> bool:
    """Return whether a heading is 产业一, 主导产业2, industry1 or the like."""
    text = squeezed(heading)
    names = (squeezed(name) for name in field_names(["industry"]))
    return any(text.startswith(one) and _NUMBER.fullmatch(text[len(one) :]) for one in names)
