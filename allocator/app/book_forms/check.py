"""``check`` as a workbook: the verdict rule by rule, the value, the way there and out."""

from allocator.app.answers.basics import Json
from allocator.app.book_forms.affinity import affinity_matrix_sheet
from allocator.app.book_forms.basics import Found, Told, filled, pairs_of, table
from allocator.app.book_forms.layouts import MOVE_COLUMNS, matrix_sheet, move_rows
from allocator.app.book_forms.mending import (
    broken_cells,
    exceptions_sheet,
    nearest_sheet,
    order_sheet,
    repairs_sheet,
)
from allocator.app.book_forms.review import review_sheet
from allocator.app.session import Session
from allocator.app.tables.basics import capitalised, term_name
from allocator.app.tables.check import (
    check_causes,
    nothing_legal_lines,
    verdict_lines,
    worth_lines,
)
from allocator.app.tables.layout import grant_lines
from allocator.app.tables.order import order_lines
from allocator.app.tables.place import place_lines
from allocator.app.tables.repair import fewest_line, lifting_line, unknown_lines
from allocator.app.tables.undecided import undecided_lines
from allocator.app.tables.violation import clause_lines
from allocator.report.workbook import Cell, Look, Row, Sheet
from allocator.study.proposal.check import Check


def check_book(found: Found) -> Told:
    """Return the verdict on a layout, and everything that ``check`` tells about it."""
    session, check, result = found.session, found.payload, found.result
    best = result["best"]
    facts = [("value", result["proposal"]["value"])]
    facts += [(f"{best_key(check)}_value", best["value"])] if best else []
    facts += [("bound", result["bound"])] if "best" in check.undecided else []
    facts.append(("gap", result["gap"]))
    facts.append(("broken", len(check.violations)))
    sheets = [
        _verdicts(session, check, result),
        *filled(
            _values(session, check, result),
            moves_table(session, "moves", result["proposal"]["moves"]),
            moves_table(session, f"to_{best_key(check)}", result["to_best"]),
            repairs_sheet(session, check, result),
            exceptions_sheet(session, check, result),
            order_sheet(session, check, result),
            review_sheet(session, check, result),
            nearest_sheet(session, result),
        ),
        *_drawn(session, check, result),
    ]
    return Told(facts, _lines(session, check), sheets)


def _lines(session: Session, check: Check) -> list[str]:
    lines = nothing_legal_lines(session, check) + verdict_lines(session, check)
    lines += undecided_lines(session, check)
    lines += [one.plain for one in check_causes(session, check)]
    if check.repairs is not None:
        lines += [] if check.allowed else [fewest_line(session, check.repairs)]
        lines += unknown_lines(session, check.repairs)
    lines += [] if check.allowed else [lifting_line(session, check)]
    lines += [*worth_lines(session, check), *place_lines(session, check)]
    lines += [] if check.order is None else order_lines(session, check.order)
    lines += grant_lines(session)
    return lines + [str(one) for one in clause_lines(session, check)]


def _verdicts(session: Session, check: Check, result: Json) -> Sheet:
    """Return one row per violation, and one for every rule that holds."""
    rows: list[Row] = []
    for verdict in result["verdicts"]:
        first = [verdict["rule_name"]]
        broken = [one for one in check.violations if one.rule == verdict["rule"]]
        for one, entry in zip(broken, verdict["violations"], strict=True):
            word = Cell(session.say("sheets.broken"), Look.BAD)
            cells = broken_cells(session, one, entry)
            rows.append([*first, entry["clause"], word, *cells, entry["reason"]])
        if not broken:
            word = Cell(session.say("sheets.kept"), Look.GOOD)
            rows.append([*first, verdict["clause"], word, *[None] * 8, verdict["reason"]])
    columns = ["rule", "clause", "verdict", *BROKEN, "reason"]
    return table(session, "verdicts", columns, rows)


BROKEN = ("offender", "says", "actual", "limit", "amount", "unit", "park_id", "industry_id")


def best_key(check: Check) -> str:
    """Return what the layout beside the one judged is: the best one, or one found so far."""
    return "found" if "best" in check.undecided else "best"


def _values(session: Session, check: Check, result: Json) -> Sheet:
    """Return each term of the layout beside the current and the best one, and the differences."""
    best, apart = result["best"], result["against_best"]
    rows: list[Row] = []
    for term in [*result["proposal"]["terms"], None]:
        name = session.say("ui.value") if term is None else capitalised(term_name(session, term))

        def worth(one: Json | None, term: str | None = term) -> int | float | str | None:
            return None if one is None else one["value"] if term is None else one["terms"][term]

        told = [result["proposal"], result["current"], best, result["against_current"], apart]
        look = Look.TOTAL if term is None else Look.PLAIN
        rows.append([Cell(name, Look.LABEL), *(Cell(worth(one), look) for one in told)])
    key = best_key(check)
    columns = ["term", "this_layout", "current", key, "less_current", f"less_{key}"]
    return table(session, "values", columns, rows, filtered=False)


def moves_table(session: Session, key: str, moves: Json) -> Sheet:
    """Return one row per move, with columns to hand the list out."""
    return table(session, key, MOVE_COLUMNS, move_rows(session, [], moves))


def _drawn(session: Session, check: Check, result: Json) -> list[Sheet]:
    """Return the layout and the best one drawn, and the affinities with the layout marked."""
    laid = frozenset(pairs_of(result["proposal"]["pairs"]))
    sheets = [matrix_sheet(session, session.say("sheets.column.this_layout"), laid)]
    if result["best"] is not None:
        best = frozenset(pairs_of(result["best"]["pairs"]))
        sheets.append(matrix_sheet(session, session.say(f"sheets.column.{best_key(check)}"), best))
    return [*sheets, affinity_matrix_sheet(session, laid)]
