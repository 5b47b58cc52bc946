"""Violations in words: clause, rule, offender and amount."""

from collections.abc import Iterable
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import pair_name, plain_table
from allocator.app.violations import LOCKS, offender, reason, rule_label, subject_name, unit
from allocator.model.rules import JUDGES, Violation
from allocator.study.proposal.check import Check

_Value = Decimal | int | None
_DIGITS = 15
"""Numbers of more digits than these before or after the point are shown in powers of ten."""


def violation_sentence(session: Session, one: Violation) -> str:
    """Return what a violation amounts to, in policy words."""
    facts = amounts(one.actual, one.limit, one.amount) | {
        "reason": one.reason,
        "subject": subject_name(session, one),
        "unit": f" {unit(session, one)}".rstrip(),
        "other": pair_name(session, one.against) if one.against else "",
    }
    return session.say(f"rule.{one.rule}.{_wording(one)}", **facts)


def named_violation(session: Session, one: Violation) -> str:
    """Return a violation in one line: rule, offender, and what it amounts to."""
    about, label = offender(session, one), rule_label(session, one)
    # the label of a quota holds its name already; a budget of all moves is nobody's
    named = "" if about in label else session.say("lifting.offender", name=about)
    facts = {"rule": label, "offender": named}
    return session.say("lifting.left", **facts, what=violation_sentence(session, one))


def _wording(one: Violation) -> str:
    """Return which sentence says a violation: only a quota is broken either way."""
    is_below = one.actual is not None and one.limit is not None and one.actual < one.limit
    return "violation_below" if one.rule == "quota" and is_below else "violation"


def amounts(actual: _Value, limit: _Value, amount: _Value) -> dict[str, str]:
    """Return the numbers of a violation to six decimals; exactly where these would hide it."""
    exact = {"actual": actual, "limit": limit, "amount": amount}
    short = {name: _to_six(value) for name, value in exact.items()}
    is_hidden = not short["amount"] or (actual is not None and short["actual"] == short["limit"])
    return {name: _number(value) for name, value in (exact if is_hidden else short).items()}


def _to_six(value: _Value) -> _Value:
    return round(value, 6) if isinstance(value, Decimal) and _is_plain(value) else value


def _number(value: _Value) -> str:
    """Return a number as it is written by hand: no power of ten, no zeros at its end."""
    if isinstance(value, Decimal) and _is_plain(value):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if value == 0 else text
    return str(value)


def _is_plain(value: Decimal) -> bool:
    return abs(value.adjusted()) < _DIGITS


def violation_table(session: Session, check: Check) -> Table:
    """Return the violations of a layout with clause, offender and amount."""
    columns = ["ui.clause", "ui.rule", "ui.offender", "ui.violation"]
    table = plain_table(session, columns, ratios=(None, None, 2, 3))
    for one in as_listed(session, check.violations):
        table.add_row(
            one.clause or "—",
            session.rule_name(one.rule),
            offender(session, one) or "—",
            violation_sentence(session, one),
        )
    return table


def as_listed(session: Session, found: Iterable[Violation]) -> list[Violation]:
    """Return violations by rule, then as listings sort parks and industries."""
    rules, parks, industries = (
        {name: place for place, name in enumerate(names)}
        for names in (JUDGES, session.parks, session.industries)
    )

    def place(one: Violation) -> tuple[int, int, int]:
        return (
            rules[one.rule],
            parks.get(one.park or "", -1),
            industries.get(one.industry or "", -1),
        )

    return sorted(found, key=place)


def clause_lines(session: Session, check: Check) -> list[RenderableType]:
    """Return the clauses and the reasons that violations rest on, once each."""
    scenario, lines = session.scenario, []
    for one in check.violations:
        said = None if one.rule in LOCKS else reason(session, one)
        if one.clause in scenario.clauses:
            clause, language = scenario.clauses[one.clause], session.language
            words = clause.zh if language == "zh" else clause.en
            facts = {"id": one.clause, "words": words, "source": clause.source.within(language)}
            lines.append(session.say("check.clause", **facts))
        if said:
            facts = {"rule": rule_label(session, one), "reason": said}
            lines.append(session.say("check.reason", **facts))
    lines = [*dict.fromkeys(lines)]
    return [Text(line, style="dim") for line in lines]
