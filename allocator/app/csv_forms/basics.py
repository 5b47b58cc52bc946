"""What all CSV answers share: rows, names, and cells that no spreadsheet runs."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from allocator.app.session import Session

Row = Sequence[object]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def blank(columns: int) -> list[str]:
    """Return so many empty cells."""
    return [""] * columns


def named(session: Session, pair: tuple[str, str]) -> list[str]:
    """Return the ids of a pair, each with its name."""
    return [pair[0], session.parks[pair[0]], pair[1], session.industries[pair[1]]]


def written(head: Row, rows: Iterable[Row]) -> str:
    """Return rows under a heading as CSV."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: object) -> object:
    """Keep text that a spreadsheet would run as a formula from being one.

    Numbers are written out: 0.0000000, not 0E-7.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
