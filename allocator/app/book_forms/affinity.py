"""``affinity`` as a workbook: the matrix coloured by size, and every pair with its parts."""

from collections.abc import Collection

from allocator.app.answers.basics import number
from allocator.app.book_forms.basics import (
    IDS,
    NAMES,
    Found,
    Pair,
    Told,
    ids,
    named,
    pair_of,
    table,
)
from allocator.app.book_forms.basics import column as headed
from allocator.app.session import Session
from allocator.app.tables.affinity import blend_line
from allocator.app.tables.basics import capitalised
from allocator.report.workbook import Cell, Column, Look, Row, Sheet

LAID = "●"
SHOWN = 3
"""Decimals shown in a matrix."""


def affinity_book(found: Found) -> Told:
    """Return every pair: as a matrix of numbers, and as a list with parts and coverage."""
    session, pairs = found.session, found.result["pairs"]
    parts = list(session.scenario.affinity.parts())
    titles = [Column(capitalised(session.say(f"part.{one}"))) for one in parts]
    columns: list[str | Column] = [
        *NAMES,
        "affinity",
        "low",
        "high",
        "coverage",
        *titles,
        "open",
        *IDS,
    ]
    rows: list[Row] = []
    for one in pairs:
        pair = pair_of(one)
        shares = [one["affinity"], one["low"], one["high"], one["coverage"]]
        cells = [one["parts"].get(part) for part in parts]
        barred = session.say("ui.no" if pair in session.instance.barred else "ui.yes")
        rows.append([*named(session, pair), *shares, *cells, barred, *ids(pair)])
    matrix = affinity_matrix_sheet(session, session.instance.current)
    sheets = [matrix, table(session, "affinities", columns, rows, fixed=2)]
    return Told([("pairs", len(pairs))], [blend_line(session)], sheets)


def affinity_matrix_sheet(session: Session, layout: Collection[Pair]) -> Sheet:
    """Return the affinities park by industry; a mark stands before those of the layout's pairs."""
    heads = [Column(one, narrow=True) for one in session.industries.values()]
    rows: list[Row] = []
    for park, title in session.parks.items():
        cells = [_cell(session, (park, one), (park, one) in layout) for one in session.industries]
        rows.append([Cell(title, Look.LABEL), *cells])
    is_current = layout is session.instance.current
    legend = session.say(f"sheets.affinity_{'current' if is_current else 'layout'}")
    return table(
        session,
        "affinity",
        [headed(session, "park"), *heads],
        rows,
        notes=(legend,),
        filtered=False,
        shaded=(1, len(heads)),
        shaded_rows=len(rows),
        places=SHOWN,
    )


def _cell(session: Session, pair: Pair, laid: bool) -> Cell:
    value = number(session.instance.affinity[pair].value)
    if value is None:
        return Cell("?" + (f" {LAID}" if laid else ""), Look.MUTED)
    return Cell(value, mark=LAID if laid else "")
