"""Layouts in a workbook: drawn park by industry, as a list of pairs, as moves against today."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from allocator.app.answers.basics import Json, number
from allocator.app.book_forms.basics import (
    IDS,
    NAMES,
    Pair,
    change_word,
    column,
    ids,
    listed,
    named,
    pairs_of,
    table,
)
from allocator.app.session import Session
from allocator.report.workbook import Cell, Column, Look, Row, Sheet

MATRICES = 5
"""How many layouts are drawn."""
MOST_ROWS = 100_000
"""Of pairs, and of moves; beyond it whole layouts are left out."""
KEPT, NEW, GONE = "●", "◎", "○"


@dataclass(frozen=True)
class Laid:
    """A layout by its number in the answer, with its pairs and its moves against today."""

    number: int
    pairs: Sequence[Json]
    moves: Json


def layout_sheets(session: Session, key: str, layouts: Sequence[Laid]) -> list[Sheet]:
    """Return the first layouts drawn, then all of them as pairs and as moves.

    `key` is the column that says which layout it is: ``rank``, ``point`` ...
    """
    drawn = [
        matrix_sheet(
            session,
            session.say(f"sheets.layout_of.{key}", number=one.number),
            frozenset(pairs_of(one.pairs)),
        )
        for one in layouts[:MATRICES]
    ]
    return [*drawn, pairs_sheet(session, key, layouts), moves_sheet(session, key, layouts)]


def drawn_note(session: Session, layouts: Sequence[object]) -> list[str]:
    """Return that not all layouts are drawn, where they are not."""
    facts = {"drawn": MATRICES, "count": f"{len(layouts):,}"}
    return [session.say("sheets.drawn", **facts)] if len(layouts) > MATRICES else []


def matrix_sheet(
    session: Session, name: str, layout: frozenset[Pair], current: frozenset[Pair] | None = None
) -> Sheet:
    """Return a layout as marks, park by industry, beside the current layout."""
    instance = session.instance
    before = instance.current if current is None else current
    heads = [Column(one, narrow=True) for one in session.industries.values()]
    counts = [Column(session.say(f"sheets.column.{key}"), narrow=True) for key in ("count", "cap")]
    rows: list[Row] = []
    for park, title in session.parks.items():
        cells = [_mark((park, one), layout, before) for one in session.industries]
        held = sum((park, one) in layout for one in session.industries)
        rows.append(
            [
                Cell(title, Look.LABEL),
                *cells,
                *(Cell(one, Look.COUNT) for one in (held, instance.park_caps.get(park))),
            ]
        )
    legend = session.say("sheets.legend" if before else "sheets.legend_plain")
    columns = [column(session, "park"), *heads, *counts]
    rows += _totals(session, layout)
    return table(
        session, "layout", columns, rows, name=name, title=name, notes=(legend,), filtered=False
    )


def _mark(pair: Pair, layout: frozenset[Pair], before: frozenset[Pair]) -> Cell:
    if pair in layout:
        is_kept = pair in before or not before
        return Cell(KEPT, Look.KEPT) if is_kept else Cell(NEW, Look.NEW)
    return Cell(GONE, Look.GONE) if pair in before else Cell(None)


def _totals(session: Session, layout: frozenset[Pair]) -> list[Row]:
    """Return how many parks each industry is in, and its cap unless sectors are counted."""
    held = Counter(industry for _, industry in layout)

    def row(key: str, numbers: list[int | None], total: int | None) -> Row:
        label = Cell(session.say(f"sheets.column.{key}"), Look.LABEL)
        return [label, *(Cell(one, Look.COUNT) for one in [*numbers, total, None])]

    rows = [row("count", [held[one] for one in session.industries], len(layout))]
    if not session.counts_sectors:
        caps = session.instance.industry_caps
        rows.append(row("cap", [caps.get(one) for one in session.industries], None))
    return rows


def pairs_sheet(session: Session, key: str, layouts: Sequence[Laid]) -> Sheet:
    """Return one row per layout and pair."""
    shown = _as_many(layouts, [len(one.pairs) for one in layouts])
    rows: list[Row] = []
    for one in shown:
        for entry in listed(session, one.pairs):
            pair = entry["park"], entry["industry"]
            rows.append([one.number, *named(session, pair), entry["affinity"], *ids(pair)])
    columns = [key, *NAMES, "affinity", *IDS]
    return table(session, "pairs", columns, rows, notes=_left(session, layouts, shown))


def moves_sheet(session: Session, key: str, layouts: Sequence[Laid]) -> Sheet:
    """Return one row per layout and move against the current layout."""
    shown = _as_many(layouts, [one.moves["count"] for one in layouts])
    rows = [row for one in shown for row in move_rows(session, [one.number], one.moves)]
    columns = [key, *MOVE_COLUMNS]
    return table(session, "moves", columns, rows, notes=_left(session, layouts, shown))


MOVE_COLUMNS = ("change", *NAMES, "affinity", *IDS)


def move_rows(session: Session, first: Row, moves: Json | None) -> list[Row]:
    """Return one row per move, what is added first; `first` are the cells before it."""
    if moves is None:
        return []
    rows: list[Row] = []
    for change, entries in (("add", moves["add"]), ("drop", moves["drop"])):
        for entry in listed(session, entries):
            pair = entry["park"], entry["industry"]
            said = [change_word(session, change), *named(session, pair)]
            rows.append([*first, *said, affinity_of(session, pair), *ids(pair)])
    return rows


def affinity_of(session: Session, pair: Pair) -> int | float | str | None:
    """Return the affinity of a pair as JSON has it; nothing for one that is not there."""
    cell = session.instance.affinity.get(pair)
    return None if cell is None else number(cell.value)


def _as_many(layouts: Sequence[Laid], sizes: Sequence[int]) -> Sequence[Laid]:
    """Return as many whole layouts as `MOST_ROWS` hold."""
    return layouts[: sum(total <= MOST_ROWS for total in accumulate(sizes))]


def _left(session: Session, layouts: Sequence[Laid], shown: Sequence[Laid]) -> tuple[str, ...]:
    if len(shown) == len(layouts):
        return ()
    return (session.say("sheets.first_only", shown=f"{len(shown):,}", count=f"{len(layouts):,}"),)
