"""Answers as CSV: long tables, one row per pair, with ids and names."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from allocator.app.session import Session
from allocator.app.violations import reason, subject_name, unit
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import RankedLayout, Ranking
from allocator.model.rules import JUDGES, Violation
from allocator.model.rules.clauses import clause_of, reason_of
from allocator.study.check import Check
from allocator.study.exceptions import Curve, Priced, Step
from allocator.study.frontier import Frontier
from allocator.study.pair import PairReport

Row = Sequence[object]
_TAKEN = ("rule", "clause", "subject", "subject_name", "slots")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


RANKING_HEAD = (
    "rank",
    "value",
    "gap",
    "park",
    "park_name",
    "industry",
    "industry_name",
    "affinity",
)


def ranking_csv(session: Session, ranking: Ranking) -> str:
    """Return one row per layout and pair."""
    rows = (row for one in ranking.layouts for row in ranking_rows(session, one))
    return _written(RANKING_HEAD, rows)


def ranking_rows(session: Session, one: RankedLayout) -> Iterator[Row]:
    """Yield the rows of one layout, in the columns of `RANKING_HEAD`."""
    shown, matrix = session.instance.valuation.shown, session.instance.affinity
    for pair in session.in_listing_order(list(one.layout)):
        cells = [shown(one.value), shown(one.gap), *_named(session, pair), matrix[pair].value]
        yield [one.rank, *(_cell(cell) for cell in cells)]


def frontier_csv(session: Session, found: Frontier) -> str:
    """Return one row per point and pair."""
    shown = found.instance.valuation.shown
    head = ["point", *found.terms, "park", "park_name", "industry", "industry_name"]
    rows = (
        [n, *(shown(worth) for worth in point.worth), *_named(session, pair)]
        for n, point in enumerate(found.points, 1)
        for pair in session.in_listing_order(list(point.layout))
    )
    return _written(head, rows)


def exceptions_csv(session: Session, found: Curve) -> str:
    """Return rows per number of exceptions: one per exception taken, then one per pair moved.

    `change` says whether the pair is added or dropped against the number before. The first has
    none to be held against: `gain` and `keeps` are empty, as in the table.
    """
    shown = session.instance.valuation.shown
    head = ["exceptions", "value", "gain", "keeps", *_TAKEN]
    head += ["change", "park", "park_name", "industry", "industry_name"]
    rows: list[Row] = []
    before = None
    for step in found.steps:
        first: list[object] = [step.budget, shown(step.value), "", ""]
        changes: list[Row] = []
        if before is not None:
            first[2:] = [shown(step.gain), "yes" if step.keeps else "no"]
            changes = list(_changes(session, before.layout, step.layout))
        lines: list[Row] = [[*one, *_blank(5)] for one in _taken(session, step)]
        lines += [[*_blank(len(_TAKEN)), *one] for one in changes]
        rows += [[*first, *one] for one in lines or [_blank(len(_TAKEN) + 5)]]
        before = step
    return _written(head, rows)


def price_csv(session: Session, found: Priced) -> str:
    """Return one row per exception taken at a price, one if none is."""
    head = ["exceptions", "value", "price", "net_value", *_TAKEN]
    if found.step is None:
        return _written(head, [])
    shown, step = session.instance.valuation.shown, found.step
    first = [step.budget, shown(step.value), found.price, shown(found.net)]
    taken = list(_taken(session, step)) or [_blank(len(_TAKEN))]
    return _written(head, [[*first, *one] for one in taken])


def _taken(session: Session, step: Step) -> Iterator[Row]:
    """Yield the exceptions taken, in the columns of `_TAKEN`."""
    for (rule, one), slots in sorted(step.taken.items()):
        yield [rule, clause_of(session.scenario, rule), one, session.capped(rule)[one], slots]


def _changes(session: Session, before: Pairs, after: Pairs) -> Iterator[Row]:
    added, dropped = moves(before, after)
    for change, pairs in (("add", added), ("drop", dropped)):
        for pair in session.in_listing_order(pairs):
            yield [change, *_named(session, pair)]


def _blank(columns: int) -> list[str]:
    return [""] * columns


def check_csv(session: Session, check: Check) -> str:
    """Return one row per violation, and one for every rule that holds."""
    head = ["rule", "rule_name", "clause", "satisfied", "park", "park_name", "industry"]
    head += ["industry_name", "actual", "limit", "amount", "reason", "subject"]
    head += ["other_park", "other_industry", "subject_name", "unit"]
    head += ["other_park_name", "other_industry_name"]
    rows: list[Row] = []
    for rule in JUDGES:
        first = [rule, session.rule_name(rule), clause_of(session.scenario, rule)]
        broken = [one for one in check.violations if one.rule == rule]
        rows += [[*first[:2], one.clause, "no", *_offence(session, one)] for one in broken]
        if not broken:
            why = reason_of(session.scenario, rule, session.language)
            rows.append([*first, "yes", *_blank(head.index("reason") - 4), why])
    return _written(head, (list(row) + [""] * (len(head) - len(row)) for row in rows))


def _offence(session: Session, one: Violation) -> Row:
    park, industry = one.park or "", one.industry or ""
    named = [park, session.parks.get(park, ""), industry, session.industries.get(industry, "")]
    amounts = [one.actual, one.limit, one.amount, reason(session, one)]
    about = [subject_name(session, one), unit(session, one)]
    other = one.against or ("", "")
    about += [session.parks.get(other[0], ""), session.industries.get(other[1], "")]
    return [*named, *amounts, one.subject, *other, *about]


def affinity_csv(session: Session, _: object = None) -> str:
    """Return one row per pair with every part, coverage and interval."""
    matrix, parts = session.instance.affinity, list(session.scenario.affinity.parts())
    head = ["park", "park_name", "industry", "industry_name", "affinity", "low", "high", "coverage"]
    rows = (
        [
            *_named(session, pair),
            matrix[pair].value,
            matrix[pair].low,
            matrix[pair].high,
            matrix[pair].coverage,
            *(matrix[pair].parts.get(name) for name in parts),
        ]
        for pair in session.in_listing_order(list(matrix))
    )
    return _written([*head, *parts], rows)


def pair_csv(session: Session, report: PairReport) -> str:
    """Return one row per part of a pair."""
    found = report.trace
    head = ["park", "park_name", "industry", "industry_name", "part", "value", "weight", "share"]
    names = _named(session, (found.park, found.industry))
    return _written(head, ([*names, p.name, p.value, p.weight, p.share] for p in found.parts))


def _named(session: Session, pair: tuple[str, str]) -> list[str]:
    return [pair[0], session.parks[pair[0]], pair[1], session.industries[pair[1]]]


def _written(head: Row, rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """Keep text that a spreadsheet would run as a formula from being one.

    Numbers are written out: 0.0000000, not 0E-7.
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


FORMS: Mapping[str, Callable[[Session, Any], str]] = {
    "rank": ranking_csv,
    "rank-frontier": frontier_csv,
    "rank-exceptions": exceptions_csv,
    "rank-price": price_csv,
    "check": check_csv,
    "affinity": affinity_csv,
    "affinity-pair": pair_csv,
}
