"""Memos read back: what the HTML and the Word file say, in the same shape."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

Rows = list[list[str]]


@dataclass
class Read:
    """The text of a memo: lines in order, and tables by caption, heads first."""

    lines: list[str] = field(default_factory=list)
    tables: dict[str, Rows] = field(default_factory=dict)

    def table(self, caption: str) -> Rows:
        """Return the rows of the one table whose caption ends so, without the heads."""
        found = [rows for name, rows in self.tables.items() if name.endswith(caption)]
        assert len(found) == 1, (caption, list(self.tables))
        return found[0][1:]

    def has_table(self, caption: str) -> bool:
        return any(name.endswith(caption) for name in self.tables)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self._said = ""
        self._svg = 0
        self._rows: Rows = []
        self._caption = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._svg += tag == "svg"
        if tag in ("p", "h1", "h2", "h3", "li", "td", "th", "caption", "style", "title"):
            self._said = ""
        if tag == "tr":
            self._rows.append([])
        if tag == "table":
            self._rows = []

    def handle_data(self, data: str) -> None:
        if not self._svg:
            self._said += data

    def handle_endtag(self, tag: str) -> None:
        self._svg -= tag == "svg"
        if self._svg:
            return
        if tag in ("p", "h1", "h2", "h3", "li"):
            self.read.lines.append(self._said)
        if tag in ("td", "th"):
            self._rows[-1].append(self._said)
        if tag == "caption":
            self._caption = self._said
        if tag == "table":
            self.read.tables[self._caption] = self._rows


def read_html(path: Path) -> Read:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader.read


def read_word(path: Path) -> Read:
    found, caption = Read(), ""
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            found.tables[caption] = [[cell.text for cell in row.cells] for row in block.rows]
        elif isinstance(block, Paragraph) and block.text:
            if block.style.name == "Caption":
                caption = block.text
            else:
                found.lines.append(block.text)
    return found
