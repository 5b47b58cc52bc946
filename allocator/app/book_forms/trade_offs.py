"""Frontiers, exception curves and prices per exception as workbooks."""

from collections.abc import Sequence

from allocator.app.answers.basics import Json, moved
from allocator.app.book_forms.affinity import affinity_matrix_sheet
from allocator.app.book_forms.basics import (
    Found,
    Told,
    counts,
    filled,
    moves_text,
    pairs_of,
    table,
    yes_no,
)
from allocator.app.book_forms.layouts import Laid, drawn_note, layout_sheets
from allocator.app.session import Session
from allocator.app.tables.basics import capitalised, term_name
from allocator.app.tables.trade_offs import (
    exceptions_causes,
    exceptions_lines,
    frontier_causes,
    frontier_lines,
    price_causes,
    price_lines,
    taken_cells,
)
from allocator.report.workbook import Cell, Column, Look, Row, Sheet
from allocator.study.exceptions import Step


def frontier_book(found: Found) -> Told:
    """Return a frontier: one row per point, then the layouts of the points."""
    session, points = found.session, found.result["points"]
    if not points:
        return Told([], [one.plain for one in frontier_causes(session, found.payload)])
    terms = found.result["terms"]
    columns: list[str | Column] = [
        "point",
        *(Column(capitalised(term_name(session, one))) for one in terms),
    ]
    columns += ["added", "dropped", "against_previous", "against_current"]
    rows: list[Row] = []
    before = points[0]
    for number, one in enumerate(points, 1):
        worths = [one["terms"][term] for term in terms]
        step = moves_text(session, _between(before, one))
        said = [*counts(one["moves"]), step, moves_text(session, one["moves"])]
        rows.append([number, *worths, *said])
        before = one
    laid = [Laid(number, one["pairs"], one["moves"]) for number, one in enumerate(points, 1)]
    lines = [*frontier_lines(session, found.payload), *drawn_note(session, laid)]
    sheets = [table(session, "points", columns, rows), *_sheets(session, "point", laid)]
    return Told([("points", len(points))], lines, sheets)


def exceptions_book(found: Found) -> Told:
    """Return an exception curve: one row per number of exceptions, and who takes them."""
    session, steps = found.session, found.result["steps"]
    if not steps:
        return Told([], [one.plain for one in exceptions_causes(session, found.payload)])
    columns = ["exceptions", "value", "gain", "keeps", "taken"]
    columns += ["added", "dropped", "against_previous", "against_current"]
    rows: list[Row] = []
    for one, step in zip(steps, found.payload.steps, strict=True):
        first = [one["exceptions"], one["value"], one["gain"]]
        kept = yes_no(session, one["keeps_the_ones_before"])
        step_moves = moves_text(session, one["moves_from_the_one_before"])
        said = [*counts(one["moves"]), step_moves, moves_text(session, one["moves"])]
        rows.append([*first, kept, _taken_text(session, step), *said])
    laid = [Laid(one["exceptions"], one["pairs"], one["moves"]) for one in steps]
    lines = [*exceptions_lines(session, found.payload), *drawn_note(session, laid)]
    sheets = [table(session, "steps", columns, rows), *filled(_taken_sheet(session, steps))]
    sheets += _sheets(session, "exceptions", laid)
    return Told([("value", steps[-1]["value"]), ("most", found.result["most"])], lines, sheets)


def price_book(found: Found) -> Told:
    """Return the layout at a price per exception, and who takes exceptions."""
    session, steps = found.session, found.result["steps"]
    facts = [("price_each", found.result["price"])]
    if not steps:
        return Told(facts, [one.plain for one in price_causes(session, found.payload)])
    (one,) = steps
    facts += [("value", one["value"]), ("net_value", one["net_value"])]
    columns = ["exceptions", "value", "price_each", "net_value", "taken", "against_current"]
    row = [one[key] for key in ("exceptions", "value", "price", "net_value")]
    row += [_taken_text(session, found.payload.step), moves_text(session, one["moves"])]
    laid = [Laid(one["exceptions"], one["pairs"], one["moves"])]
    sheets = [table(session, "steps", columns, [row]), *filled(_taken_sheet(session, steps))]
    sheets += _sheets(session, "exceptions", laid)
    return Told(facts, price_lines(session, found.payload), sheets)


def _sheets(session: Session, key: str, laid: Sequence[Laid]) -> list[Sheet]:
    """Return the layouts, and the affinities with the first of them marked."""
    first = frozenset(pairs_of(laid[0].pairs))
    return [*layout_sheets(session, key, laid), affinity_matrix_sheet(session, first)]


def _between(before: Json, after: Json) -> Json:
    one, other = (frozenset(pairs_of(entry["pairs"])) for entry in (before, after))
    return moved(one, other)


def _taken_text(session: Session, step: Step) -> str:
    return session.say("sheets.between").join(taken_cells(session, step))


def _taken_sheet(session: Session, steps: Sequence[Json]) -> Sheet:
    """Return one row per park, industry or sector that takes places beyond its cap."""
    rows: list[Row] = []
    for step in steps:
        for one in step["taken"]:
            name = session.capped(one["rule"])[one["subject"]]
            said = [session.rule_name(one["rule"]), one["clause"], name, one["slots"]]
            rows.append([step["exceptions"], *said, Cell(one["subject"], Look.MUTED)])
    columns = ["exceptions", "rule", "clause", "subject", "slots", "subject_id"]
    return table(session, "taken", columns, rows)
