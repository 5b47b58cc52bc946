"""``explain`` as a workbook: what binds, what one more place is worth, what pairs cost."""

from collections.abc import Sequence

from allocator.app.answers.basics import Json, number
from allocator.app.book_forms.affinity import LAID, SHOWN, affinity_matrix_sheet
from allocator.app.book_forms.basics import (
    IDS,
    NAMES,
    Found,
    Told,
    column,
    filled,
    ids,
    moves_text,
    named,
    pair_of,
    pairs_of,
    table,
    yes_no,
)
from allocator.app.book_forms.layouts import matrix_sheet
from allocator.app.session import Session
from allocator.app.stated import place_text
from allocator.app.tables.basics import rounding_lines
from allocator.app.tables.prices import (
    idle_lines,
    layout_bounds_line,
    loosened,
    priced_subject,
    prices_lines,
)
from allocator.report.workbook import Cell, Column, Look, Row, Sheet, Value
from allocator.study.prices.bounds import Bound
from allocator.study.prices.shadow import Prices

_BETWEEN = "，, "
BOUND = ("rule", "clause", "about", "limit", "used", "tight")


def prices_book(found: Found) -> Told:
    """Return the price of every rule and, where asked for, of every pair."""
    session, prices, result = found.session, found.payload, found.result
    value, *about = prices_lines(session, prices)
    lines = [value, *about, *idle_lines(session, prices)]
    lines += rounding_lines(session, session.instance.valuation)
    laid = frozenset(pairs_of(result["layout"]))
    title = session.say("sheets.column.best")
    sheets = [
        *filled(_prices(session, prices, result), bounds_sheet(session, prices.bounds, result)),
        *_costs(session, result),
        matrix_sheet(session, title, laid),
        affinity_matrix_sheet(session, laid),
    ]
    return Told([("value", result["value"])], lines, sheets)


def layout_bounds_book(found: Found) -> Told:
    """Return the bounds that a layout meets or breaks."""
    session, result = found.session, found.result
    laid = frozenset(pairs_of(result["layout"]))
    bounds = bounds_sheet(session, found.payload.bounds, result)
    title = session.say("sheets.column.this_layout")
    sheets = [*filled(bounds), matrix_sheet(session, title, laid)]
    facts = [("broken", len(result["violations"]))]
    return Told(facts, [layout_bounds_line(session, found.payload)], sheets)


def bounds_sheet(session: Session, bounds: Sequence[Bound], result: Json) -> Sheet:
    """Return one row per bound; ``broken`` where the answer says so."""
    entries = result["bounds"]
    judged = [one for one in ("broken",) if any(one in entry for entry in entries)]
    rows: list[Row] = []
    for bound, one in zip(bounds, entries, strict=True):
        said: list[Value | Cell] = [session.rule_name(one["rule"]), one["clause"]]
        said += [priced_subject(session, bound.stated, bound), one["limit"], one["used"]]
        ends = [yes_no(session, one[key], good=False) for key in judged]
        subject = Cell(" ".join(one["subject"]), Look.MUTED)
        said += [yes_no(session, one["tight"]), *ends, place_text(session, bound.stated)]
        rows.append([*said, subject])
    return table(session, "bounds", [*BOUND, *judged, "place", "subject_id"], rows)


def _prices(session: Session, prices: Prices, result: Json) -> Sheet:
    """Return one row per price, the highest gain first."""
    rows: list[Row] = []
    both = zip(prices.prices, result["prices"], strict=True)
    for price, one in sorted(both, key=lambda both: -both[0].gain):
        about = priced_subject(session, price.stated, price.bound) + loosened(session, price)
        about = about.lstrip(_BETWEEN)  # of what has no name only the step is left
        said = [session.rule_name(one["rule"]), one["clause"], about, *_used(price.bound)]
        worth = [one["gain"], one["least"], one["least_gain"], moves_text(session, one["moves"])]
        subject = Cell(" ".join(one["subject"] or one["entry"]), Look.MUTED)
        rows.append([*said, *worth, place_text(session, price.stated), subject])
    columns = [*BOUND[:5], "gain", "least", "least_gain", "then", "place", "subject_id"]
    about = session.say("prices.about")
    return table(session, "prices", columns, rows, notes=(about,))


def _costs(session: Session, result: Json) -> list[Sheet]:
    """Return what flipping each pair costs, as a list and as a matrix."""
    if result["pairs"] is None:
        return []
    rows: list[Row] = []
    for one in result["pairs"]:
        pair = pair_of(one)
        said = [*named(session, pair), yes_no(session, one["in_best"]), one["cost"]]
        never = session.say("sheets.never") if one["cost"] is None else None
        rows.append([*said, never, one["affinity"], *ids(pair)])
    columns = [*NAMES, "in_best", "cost", "remark", "affinity", *IDS]
    legend = session.say("sheets.costs")
    listed = table(session, "costs", columns, rows, notes=(legend,), fixed=2)
    return [listed, _cost_matrix(session, result)]


def _cost_matrix(session: Session, result: Json) -> Sheet:
    costs = {pair_of(one): one for one in result["pairs"]}
    heads = [Column(one, narrow=True) for one in session.industries.values()]
    rows: list[Row] = []
    for park, title in session.parks.items():
        entries = [costs[park, one] for one in session.industries]
        rows.append([Cell(title, Look.LABEL), *(_cost(one) for one in entries)])
    name = session.say("sheets.sheet.cost_matrix")
    return table(
        session,
        "cost_matrix",
        [column(session, "park"), *heads],
        rows,
        name=name,
        notes=(session.say("sheets.costs_matrix"),),
        filtered=False,
        shaded=(1, len(heads)),
        shaded_rows=len(rows),
        places=SHOWN,
    )


def _cost(one: Json) -> Cell:
    mark = LAID if one["in_best"] else ""
    if one["cost"] is None:
        return Cell(f"{mark} —".strip(), Look.MUTED)
    return Cell(one["cost"], mark=mark)


def _used(bound: Bound | None) -> list[int | float | str | None]:
    """Return the limit of a bound and what is used of it."""
    amounts = (None, None) if bound is None else (bound.limit, bound.used)
    return [number(one) for one in amounts]
