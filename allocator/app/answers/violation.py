"""A violation as JSON."""

from allocator.app.answers.basics import Json, number
from allocator.app.session import Session
from allocator.app.violations import reason, subject_name, unit
from allocator.model.rules import Violation


def violation_entry(session: Session, one: Violation) -> Json:
    """Return a violation with names and reason."""
    other = one.against
    return {
        "clause": one.clause,
        "subject": one.subject,
        "subject_name": subject_name(session, one) or None,
        "against": None if other is None else {"park": other[0], "industry": other[1]},
        "park": one.park,
        "industry": one.industry,
        "actual": number(one.actual),
        "limit": number(one.limit),
        "amount": number(one.amount),
        "unit": unit(session, one) or None,
        "reason": reason(session, one),
    }
