"""Colours, borders and number formats, each made once per workbook.

Blue and orange are told apart by colour-blind readers and stay apart in grey.
"""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from allocator.report.workbook.book import Look

LIGHT, DARK = "#FFFFFF", "#6BAED6"
"""The ends of the scale that colours numbers by size; text stays readable on both."""
_CELL = {"valign": "top", "border": 1, "border_color": "#D9D9D9"}
_MARK = {"align": "center", "bold": True}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.PLAIN: {},
    Look.LABEL: {"bold": True, "bg_color": "#F2F2F2"},
    Look.MUTED: {"font_color": "#7F7F7F"},
    Look.KEPT: _MARK | {"bg_color": "#9DC3E6"},
    Look.NEW: _MARK | {"bg_color": "#F4B183"},
    Look.GONE: {"align": "center", "font_color": "#595959"},
    Look.GOOD: {"bg_color": "#DDEBF7"},
    Look.BAD: {"bg_color": "#F4B183", "bold": True},
    Look.TOTAL: {"bold": True, "bg_color": "#F2F2F2"},
    Look.COUNT: {"align": "center", "bg_color": "#F2F2F2"},
    Look.FACT: {"align": "left"},
}
_HEAD = {
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "bottom",
}
_UPRIGHT = {"align": "center"}
_VERTICAL, _TURNED = 270, 90  # xlsxwriter's 270 is letter above letter


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def title(self) -> Format:
        """Return the format of titles."""
        return self._get("title", {"bold": True, "font_size": 14})

    def note(self) -> Format:
        """Return the format of notes below titles."""
        wrapped = {"text_wrap": True, "valign": "top", "font_color": "#595959"}
        return self._get("note", wrapped)

    def head(self, narrow: bool, vertical: bool) -> Format:
        """Return the format of a heading."""
        if not narrow:
            return self._get("head", _CELL | _HEAD)
        upright = _UPRIGHT | {"rotation": _VERTICAL if vertical else _TURNED}
        return self._get(("head", vertical), _CELL | _HEAD | upright)

    def text(self, look: Look, quoted: bool = False) -> Format:
        """Return the format of text; `quoted` stays text even when someone edits the cell."""
        properties = _CELL | {"text_wrap": True, "quote_prefix": quoted} | _LOOKS[look]
        properties |= {} if "align" in properties else {"align": "left", "indent": 1}
        return self._get((look, quoted), properties)

    def number(self, look: Look, shown: str) -> Format:
        """Return the format of numbers shown like this."""
        return self._get((look, shown), _CELL | {"num_format": shown} | _LOOKS[look])

    def _get(self, key: Any, properties: dict[str, Any]) -> Format:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._book.add_format(properties)
        return made
