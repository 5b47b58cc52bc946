"""What an Excel sheet can hold, and tables cut down to it."""

from dataclasses import replace

from allocator.report.workbook.book import Sheet

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
_CUT = "…"


def fitting(sheet: Sheet, spare: int = 3) -> tuple[Sheet, int, int]:
    """Return the sheet as far as it fits, and how many rows and columns were left out.

    `spare` rows are kept for the title, the heading and a note about what was left out.
    """
    most = MOST_ROWS - spare - len(sheet.notes)
    rows, columns = sheet.rows[:most], sheet.columns[:MOST_COLUMNS]
    left = len(sheet.rows) - len(rows), len(sheet.columns) - len(columns)
    if left[1]:
        rows = [row[:MOST_COLUMNS] for row in rows]
    shaded = sheet.shaded and (sheet.shaded[0], min(sheet.shaded[1], len(columns) - 1))
    return replace(sheet, rows=rows, columns=columns, shaded=shaded), *left


def shortened(text: str) -> str:
    """Return a text that one cell can hold, counted in UTF-16 as Excel does."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    return units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore") + _CUT
