"""Workbooks of answers as a reader sees them: sheets, rows by heading, marks of a matrix."""

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from allocator.i18n import Language, say
from tests.support.command import run

Row = dict[str, Any]


class ResultBook:
    """An answer that was written as a workbook; sheets and columns by their catalogue keys."""

    def __init__(self, content: bytes, language: Language) -> None:
        self.content = content
        self.language = language
        self.file = load_workbook(BytesIO(content))

    def __contains__(self, key: str) -> bool:
        return self.title(key) in self.file.sheetnames

    def title(self, key: str) -> str:
        """Return the name of a sheet."""
        return say(self.language, f"sheets.sheet.{key}")

    def rows(self, key: str) -> list[Row]:
        """Return the rows of a sheet, each by heading."""
        head, *rows = _table(self.file[self.title(key)])
        return [dict(zip(head, row, strict=True)) for row in rows]

    def columns(self, key: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return these columns of a sheet, row by row."""
        heads = [say(self.language, f"sheets.column.{one}") for one in columns]
        return [tuple(row[one] for one in heads) for row in self.rows(key)]

    def pairs(self, key: str, *first: str) -> set[tuple[Any, ...]]:
        """Return the pairs of a sheet by ids, with these columns before them."""
        found = self.columns(key, *first, "park_id", "industry_id")
        assert len(set(found)) == len(found)
        return set(found)

    def fact(self, key: str) -> Any:
        """Return a value of the summary by the key of its label."""
        label = say(self.language, f"sheets.column.{key}")
        return {row[0]: row[1] for row in self.summary}[label]

    @property
    def summary(self) -> list[tuple[Any, ...]]:
        """The rows of the summary, and those of the run record."""
        sheets = (self.file[self.title(one)] for one in ("summary", "record"))
        return [row for sheet in sheets for row in _table(sheet)[1:]]

    @property
    def text(self) -> str:
        """All that the summary says, one line each."""
        return "\n".join(str(row[1]) for row in self.summary)

    def marks(self, name: str) -> dict[tuple[str, str], str]:
        """Return the marks of a drawn layout by the names of park and industry."""
        head, *rows = _table(self.file[name])
        return {
            (row[0], industry): mark
            for row in rows
            for industry, mark in zip(head[1:], row[1:], strict=True)
            if isinstance(mark, str)
        }

    def cells(self) -> list[Any]:
        """Return every cell that holds something."""
        return [
            cell
            for sheet in self.file
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]


def _table(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """Return the heading and the rows below it; the panes are frozen under the heading."""
    frozen = sheet.freeze_panes
    assert frozen is not None
    first = int("".join(filter(str.isdigit, frozen)))
    return list(sheet.iter_rows(min_row=first - 1, values_only=True))


def as_book(folder: Path, *arguments: object, lang: Language = "en", status: int = 0) -> ResultBook:
    """Return a command's answer as a workbook."""
    output = folder / "answer.xlsx"
    result = run(*arguments, "--format", "xlsx", "--output", output, "--lang", lang)
    assert result.exit_code == status, result.stderr
    assert result.stdout == ""
    return ResultBook(output.read_bytes(), lang)
