"""Relaxations in words: what to change, from what to what."""

from decimal import Decimal

from allocator.app.session import Session
from allocator.app.stated import cited
from allocator.app.subjects import stated_name, with_unit
from allocator.study.conflicts.relaxations import Change, Relaxation, touches_principle

_ONLY_SHOWN = 6


def relaxation_sentence(session: Session, found: Relaxation) -> str:
    """Return all changes of a relaxation, to be made together."""
    said = session.say("relax.and").join(
        change_sentence(session, change) + cited(session, change.stated) for change in found.changes
    )
    is_principle = touches_principle(session.instance, found.stated)
    said += session.say("relax.principle") if is_principle else ""
    return said + ("" if found.proven else session.say("relax.not_proven"))


def change_sentence(session: Session, change: Change) -> str:
    """Return what to change in one statement."""
    key = _key(session, change)
    is_supply = change.stated.rule == "capacity"
    facts = {
        "resource": session.resources[change.stated.entry[0]] if is_supply else "",
        "park": session.parks[change.stated.entry[1]] if is_supply else "",
        "name": stated_name(session, change.stated),
        "rule": session.rule_name(change.stated.rule),
        "before": _number(session, change, change.before),
        "after": _number(session, change, change.after),
        "more": _number(session, change, change.amount),
    }
    return session.say(f"relax.{key}", **facts) + _only(session, change)


def _key(session: Session, change: Change) -> str:
    """Return which sentence says a change."""
    rule, entry = change.stated.rule, change.stated.entry
    if rule in ("park_cap", "industry_cap", "park_floor", "industry_floor"):
        if rule == "industry_cap" and session.counts_sectors:
            return "sector_cap"
        return f"{rule}_own" if entry else rule
    if rule in ("quota", "change_budget"):
        return f"{rule}_{entry[-1]}"
    if rule == "apart":
        return "apart" if change.after is not None else "apart_dropped"
    known = ("lock_in", "lock_out", "min_affinity", "known_value", "capacity", "exclusive")
    return rule if rule in (*known, "requires") else "whole"


def _number(session: Session, change: Change, value: Decimal | int | None) -> str:
    if value is None:
        return ""
    if change.stated.rule == "capacity":
        return with_unit(session, change.stated.entry[0], Decimal(value))
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _only(session: Session, change: Change) -> str:
    """Return for which parks or industries alone a default would have to change."""
    side = session.parks if change.stated.rule.startswith("park") else session.industries
    if not change.only or len(change.only) == len(side):
        return ""
    names = [name for one, name in side.items() if one in change.only]
    shown = session.joined(names[:_ONLY_SHOWN])
    if len(names) > _ONLY_SHOWN:
        shown = session.say("conflict.few", names=shown, count=len(names))
    key = "only_cap" if change.stated.rule.endswith("cap") else "only_floor"
    return session.say(f"relax.{key}", names=shown, after=change.after)
