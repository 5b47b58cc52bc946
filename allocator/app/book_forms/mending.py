"""Repairs, exceptions, order of moves and neighbours of a layout as sheets."""

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import (
    change_word,
    counts,
    ids,
    moves_text,
    named,
    pair_of,
    table,
)
from allocator.app.session import Session
from allocator.app.tables.violation import named_violation, violation_sentence
from allocator.app.violations import offender
from allocator.model.rules import Violation
from allocator.report.workbook import Cell, Look, Row, Sheet
from allocator.study.proposal.check import Check


def broken_cells(session: Session, one: Violation, entry: Json) -> list[str | float | Cell | None]:
    """Return who breaks a rule, what that amounts to in words and numbers, and the ids."""
    amounts = [entry["actual"], entry["limit"], entry["amount"], entry["unit"]]
    found = [Cell(entry[key], Look.MUTED) for key in ("park", "industry")]
    said = [offender(session, one), violation_sentence(session, one)]
    return [*said, *amounts, *found]


def repairs_sheet(session: Session, check: Check, result: Json) -> Sheet:
    """Return the smallest repairs, and the best legal layouts within ever more moves."""
    found = result["repairs"] or {"smallest": [], "within": []}
    first = [] if check.allowed else found["smallest"]
    rows: list[Row] = []
    for key, entries in (("smallest", first), ("within", found["within"])):
        for number, one in enumerate(entries, 1):
            said = [session.say(f"sheets.repair.{key}"), number, one["moves"]["count"]]
            worth = [one["value"], one["gap"]]
            moved = [*counts(one["moves"]), moves_text(session, one["moves"])]
            rows.append([*said, *worth, *moved])
    columns = ["repair", "number", "moves", "value", "gap", "added", "dropped", "against_this"]
    return table(session, "repairs", columns, rows)


def exceptions_sheet(session: Session, check: Check, result: Json) -> Sheet:
    """Return the exceptions that the layout takes as it stands, and what they cannot lift."""
    rows: list[Row] = []
    for one in result["exceptions"]["needed"]:
        said = [session.say("sheets.needed"), session.rule_name(one["rule"]), one["clause"]]
        rows.append(
            [*said, one["subject_name"], one["slots"], None, Cell(one["subject"], Look.MUTED)]
        )
    for broken in check.lifting.left if rows else ():
        said = [
            session.say("sheets.not_lifted"),
            session.rule_name(broken.rule),
            broken.clause,
        ]
        about = [offender(session, broken), None, named_violation(session, broken), None]
        rows.append([*said, *about])
    columns = ["exception", "rule", "clause", "subject", "slots", "says", "subject_id"]
    return table(session, "needed", columns, rows)


def order_sheet(session: Session, check: Check, result: Json) -> Sheet:
    """Return the steps of an order of the moves, or the moves that are blocked and by what."""
    found = result["order"] or {"steps": [], "blocked": []}
    columns = ["step", "kind", "change", "park", "industry", "left", "breaks"]
    columns += ["park_id", "industry_id"]
    rows: list[Row] = []
    for number, one in enumerate(found["steps"], 1):
        rows += _step(session, [number], one, one["violations"], None)
    blocked = () if check.order is None else check.order.blocked
    for entry, block in zip(found["blocked"], blocked, strict=True):
        names = [named_violation(session, each) for each in block.violations]
        said = session.say("order.between").join(names)
        rows += _step(session, [session.say("sheets.blocked")], entry, None, said)
    return table(session, "order", columns, rows)


def _step(
    session: Session, first: Row, entry: Json, left: int | None, breaks: str | None
) -> list[Row]:
    rows: list[Row] = []
    for change in ("drop", "add"):
        if entry[change] is not None:
            pair = pair_of(entry[change])
            kind = session.say(f"sheets.kind.{entry['kind']}")
            said = [kind, change_word(session, change), *named(session, pair)]
            rows.append([*first, *said, left, breaks, *ids(pair)])
    return rows


def nearest_sheet(session: Session, result: Json) -> Sheet:
    """Return the ranked layouts that are the fewest moves away."""
    found = (result["place"] or {"nearest": []})["nearest"]
    rows = [
        [one["rank"], one["value"], one["moves"]["count"], moves_text(session, one["moves"])]
        for one in found
    ]
    columns = ["rank", "value", "moves", "against_this"]
    return table(session, "nearest", columns, rows)
