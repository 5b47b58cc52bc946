"""Reading and refreshing the parts of a page that the program can compute.

A computed part is a comment and the block below it, up to the next empty line (a table) or the
closing fence (a text)::

    <!-- table: dropped -->
    | Park | Industry |
    |---|---|
    | Haidian | Medicine |
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

REPO = Path(__file__).parents[2]
SCENARIO = REPO / "scenarios" / "zhongguancun"

Row = list[str]
Table = list[Row]
"""The rows of a table, its header first."""

_TABLE = re.compile(r"<!-- table: (?P<name>[\w.-]+) -->\n(?P<body>(?:\|.*\n)*)")
_TEXT = re.compile(r"<!-- text: (?P<name>[\w.-]+) -->\n```text\n(?P<body>.*?)```\n", re.DOTALL)


def read(page: str) -> str:
    """Return the text of a page, named from the root of the repository."""
    return (REPO / page).read_text("utf-8")


def tables(page: str) -> dict[str, Table]:
    """Return the marked tables of a page by name."""
    return {found["name"]: parse(found["body"]) for found in _TABLE.finditer(read(page))}


def texts(page: str) -> dict[str, str]:
    """Return the marked texts of a page by name."""
    return {found["name"]: found["body"] for found in _TEXT.finditer(read(page))}


def prose(page: str) -> str:
    """Return a page without its tables and its blocks of text."""
    return re.sub(r"(?m)^\|.*\n|```.*?```", "", read(page), flags=re.DOTALL)


def parse(body: str) -> Table:
    """Return the cells of a Markdown table, without the line below the header."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines()]
    return rows[:1] + rows[2:]


def markdown(table: Table) -> str:
    """Return a table as Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join([lines[0], "|" + "---|" * len(table[0]), *lines[1:]]) + "\n"


def refresh_tables(page: str, computed: Mapping[str, Table]) -> None:
    """Write the computed tables into a page."""

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- table: {name} -->\n{markdown(computed[name])}"

    _write(page, _TABLE.sub(put, read(page)))


def refresh_texts(page: str, computed: Mapping[str, str]) -> None:
    """Write the computed texts into a page."""

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- text: {name} -->\n```text\n{computed[name]}```\n"

    _write(page, _TEXT.sub(put, read(page)))


def files_of_the_repository() -> Iterable[Path]:
    """Yield the files that the repository holds or would hold with the next commit."""
    import subprocess

    command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout.decode()
    for name in sorted(listed.split("\0")):
        if name and (REPO / name).is_file():
            yield REPO / name


def _write(page: str, text: str) -> None:
    (REPO / page).write_text(text, "utf-8")
