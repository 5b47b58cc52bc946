"""How the worksheets of a scenario look: fonts, widths, panes, colours, print settings."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from allocator.files.book.columns import Column
from allocator.files.book.content import Cell, Grid
from allocator.files.book.forms import Use

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
_BORDER = {"border": 1, "border_color": "#C8CDD3"}
TABS: Mapping[Use, str] = {"needed": "#1F4E79", "common": "#548235", "advanced": "#737373"}
"""Colours of tabs by the use of a worksheet, which the list of instructions says in words too."""
_PORTRAIT = 95
"""Widest worksheet, in characters, that is printed upright."""
_WIDTHS = {
    "id": 16, "park": 14, "industry": 18, "other": 18, "needs": 18, "name_zh": 18, "name_en": 32,
    "where": 44, "publisher": 26, "note": 36, "about": 62, "item": 24, "setting": 28, "reason": 36,
    "reason_zh": 32, "reason_en": 32, "zh": 40, "en": 44, "source": 26, "parks": 36,
    "industries": 36, "sector_zh": 18, "sector_en": 28, "label": 24, "place": 24, "rule": 16,
    "term": 18, "subject": 18, "by": 18,
}  # fmt: skip
_WIDEST, _TALLEST = 44, 25
_WRAPPED = ("about", "note", "where", "item", "reason", "reason_zh", "reason_en", "zh", "en")
_UNUSED = {
    "capacity": ("number", "per_park", "in_principle", "per"),
    "min_affinity": ("per_park", "in_principle", "per"),
    "change_budget": ("in_principle", "per"),
    "park_cap": ("per_park", "per"),
    "industry_cap": ("per_park",),
    "park_floor": ("per_park", "per"),
    "industry_floor": ("per_park", "per"),
}
"""Columns of the worksheet of rules that a rule has no use for: shaded."""


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **said: Any) -> "Format":
        """Return a format, the same one for the same look."""
        key = tuple(sorted(said.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_FONT | said)
        return self._made[key]

    def dress(self, sheet: "Worksheet", grid: Grid) -> None:
        """Set what holds for a whole worksheet: panes, widths, colour of its tab, printing."""
        sheet.set_tab_color(TABS[grid.form.use])
        sheet.freeze_panes(1, 1 if grid.is_matrix else _frozen(grid))
        sheet.set_row(0, 60 if grid.is_matrix else 32)
        widths = [self._column(sheet, grid, index) for index in range(len(grid.header))]
        for row, cells in enumerate(grid.rows, start=1):
            if (lines := _lines(grid, cells)) > 1:
                sheet.set_row(row, 14 * lines + 3)
        set_print(sheet, sum(widths))
        sheet.repeat_rows(0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_header("&L&F&R&A")
        sheet.set_footer("&R&P / &N")

    def _column(self, sheet: "Worksheet", grid: Grid, index: int) -> float:
        """Set how wide a column is and how its empty cells look; return the width."""
        width, look = 11.0 if index else 16.0, self.format()
        if not grid.is_matrix:
            look = self.format(**_written(grid.form.columns[index]))
            width = _width(grid, index)
        sheet.set_column(index, index, width, look)
        return width

    def head(self, grid: Grid, index: int) -> "Format":
        """Return how a heading looks: what must be filled in is darker and underlined."""
        column = None if grid.is_matrix else grid.form.columns[index]
        is_needed = column is None or column.needed
        look = {"bg_color": "#1F4E79" if is_needed else "#5B7FA6", "font_color": "#FFFFFF"}
        if column is not None and not column.way:
            look = {"bg_color": "#E7E6E6", "font_color": "#404040"}
        return self.format(bold=is_needed, text_wrap=True, align="center", **look, **_BORDER)

    def cell(self, grid: Grid, index: int, cells: Sequence[Cell]) -> "Format":
        """Return how a cell looks; what is there to be read only, or not used, is grey."""
        if grid.is_matrix:
            name = {} if index else {"bold": True, "bg_color": "#F2F2F2"}
            return self.format(**_BORDER, **name)
        column = grid.form.columns[index]
        is_fixed = not column.way or column.field == "setting" or _is_key(grid, column)
        look: dict[str, Any] = {"bg_color": "#F2F2F2"} if is_fixed else {}
        if grid.form.key == "rules" and column.field in _UNUSED[str(cells[1])]:
            look = {"bg_color": "#D9D9D9", "pattern": 14, "fg_color": "#FFFFFF"}
        return self.format(**_BORDER, **_written(column), **look)


def set_print(sheet: "Worksheet", width: float) -> None:
    """Print a worksheet one page wide on A4, across where it is wide."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if width > _PORTRAIT:
        sheet.set_landscape()


def _width(grid: Grid, index: int) -> float:
    """Return the width of a column: as wide as its texts where they are not wrapped."""
    column = grid.form.columns[index]
    width: float = _WIDTHS.get(column.field, 11)
    if _is_wrapped(grid, column):
        return 32 if column.field == "value" else width
    texts = (_text(row[index]) for row in grid.rows if row[index] is not None)
    return min(_WIDEST, max([width, *(_columns_of(text) + 2 for text in texts)]))


def _text(cell: Cell) -> str:
    """Return about what is shown: the same for numbers that are equal, however written."""
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def _is_wrapped(grid: Grid, column: Column) -> bool:
    is_setting = grid.form.shape == "settings" and column.field == "value"
    return is_setting or column.field in _WRAPPED


def _lines(grid: Grid, cells: Sequence[Cell]) -> int:
    """Return how many lines a row needs for its wrapped texts."""
    if grid.is_matrix:
        return 1
    wrapped = (
        (cell, _width(grid, index))
        for index, (column, cell) in enumerate(zip(grid.form.columns, cells, strict=True))
        if _is_wrapped(grid, column) and isinstance(cell, str)
    )
    return min(_TALLEST, max((_lines_of(text, width) for text, width in wrapped), default=1))


def _lines_of(text: str, width: float) -> int:
    return sum(max(1, math.ceil(_columns_of(line) / width)) for line in text.splitlines())


def _columns_of(text: str) -> int:
    """Return how wide a text is: Chinese characters take the place of two others."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _is_key(grid: Grid, column: Column) -> bool:
    return grid.form.shape == "rules" and column.field == "rule"


def _frozen(grid: Grid) -> int:
    """Return how many columns stay in view: the name of what a row is about."""
    if grid.form.key in ("parks", "industries", "rules", "scenario", "affinity", "objective"):
        return 2
    return 1


def _written(column: Column) -> dict[str, Any]:
    """Return the format of a column's cells: a text stays one, also where it looks like a date."""
    if column.is_number:
        return {"align": "right", "indent": 1}
    if column.field == "value":  # of a setting, which may be a number
        return {"text_wrap": True}
    return {"num_format": "@"} | ({"text_wrap": True} if column.field in _WRAPPED else {})
