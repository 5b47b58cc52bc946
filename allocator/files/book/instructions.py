"""The first worksheet: how to fill in the others, in both languages, and a list of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allocator.files.book.content import Grid
from allocator.files.book.looks import TABS, Looks, set_print
from allocator.i18n import LANGUAGES, catalogue, say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEADS = ("sheet", "filled", "purpose_zh", "purpose_en")


def write_instructions(sheet: "Worksheet", grids: Sequence[Grid], looks: Looks) -> None:
    """Write the page of instructions, with a link to every other worksheet."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 3, 62)
    sheet.hide_gridlines(2)
    row = _write_steps(sheet, looks)
    _write_list(sheet, row + 1, grids, looks)
    set_print(sheet, 26 + 14 + 2 * 62)


def _write_steps(sheet: "Worksheet", looks: Looks) -> int:
    """Write the steps, Chinese at the left of English; return the next row."""
    title, text = looks.format(bold=True, font_size=15), looks.format(text_wrap=True, valign="top")
    for column, language in zip((0, 3), LANGUAGES, strict=True):
        sheet.write_string(0, column, say(language, "book.title"), title)
    sheet.set_row(0, 30)
    steps = [catalogue(language)["book"]["steps"] for language in LANGUAGES]
    for row, name in enumerate(steps[0], start=1):
        zh, en = (one[name] for one in steps)
        sheet.merge_range(row, 0, row, 2, "", text)
        sheet.write_string(row, 0, f"{row}. {zh}", text)
        sheet.write_string(row, 3, f"{row}. {en}", text)
        sheet.set_row(row, 15 * max(-(-len(en) // 62), -(-len(zh) // 50)) + 4)
    return len(steps[0]) + 1


def _write_list(sheet: "Worksheet", row: int, grids: Sequence[Grid], looks: Looks) -> None:
    head = looks.format(bold=True, bg_color="#1F4E79", font_color="#FFFFFF", border=1)
    text = looks.format(text_wrap=True, border=1, border_color="#C8CDD3")
    link = looks.format(font_color="#0563C1", underline=1, border=1, border_color="#C8CDD3")
    for column, name in enumerate(_HEADS):
        sheet.write_string(row, column, _both(f"book.list.{name}"), head)
    for number, grid in enumerate(grids, start=row + 1):
        form = grid.form
        sheet.write_url(number, 0, f"internal:'{form.title}'!A1", link, form.title)
        use = looks.format(bold=True, font_color="#FFFFFF", bg_color=TABS[form.use], border=1)
        sheet.write_string(number, 1, _both(f"book.list.{form.use}"), use)
        for column, language in enumerate(LANGUAGES, start=2):
            sheet.write_string(number, column, say(language, f"book.sheet.{form.key}"), text)
        longest = len(say("en", f"book.sheet.{form.key}"))
        sheet.set_row(number, 15 * -(-longest // 62) + 3)


def _both(key: str) -> str:
    return " ".join(dict.fromkeys(say(language, key) for language in LANGUAGES))
