"""What statements and bounds are about, by name."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from allocator.app.session import Session
from allocator.model.outcome import Stated


def stated_name(session: Session, one: Stated) -> str:
    """Return what a statement is about by name; empty for a default or a whole rule."""
    return subject_name(session, one.rule, one.entry)


def subject_name(session: Session, rule: str, subject: tuple[str, ...]) -> str:
    """Return the park, industry, sector, pair, supply, quota or budget by its name."""
    if not subject:
        return ""
    first, last = subject[0], subject[-1]
    names: Mapping[str, Callable[[], str]] = {
        "park_cap": lambda: session.parks[first],
        "park_floor": lambda: session.parks[first],
        "industry_cap": lambda: session.capped(rule)[first],
        "industry_floor": lambda: session.industries[first],
        "capacity": lambda: f"{session.parks[last]}–{session.resources[first]}",
        "quota": lambda: session.quotas[first],
        "change_budget": lambda: session.say(f"conflict.{first}_name"),
        "lock_in": lambda: named_pair(session, (first, last)),
        "lock_out": lambda: named_pair(session, (first, last)),
    }
    if rule in names:
        return names[rule]()
    return session.joined([session.industries[one] for one in dict.fromkeys(subject)])


def named_pair(session: Session, pair: tuple[str, str]) -> str:
    """Return a pair as people read it."""
    return f"{session.parks[pair[0]]}–{session.industries[pair[1]]}"


def with_unit(session: Session, resource: str, amount: Decimal) -> str:
    """Return an amount of a resource with its unit."""
    unit = next(row.unit for row in session.scenario.resources if row.id == resource)
    return f"{amount:f}" + (f" {unit}" if unit else "")
