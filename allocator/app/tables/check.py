"""The verdict on a layout as tables: violations by clause, value against the best."""

from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    changes,
    heading,
    pair_name,
    plain_table,
    rounding_lines,
    term_name,
)
from allocator.app.tables.layout import grant_lines
from allocator.app.tables.shortage import shortage_lines
from allocator.app.violations import LOCKS, reason, rule_label, subject_name, unit
from allocator.model.rules import JUDGES, Violation
from allocator.study.check import Check

_DIGITS = 15
"""Numbers of more digits than these before or after the point are shown in powers of ten."""


def check_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return what ``check`` shows: verdict, violations by clause, value against the best."""
    verdict = "check.allowed" if check.allowed else "check.not_allowed"
    parts: list[RenderableType] = [
        heading(session, "check"),
        Text(
            session.say(verdict, count=len(check.violations)),
            style="bold green" if check.allowed else "bold red",
        ),
    ]
    if check.violations:
        parts += [_violation_table(session, check), *_clauses(session, check)]
    parts += [Text(line, style="dim") for line in grant_lines(session)]
    parts += [_value_table(session, check), Text(_gap_sentence(session, check))]
    if check.missed:
        parts.append(Text(_missed_sentence(session, check)))
    parts += [Text(line) for line in rounding_lines(session, session.instance.valuation)]
    if check.best is None:
        parts += shortage_lines(session, check.shortages, check.conflict)
    if check.unvalued:
        names = [pair_name(session, pair) for pair in check.unvalued]
        parts.append(Text(session.say("check.unvalued", pairs=session.joined(names))))
    if check.added or check.dropped:
        parts.append(Text(session.say("check.moves_title"), style="bold"))
        parts.append(Text(changes(session, check.added, check.dropped)))
    if check.best is not None and check.to_best != ([], []):
        title = "check.to_first_title" if check.levels else "check.to_best_title"
        parts.append(Text(session.say(title), style="bold"))
        parts.append(Text(changes(session, *check.to_best)))
    return parts


def violation_sentence(session: Session, one: Violation) -> str:
    """Return what a violation amounts to, in policy words."""
    facts = {
        "actual": _number(one.actual),
        "limit": _number(one.limit),
        "amount": _number(one.amount),
        "reason": one.reason,
        "subject": subject_name(session, one),
        "unit": f" {unit(session, one)}".rstrip(),
        "other": pair_name(session, one.against) if one.against else "",
    }
    return session.say(f"rule.{one.rule}.{_wording(one)}", **facts)


def _wording(one: Violation) -> str:
    """Return which sentence says a violation: only a quota is broken either way."""
    is_below = one.actual is not None and one.limit is not None and one.actual < one.limit
    return "violation_below" if one.rule == "quota" and is_below else "violation"


def _number(value: Decimal | int | None) -> str:
    """Return an exact number as it is written by hand, without a power of ten."""
    if isinstance(value, Decimal) and abs(value.adjusted()) < _DIGITS:
        return f"{value:f}"
    return str(value)


def _violation_table(session: Session, check: Check) -> Table:
    columns = ["ui.clause", "ui.rule", "ui.offender", "ui.violation"]
    table = plain_table(session, columns, ratios=(None, None, 2, 3))
    for one in sorted(check.violations, key=lambda one: _listing_place(session, one)):
        table.add_row(
            one.clause or "—",
            session.rule_name(one.rule),
            _offender(session, one) or "—",
            violation_sentence(session, one),
        )
    return table


def _listing_place(session: Session, one: Violation) -> tuple[int, int, int]:
    """Sort violations by rule, then as listings sort parks and industries."""
    park = list(session.parks).index(one.park) if one.park else -1
    industry = list(session.industries).index(one.industry) if one.industry else -1
    return list(JUDGES).index(one.rule), park, industry


def _offender(session: Session, one: Violation) -> str:
    names = [session.parks[one.park]] if one.park else []
    names += [session.industries[one.industry]] if one.industry else []
    if not names and one.subject:
        names = [subject_name(session, one)]
    return "–".join(names)


def _clauses(session: Session, check: Check) -> list[RenderableType]:
    scenario, lines = session.scenario, []
    for one in check.violations:
        said = None if one.rule in LOCKS else reason(session, one)
        if one.clause in scenario.clauses:
            text = scenario.clauses[one.clause]
            words = text.zh if session.language == "zh" else text.en
            facts = {"id": one.clause, "words": words, "source": text.source}
            lines.append(session.say("check.clause", **facts))
        if said:
            facts = {"rule": rule_label(session, one), "reason": said}
            lines.append(session.say("check.reason", **facts))
    lines = [*dict.fromkeys(lines)]
    return [Text(line, style="dim") for line in lines]


def _value_table(session: Session, check: Check) -> Table:
    best = "ui.first_in_order" if check.levels else "ui.best"
    shown = {"ui.this_layout": check.proposal, "ui.current": check.current, best: check.best}
    if check.proposal == check.current:
        del shown["ui.this_layout"]
    kept = {key: one for key, one in shown.items() if one is not None}
    table = plain_table(session, ["ui.term", *kept], right=range(1, len(kept) + 1))
    for term in check.proposal.terms:
        cells = [amount(session, one.terms[term]) for one in kept.values()]
        table.add_row(term_name(session, term), *cells)
    table.add_row(session.say("ui.value"), *(amount(session, one.value) for one in kept.values()))
    return table


def _gap_sentence(session: Session, check: Check) -> str:
    if check.gap is None:
        return session.say("check.no_best")
    order = "_first" if check.levels else ""
    if check.to_best == ([], []):
        return session.say(f"check.is_best{order}")
    gap = amount(session, abs(check.gap))
    if check.gap >= 0:
        return session.say(f"check.gap{order}", gap=gap)
    if not order:
        return session.say("check.gap_above", gap=gap)
    breaks = "misses" if check.allowed else "breaks_and_misses" if check.missed else "breaks"
    return session.say("check.gap_above_first", gap=gap, why=session.say(f"check.{breaks}"))


def _missed_sentence(session: Session, check: Check) -> str:
    """Return by how much the layout stays below the levels of an ordered objective."""
    levels = [
        session.say(
            "check.missed_level",
            term=term_name(session, term),
            amount=amount(session, short),
            least=amount(session, check.levels[term]),
        )
        for term, short in check.missed.items()
    ]
    return session.say("check.missed", levels=session.joined(levels))
