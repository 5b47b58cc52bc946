"""What a violation is about and what its rule rests on, by names and in the session's language."""

from allocator.app.session import Session
from allocator.model.rule_settings import Quota
from allocator.model.rules import Violation
from allocator.model.rules.clauses import own_floors, reason_of
from allocator.model.rules.entries import Entry, industries_of, key_of

LOCKS = ("lock_in", "lock_out")


def subject_name(session: Session, one: Violation) -> str:
    """Return what a violation is about beside parks and industries, by its name."""
    subject = one.subject or ""
    named = {"capacity": session.resources, "quota": session.quotas}
    named["industry_cap"] = session.sectors
    return named.get(one.rule, {}).get(subject, subject)


def offender(session: Session, one: Violation) -> str:
    """Return whom a violation is about by name; empty where it is about the whole layout."""
    names = [session.parks[one.park]] if one.park else []
    names += [session.industries[one.industry]] if one.industry else []
    if not names and one.subject:
        names = [subject_name(session, one)]
    return "–".join(names)


def unit(session: Session, one: Violation) -> str:
    """Return the unit of the resource that is short; empty where there is none."""
    units = {row.id: row.unit for row in session.scenario.resources}
    return (one.rule == "capacity" and units.get(one.subject or "")) or ""


def reason(session: Session, one: Violation) -> str | None:
    """Return the reason given for the lock, for the entry of the rule that is broken, or for it."""
    if one.rule in LOCKS:
        return one.reason
    entry = _entry(session, one)
    if entry is not None:
        return None if entry.reason is None else entry.reason.within(session.language)
    if (one.park or one.industry) in own_floors(session.scenario, one.rule):
        return None  # the reason given is that of the default
    return reason_of(session.scenario, one.rule, session.language)


def rule_label(session: Session, one: Violation) -> str:
    """Return the name of the rule, with that of its entry where it has several."""
    name, entry = session.rule_name(one.rule), _entry(session, one)
    if entry is None:
        return name
    if isinstance(entry, Quota):
        said = session.quotas[entry.id]
    else:
        said = session.joined([session.industries[industry] for industry in industries_of(entry)])
    return session.say("check.entry", rule=name, entry=said)


def _entry(session: Session, one: Violation) -> Entry | None:
    """Return the entry of a rule that is a list which the violation breaks."""
    key = key_of(one)
    return None if key is None else session.entries.get(key)
