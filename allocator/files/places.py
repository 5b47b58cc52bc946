"""Where each part of a scenario stands, so that a fault can name its file, line and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from allocator.errors import Place

Loc = tuple[str | int, ...]
"""A way into the scenario's tree, e.g. ``("parks", 3, "cap")``."""


def cell_place(file: str, sheet: str, line: int, index: int) -> Place:
    """Return the place of a worksheet's cell, its column counted from 0."""
    return Place(file, line, f"{sheet}!{column_letters(index)}{line}", sheet)


def column_letters(index: int) -> str:
    """Return the letters that spreadsheets give a column, counted from 0: A, ..., Z, AA."""
    before, last = divmod(index, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of a CSV table's records.

    `columns` where each record is one cell of a matrix; `headings` where columns are called
    otherwise than their fields.
    """

    file: str
    lines: Sequence[int]
    columns: Sequence[str] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def place(self, loc: Loc) -> Place:
        """Return the place of ``(table, record, field)`` or of a prefix of it."""
        record = loc[1] if len(loc) > 1 else None
        if not isinstance(record, int) or record >= len(self.lines):
            return Place(self.file, 1)
        name = "".join(map(str, loc[2:3]))
        column = self.columns[record] if self.columns else self.headings.get(name, name)
        return Place(self.file, self.lines[record], column)


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The cells of a worksheet's records, which faults name as spreadsheets do.

    `columns` says in which column a field stands; `cells` where each record is one cell of a
    matrix.
    """

    file: str
    sheet: str
    header_line: int
    lines: Sequence[int]
    columns: Mapping[Loc, int] = field(default_factory=dict)
    cells: Sequence[int] = ()

    def place(self, loc: Loc) -> Place:
        """Return the place of ``(table, record, field)`` or of a prefix of it."""
        record = loc[1] if len(loc) > 1 else None
        if not isinstance(record, int) or record >= len(self.lines):
            return Place(self.file, self.header_line, self.sheet, self.sheet)
        way = loc[2:]
        index = self.cells[record] if self.cells else self.columns.get(way)
        while index is None and way:
            way = way[:-1]
            index = self.columns.get(way)
        if index is None:
            return Place(self.file, self.lines[record], self.sheet, self.sheet)
        return cell_place(self.file, self.sheet, self.lines[record], index)


class Places:
    """Maps ways into the scenario's tree to places."""

    def __init__(self, root: Place) -> None:
        self._known: dict[Loc, Place] = {(): root}
        self._tables: dict[str, TableLines | SheetLines] = {}
        self.in_cells = False
        """Whether all of the scenario stands in cells of a workbook."""

    def put(self, loc: Loc, place: Place) -> None:
        """Remember where `loc` stands; the first place of a key that is given twice stays."""
        self._known.setdefault(loc, place)

    def put_root(self, place: Place) -> None:
        """Remember the place of the whole."""
        self._known[()] = place

    def put_table(self, table: str, lines: TableLines | SheetLines) -> None:
        """Remember the lines of a table that has a file of its own."""
        self._tables[table] = lines

    def put_again(self, table: str, records: Sequence[int], number: int) -> None:
        """Remember that new records, from `number` on, stand where others of their table do."""
        if own := self._tables.get(table):
            lines = [*own.lines, *(own.lines[record] for record in records)]
            self._tables[table] = replace(own, lines=lines)
            return
        known = [(loc, place) for loc, place in self._known.items() if loc[:1] == (table,)]
        for new, record in enumerate(records, start=number):
            for loc, place in known:
                if loc[1:2] == (record,):
                    self.put((table, new, *loc[2:]), place)

    def in_own_file(self, table: str | int) -> bool:
        """Return whether the table stands in a CSV file or a worksheet of its own."""
        return self.in_cells or table in self._tables

    def of(self, *loc: str | int) -> Place:
        """Return the place of `loc`, or that of the nearest part around it that is known."""
        if loc and (table := self._tables.get(str(loc[0]))):
            return table.place(loc)
        while loc not in self._known:
            loc = loc[:-1]
        return self._known[loc]
