"""Dropdowns, limits of numbers, and a note in both languages for every column of a workbook."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from allocator.files.book.columns import Column
from allocator.files.book.content import Grid, both
from allocator.files.book.forms import Form
from allocator.files.book.settings import SETTINGS, WORDS, Setting
from allocator.i18n import catalogue

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LAST_ROW = 2_000
"""Dropdowns and limits reach so far down, or as far as the table where it is longer."""
_LONGEST_NOTE = 255
_LISTS = {
    "park": ("parks", "name_zh"),
    "industry": ("industries", "name_zh"),
    "resource": ("resources", "name_zh"),
    "source": ("sources", "id"),
    "criterion": ("criteria", "id"),
    "role": ("roles", "label"),
    "grade": ("grades", "grade"),
    "clause": ("clauses", "id"),
    "term": ("objective", "term"),
}
"""From which column of which worksheet the dropdown of a kind is filled."""
_LARGEST = 10**15
_REFUSED = "请核对 / Please check"
_CRITERIA = (("minimum", ">="), ("exclusiveMinimum", ">"))


class Prompts:
    """The dropdowns and notes of one workbook; `by_id` are kinds that have no names of use."""

    def __init__(self, book: "Workbook", grids: Sequence[Grid], by_id: Collection[str]) -> None:
        forms = {grid.form.key: grid.form for grid in grids}
        self._names: dict[str, str] = {}
        for kind, (key, field) in _LISTS.items():
            name = f"list_{kind}"
            column = "id" if kind in by_id else field
            book.define_name(name, "=" + _growing_range(forms[key], column))
            self._names[kind] = name

    def add(self, sheet: "Worksheet", grid: Grid) -> None:
        """Add what helps to fill in a worksheet."""
        last = max(LAST_ROW, len(grid.rows))
        if grid.form.key in SETTINGS:
            self._add_settings(sheet, grid)
        elif grid.is_matrix:
            box = self._box("number", {}, _note_key(grid.form, grid.form.columns[-1]))
            sheet.data_validation(1, 1, len(grid.rows), len(grid.header) - 1, box)
        else:
            for index, column in enumerate(grid.form.columns):
                if column.way:
                    box = self._box(column.kind, column.limits, _note_key(grid.form, column))
                    sheet.data_validation(1, index, last, index, box)
        for index, column in enumerate(grid.form.columns if not grid.is_matrix else ()):
            if column.way:
                note = both(_note_key(grid.form, column))
                sheet.write_comment(
                    0, index, note, {"x_scale": 2, "y_scale": 1.2, "author": "Allocator"}
                )

    def _add_settings(self, sheet: "Worksheet", grid: Grid) -> None:
        settings: tuple[Setting, ...] = SETTINGS[grid.form.key]
        for row, one in enumerate(settings, start=1):
            sheet.data_validation(
                row, 2, row, 2, self._box(one.kind, one.limits, f"book.about.{one.key}")
            )

    def _box(self, kind: str, limits: Mapping[str, Any], note: str) -> dict[str, Any]:
        text = both(note)
        box: dict[str, Any] = {"validate": "any", "input_message": text[:_LONGEST_NOTE]}
        if kind in WORDS:
            box |= {"validate": "list", "source": [*WORDS[kind]]}
        elif kind in self._names:
            box |= {"validate": "list", "source": f"={self._names[kind]}", "error_type": "warning"}
        elif kind in ("number", "count"):
            box |= _limited(kind, limits)
        if box["validate"] != "any":
            box |= {"error_title": _REFUSED, "error_message": both("book.refused")}
        return box


def _limited(kind: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return the limits of a number as Excel checks them."""
    box: dict[str, Any] = {"validate": "integer" if kind == "count" else "decimal"}
    if "maximum" in limits:
        return box | {
            "criteria": "between",
            "minimum": limits["minimum"],
            "maximum": limits["maximum"],
        }
    for key, sign in _CRITERIA:
        if key in limits:
            return box | {"criteria": sign, "value": limits[key]}
    if kind == "count":
        return box | {"criteria": ">=", "value": 0}
    return box | {"criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}


def _growing_range(form: Form, field: str) -> str:
    """Return the filled cells of a column, however many rows are added below."""
    index = [one.field for one in form.columns].index(field)
    letter = chr(ord("A") + index)
    sheet = f"'{form.title}'!"
    whole = f"{sheet}${letter}$2:${letter}${LAST_ROW}"
    return f"{sheet}${letter}$2:INDEX({whole},MAX(1,COUNTA({whole})))"


def _note_key(form: Form, column: Column) -> str:
    """Return where the note of a column stands: its own for a worksheet, else one for all."""
    is_own = column.field in catalogue("zh")["book"]["note_of"].get(form.key, {})
    return f"book.note_of.{form.key}.{column.field}" if is_own else f"book.note.{column.field}"
