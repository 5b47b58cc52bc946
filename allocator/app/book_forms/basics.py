"""What all workbooks of answers share: tables in words, names of pairs, moves as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from allocator.app.answers.basics import Json
from allocator.app.session import Session
from allocator.app.tables.basics import changes
from allocator.report.workbook import Cell, Column, Look, Row, Sheet, Value, fitting

Pair = tuple[str, str]
NAMES = ("park", "industry")
IDS = ("park_id", "industry_id")
_WIDE = 80
_LISTS_OF_MOVES = {"then", "causes", "against_best", "against_current", "against_previous"}
_LISTS_OF_MOVES |= {"against_this"}


@dataclass(frozen=True)
class Found:
    """An answer: what the study found, and the JSON result whose numbers the workbook shows."""

    session: Session
    kind: str
    payload: Any
    result: Json


@dataclass(frozen=True)
class Told:
    """What a workbook says beyond its run record: facts and sentences, then sheets."""

    facts: Sequence[tuple[str, Value]]
    lines: Sequence[str]
    sheets: Sequence[Sheet] = field(default_factory=tuple)


def table(
    session: Session,
    key: str,
    columns: Iterable[str | Column],
    rows: Iterable[Row],
    **more: Any,
) -> Sheet:
    """Return a sheet called `key` in the catalogue; columns by their keys, or as they are.

    Where Excel cannot hold it all, a note says what is left out.
    """
    heads = [one if isinstance(one, Column) else column(session, one) for one in columns]
    name = session.say(f"sheets.sheet.{key}")
    sheet = Sheet(**{"name": name, "title": name, "columns": heads, "rows": list(rows)} | more)
    fitted, rows_left, columns_left = fitting(sheet)
    if not (rows_left or columns_left):
        return fitted
    said = session.say("sheets.left_out", rows=f"{rows_left:,}", columns=f"{columns_left:,}")
    return Sheet(**{**vars(fitted), "notes": (*fitted.notes, said)})


def column(session: Session, key: str) -> Column:
    """Return a column headed by the catalogue."""
    head = session.say(f"sheets.column.{key}")
    return Column(head, most=_WIDE) if key in _LISTS_OF_MOVES else Column(head)


def filled(*sheets: Sheet) -> list[Sheet]:
    """Return the sheets that have rows."""
    return [one for one in sheets if one.rows]


def pair_of(entry: Json) -> Pair:
    """Return the pair of a JSON entry."""
    return entry["park"], entry["industry"]


def pairs_of(entries: Iterable[Json]) -> list[Pair]:
    """Return the pairs of JSON entries."""
    return [pair_of(one) for one in entries]


def named(session: Session, pair: Pair) -> list[Value | Cell]:
    """Return the names of a pair."""
    return [session.parks[pair[0]], session.industries[pair[1]]]


def ids(pair: Pair) -> list[Value | Cell]:
    """Return the ids of a pair, in the background."""
    return [Cell(one, Look.MUTED) for one in pair]


def listed(session: Session, entries: Iterable[Json]) -> list[Json]:
    """Return entries in the order of listings: by park, then by industry."""
    by_pair = {pair_of(one): one for one in entries}
    return [by_pair[pair] for pair in session.in_listing_order([*by_pair])]


def moves_text(session: Session, moves: Json | None) -> str:
    """Return moves in one line; nothing where there are none."""
    if moves is None or not moves["count"]:
        return ""
    said = changes(session, pairs_of(moves["add"]), pairs_of(moves["drop"]))
    return said.replace("\n", session.say("sheets.between"))


def counts(moves: Json | None) -> list[Value | Cell]:
    """Return how many pairs are added and dropped."""
    return [None, None] if moves is None else [len(moves["add"]), len(moves["drop"])]


def yes_no(session: Session, holds: bool | None, good: bool | None = None) -> Cell:
    """Return yes or no; coloured where one of them is `good`."""
    if holds is None:
        return Cell(None)
    look = Look.PLAIN if good is None else Look.GOOD if holds is good else Look.BAD
    return Cell(session.say("ui.yes" if holds else "ui.no"), look)


def change_word(session: Session, change: str) -> str:
    """Return the word for an added or a dropped pair."""
    return session.say(f"sheets.change.{change}")
