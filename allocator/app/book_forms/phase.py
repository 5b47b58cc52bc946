"""``phase`` as a workbook: years side by side, the moves to hand out, the layouts drawn."""

from allocator.app.answers.basics import Json, moved, number
from allocator.app.book_forms.affinity import affinity_matrix_sheet
from allocator.app.book_forms.basics import (
    IDS,
    NAMES,
    Found,
    Told,
    change_word,
    filled,
    ids,
    named,
    pair_of,
    pairs_of,
    table,
)
from allocator.app.book_forms.layouts import Laid, affinity_of, drawn_note, layout_sheets
from allocator.app.book_forms.mending import broken_cells
from allocator.app.session import Session
from allocator.app.tables.phase import (
    nested_causes,
    nested_lines,
    phase_causes,
    phase_lines,
    reasons,
    violation_line,
)
from allocator.report.workbook import Row, Sheet
from allocator.study.path.phase import Phase


def phase_book(found: Found) -> Told:
    """Return a path of years, or why there is none."""
    session, path, result = found.session, found.payload, found.result
    if not path.years:
        return Told([], [one.plain for one in phase_causes(session, path)])
    lines = phase_lines(session, path)
    if left := path.years[-1].violations:
        said = [f"· {violation_line(session, one)}" for one in left]
        lines += [session.say("phase.left_title"), *said]
    laid = _laid(session, result["years"], "year")
    facts = [("total", result["total"]), ("target_value", result["target"]["value"])]
    facts.append(("moves", result["moves"]))
    sheets = [_years(session, path, result), _moves(session, path, result)]
    sheets += filled(_violations(session, path, result))
    sheets += layout_sheets(session, "year", laid)
    sheets.append(affinity_matrix_sheet(session, path.years[-1].layout))
    return Told(facts, [*lines, *drawn_note(session, laid)], sheets)


def nested_book(found: Found) -> Told:
    """Return layouts inside each other, or why there are none."""
    session, plan, stages = found.session, found.payload, found.result["stages"]
    if not stages:
        return Told([], [one.plain for one in nested_causes(session, plan)])
    laid = _laid(session, stages, "cap")
    rows = [
        [one["cap"], len(one["pairs"]), one["value"], one["best"], one["price"]] for one in stages
    ]
    columns = ["cap", "pairs", "value", "best_alone", "nesting_price"]
    lines = [*nested_lines(session, plan), *drawn_note(session, laid)]
    first = [table(session, "stages", columns, rows), _additions(session, stages)]
    matrix = affinity_matrix_sheet(session, frozenset(pairs_of(stages[-1]["pairs"])))
    return Told([], lines, [*first, *layout_sheets(session, "cap", laid), matrix])


def _laid(session: Session, entries: list[Json], key: str) -> list[Laid]:
    current = session.instance.current
    return [
        Laid(one[key], one["pairs"], moved(current, frozenset(pairs_of(one["pairs"]))))
        for one in entries
    ]


def _years(session: Session, path: Phase, result: Json) -> Sheet:
    current = _value_today(session)
    rows: list[Row] = [
        [session.say("phase.today"), None, None, current, len(path.broken_today)],
    ]
    for year in result["years"]:
        added = sum(one["change"] == "add" for one in year["moves"])
        numbers = [added, len(year["moves"]) - added, year["value"], len(year["violations"])]
        rows.append([year["year"], *numbers])
    columns = ["year", "added", "dropped", "value", "broken"]
    return table(session, "years", columns, rows, filtered=False)


def _value_today(session: Session) -> int | float | str | None:
    """Return what the current layout is worth."""
    valuation = session.instance.valuation
    return number(valuation.shown(valuation.value(session.instance.current)))


def _moves(session: Session, path: Phase, result: Json) -> Sheet:
    """Return one row per move of a year, with its reasons and what the target gains by it."""
    rows: list[Row] = []
    for year, entry in zip(path.years, result["years"], strict=True):
        told = {pair_of(one): one for one in entry["moves"]}
        moves = {move.pair: move for move in year.moves}
        for pair in session.in_listing_order([*told]):
            one, why = told[pair], session.say("phase.between").join(reasons(session, moves[pair]))
            said = [change_word(session, one["change"]), *named(session, pair)]
            rows.append(
                [entry["year"], *said, one["gain"], affinity_of(session, pair), why, *ids(pair)]
            )
    columns = ["year", "change", *NAMES, "gain_target", "affinity", "reason_move", *IDS]
    return table(session, "year_moves", columns, rows)


def _violations(session: Session, path: Phase, result: Json) -> Sheet:
    """Return what each year's layout still breaks."""
    rows: list[Row] = []
    for year, entry in zip(path.years, result["years"], strict=True):
        for one, told in zip(year.violations, entry["violations"], strict=True):
            said = [year.number, session.rule_name(one.rule), told["clause"]]
            rows.append([*said, *broken_cells(session, one, told)])
    columns = ["year", "rule", "clause", "offender", "says", "actual", "limit", "amount", "unit"]
    return table(session, "year_violations", [*columns, *IDS], rows)


def _additions(session: Session, stages: list[Json]) -> Sheet:
    """Return one row per pair and the cap at which it comes in."""
    rows: list[Row] = []
    before = frozenset[tuple[str, str]]()
    for stage in stages:
        layout = frozenset(pairs_of(stage["pairs"]))
        for pair in session.in_listing_order([*(layout - before)]):
            rows.append(
                [stage["cap"], *named(session, pair), affinity_of(session, pair), *ids(pair)]
            )
        before = layout
    return table(session, "additions", ["cap", *NAMES, "affinity", *IDS], rows)
