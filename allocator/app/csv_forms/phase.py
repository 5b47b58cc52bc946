"""``phase`` as CSV: a list of moves to hand out, or the pairs of nested layouts."""

from allocator.app.csv_forms.basics import Row, named, written
from allocator.app.session import Session
from allocator.app.tables.phase import reasons
from allocator.study.path.nested import NestedPlan
from allocator.study.path.phase import Phase


def phase_csv(session: Session, found: Phase) -> str:
    """Return one row per move: year, what changes, why, and what the target gains by it."""
    shown = session.instance.valuation.shown
    head = ["year", "change", "park", "park_name", "industry", "industry_name", "gain", "reason"]
    rows: list[Row] = []
    for year in found.years:
        for pair in session.in_listing_order([move.pair for move in year.moves]):
            move = next(one for one in year.moves if one.pair == pair)
            change = "add" if move.added else "drop"
            why = session.say("phase.between").join(reasons(session, move))
            rows.append([year.number, change, *named(session, pair), shown(move.gain), why])
    return written(head, rows)


def nested_csv(session: Session, found: NestedPlan) -> str:
    """Return one row per pair and the cap at which it comes in."""
    head = ["cap", "park", "park_name", "industry", "industry_name"]
    rows: list[Row] = []
    before = frozenset[tuple[str, str]]()
    for stage in found.stages:
        new = session.in_listing_order([*(stage.layout - before)])
        rows += [[stage.cap, *named(session, pair)] for pair in new]
        before = stage.layout
    return written(head, rows)
