"""What a memo is made of, whatever the form: every form renders the same blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.i18n import Language


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2; its number is given by `numbering`."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Full sentences; a `note` stands below a table in smaller type."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Items:
    """A list of entries, one line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption; a line break in a cell is kept.

    `widths` are shares of the line, one per column; columns in `right` hold numbers.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture as SVG text, an annex of its own on a page turned sideways.

    `instead` is what stands in its place where a form cannot show it.
    """

    text: str
    svg: str
    instead: str


@dataclass(frozen=True)
class Annex:
    """The heading of an annex: it begins on a new page."""

    text: str


Block = Heading | Paragraph | Items | Table | Picture | Annex


@dataclass(frozen=True)
class Document:
    """A memo as text: `addressee` and `signature` are to be filled in by hand."""

    language: Language
    title: str
    addressee: str
    body: tuple[Block, ...]
    enclosed: str
    titles: tuple[str, ...]
    """The annexes by name, below the word `enclosed`."""
    signature: tuple[str, ...]
    annexes: tuple[Block, ...]
    pages: str
    """What stands before and after the number of a page: ``— {page} —``."""


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: Sequence[int] = (),
) -> Table:
    """Return a table of plain sequences."""
    return Table(caption, tuple(heads), tuple(map(tuple, rows)), tuple(widths), tuple(right))
