"""``check`` as CSV: one row per violation, and one for every rule that holds."""

from allocator.app.csv_forms.basics import Row, blank, written
from allocator.app.session import Session
from allocator.app.violations import reason, subject_name, unit
from allocator.model.rules import JUDGES, Violation
from allocator.model.rules.clauses import clause_of, reason_of
from allocator.study.proposal.check import Check


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
            rows.append([*first, "yes", *blank(head.index("reason") - 4), why])
    return written(head, (list(row) + [""] * (len(head) - len(row)) for row in rows))


def _offence(session: Session, one: Violation) -> Row:
    park, industry = one.park or "", one.industry or ""
    named = [park, session.parks.get(park, ""), industry, session.industries.get(industry, "")]
    amounts = [one.actual, one.limit, one.amount, reason(session, one)]
    about = [subject_name(session, one), unit(session, one)]
    other = one.against or ("", "")
    about += [session.parks.get(other[0], ""), session.industries.get(other[1], "")]
    return [*named, *amounts, one.subject, *other, *about]
