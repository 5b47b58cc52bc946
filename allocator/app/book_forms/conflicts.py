"""``explain --conflicts`` as a workbook: what cannot hold together, and the ways out."""

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import Found, Told, filled, table, yes_no
from allocator.app.session import Session
from allocator.app.stated import place_text
from allocator.app.tables.explain import how_many
from allocator.app.tables.shortage import shortage_lines
from allocator.report.workbook import Cell, Look, Row, Sheet
from allocator.study.conflicts.explain import Explanation

_STATED = ("rule", "clause", "place", "subject_id")


def conflicts_book(found: Found) -> Told:
    """Return the counts in words, then one row per statement and per change."""
    session, told, result = found.session, found.payload, found.result
    facts = [("conflicts", result["conflicts_known"]), ("ways", result["relaxations_known"])]
    sheets = filled(_conflicts(session, told, result), _ways(session, told, result))
    return Told(facts, _lines(session, told), sheets)


def _lines(session: Session, told: Explanation) -> list[str]:
    if told.legal:
        return [session.say("explain.legal")]
    if not told.decided:
        return [session.say("explain.undecided")]
    causes = [one.plain for one in shortage_lines(session, told.shortages)]
    return [*causes, how_many(session, told, len(told.conflicts))]


def _conflicts(session: Session, told: Explanation, result: Json) -> Sheet:
    rows: list[Row] = []
    pairs = zip(told.conflicts, result["conflicts"], strict=True)
    for number, (conflict, entry) in enumerate(pairs, 1):
        said = zip(conflict.parts, entry["parts"], entry["sentences"], strict=True)
        for part, one, sentence in said:
            minimal = yes_no(session, entry["minimal"])
            first = [number, sentence, minimal, session.rule_name(one["rule"])]
            where = [one["clause"], place_text(session, part), _entry(one)]
            rows.append([*first, *where])
    return table(session, "conflicts", ["number", "says", "minimal", *_STATED], rows)


def _ways(session: Session, told: Explanation, result: Json) -> Sheet:
    rows: list[Row] = []
    pairs = zip(told.relaxations, result["relaxations"], strict=True)
    for number, (way, entry) in enumerate(pairs, 1):
        for change, one in zip(way.changes, entry["changes"], strict=True):
            amounts = [one["before"], one["after"], one["amount"]]
            flags = [yes_no(session, entry[key]) for key in ("principle", "proven")]
            where = [session.rule_name(one["rule"]), one["clause"]]
            where += [place_text(session, change.stated), _entry(one)]
            rows.append([number, one["sentence"], *amounts, *flags, *where])
    columns = ["number", "change_of", "before", "after", "more", "principle", "proven", *_STATED]
    return table(session, "ways", columns, rows)


def _entry(one: Json) -> Cell:
    return Cell(" ".join(one["entry"]), Look.MUTED)
