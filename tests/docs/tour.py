"""docs/tour.md, followed to the letter: its commands are run, its tables typed into the workbook.

A table below ``<!-- fill: SHEET -->`` has new rows, one below ``<!-- put: SHEET -->`` has cells to
overwrite: which cell, and what it becomes. A block of ``sh`` holds commands; ``# 1`` behind one is
the exit status that it ends with.
"""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from openpyxl import load_workbook

from allocator.app.cli import main
from tests.docs.pages import Table, parse, read

PAGE = "docs/tour.md"
BOOK = "plan.xlsx"
_STEP = re.compile(
    r"<!-- (?P<kind>fill|put): (?P<sheet>[^\n]+?) -->\n(?P<body>(?:\|[^\n]*\n)+)"
    r"|```sh\n(?P<commands>.*?)```\n",
    re.DOTALL,
)
_STATUS = re.compile(r"\s+# (\d)$")
_EXCERPTS: Mapping[str, tuple[str, int]] = {
    "tour.faults": ("allocator check plan.xlsx --lang zh", 9),
    "tour.verdict": ("allocator check plan.xlsx --lang en", 2),
    "tour.repair": ("allocator check plan.xlsx --drop", 1),
    "tour.ranking": ("allocator rank plan.xlsx -k 3", 2),
}
"""Which command prints a text of the page, and how many of its paragraphs the page shows."""


@dataclass(frozen=True)
class Done:
    """A command of the page, with what came of it."""

    line: str
    expected: int
    status: int
    said: str


def follow(folder: Path) -> list[Done]:
    """Do in an empty folder what the page says, and return what each command said."""
    with chdir(folder):
        return [done for step in _STEP.finditer(read(PAGE)) for done in _do(step)]


def excerpts() -> dict[str, str]:
    """Return the texts of the page, as its commands print them."""
    with TemporaryDirectory() as folder:
        done = follow(Path(folder))
    return {name: _excerpt(done, *where) for name, where in _EXCERPTS.items()}


def _do(step: re.Match[str]) -> Iterator[Done]:
    if step["commands"]:
        yield from map(_run, filter(_ends, step["commands"].splitlines()))
        return
    act: Callable[[str, Table], None] = _fill if step["kind"] == "fill" else _put
    act(step["sheet"], parse(step["body"]))


def _ends(line: str) -> bool:
    """Return whether a command ends by itself; the server's pages are followed in a browser."""
    return not line.startswith("allocator serve")


def _run(line: str) -> Done:
    status = _STATUS.search(line)
    line = _STATUS.sub("", line)
    program, *arguments = shlex.split(line)
    assert program == "allocator", line
    found = CliRunner().invoke(main, arguments, prog_name="allocator", terminal_width=100)
    return Done(line, int(status[1]) if status else 0, found.exit_code, found.output)


def _fill(sheet: str, table: Table) -> None:
    """Type rows below those that a worksheet has."""
    book = load_workbook(BOOK)
    cells = book[sheet]
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in cells[1]}
    last = max(row for row in range(1, cells.max_row + 1) if cells.cell(row, 1).value)
    for row, texts in enumerate(table[1:], last + 1):
        for head, text in zip(table[0], texts, strict=True):
            cells.cell(row, heads[head.split(" ")[0]]).value = text or None
    book.save(BOOK)


def _put(sheet: str, table: Table) -> None:
    """Overwrite cells."""
    book = load_workbook(BOOK)
    for cell, text in table[1:]:
        book[sheet][cell] = text
    book.save(BOOK)


def _excerpt(done: list[Done], command: str, paragraphs: int) -> str:
    said = next(one.said for one in done if one.line.startswith(command))
    return "\n\n".join(said.strip().split("\n\n")[:paragraphs]) + "\n"
