"""What a change of a variant does, as a sentence: names, and the number that it replaces."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from allocator.app.session import Session
from allocator.app.tables.basics import term_name
from allocator.model.fields import Text
from allocator.model.scenario import Scenario
from allocator.model.variant import ChangeEntry

Facts = dict[str, Any]
_USUAL_ROLES = ("leading", "supporting")


def change_sentence(
    session: Session, entry: ChangeEntry, before: Scenario, reasoned: bool = True
) -> str:
    """Return what a change does to the scenario `before`; `session` knows all names.

    If `reasoned`, with the reason that is given for it.
    """
    stated = {name: getattr(entry.change, name) for name in type(entry.change).model_fields}
    facts = _named(session, stated)
    facts["before"] = _counted(session, entry.kind, entry.change.was(before))
    more = _MORE.get(entry.kind)
    facts |= {} if more is None else more(session, stated)
    if entry.kind == "strike_evidence":
        facts["count"] = len(before.evidence) - len(entry.change.apply(before).evidence)
    key = _KEYS[entry.kind](stated) if entry.kind in _KEYS else entry.kind
    sentence = session.say(f"change.{key}", **facts)
    if not reasoned or stated.get("reason") is None:
        return sentence
    how = "granted" if entry.kind == "exception" else "because"
    return session.say(f"change.{how}", **facts | {"sentence": sentence})


def _named(session: Session, stated: Facts) -> Facts:
    """Return what a change states with names for ids and numbers as they are written."""
    facts = {name: _shown(session, value) for name, value in stated.items()}
    for field, names in _names(session).items():
        facts[field] = names.get(stated.get(field) or "", stated.get(field))
    facts["pair"] = f"{facts['park']}–{facts['industry']}"
    facts["parks"] = session.say("change.every_park")
    if stated.get("parks"):
        facts["parks"] = session.joined([session.parks[one] for one in stated["parks"]])
    facts["role"] = _role(session, stated.get("role"))
    if isinstance(reason := stated.get("reason"), Text):
        facts["reason"] = reason.within(session.language)
    return facts


def _names(session: Session) -> dict[str, dict[str, str]]:
    return {"park": session.parks, "industry": session.industries, "resource": session.resources}


def _shown(session: Session, value: object) -> object:
    if value is None:
        return session.say("change.none")
    return f"{value:f}" if isinstance(value, Decimal) else value


def _counted(session: Session, kind: str, value: object) -> object:
    """Return what was there before: a number, or what a cap counted."""
    return session.say(f"change.per_{value}") if kind == "count_per" else _shown(session, value)


def _role(session: Session, role: str | None) -> str | None:
    return session.say(f"role.{role}") if role in _USUAL_ROLES else role


def _group(stated: Facts) -> str:
    """Return whose limit or affinity is meant: of one park, of one industry, or of all."""
    if stated.get("every"):
        return f"every_{stated['every']}"
    sides = [side for side in ("park", "industry") if stated[side]]
    return {0: "all", 1: sides[0] if sides else "", 2: "pair"}[len(sides)]


def _limit(session: Session, stated: Facts) -> Facts:
    names = session.parks | session.industries if stated["park"] is None else session.parks
    subject = stated["park"] or stated["industry"]
    return {"subject": names.get(subject, subject)}


def _exception(session: Session, stated: Facts) -> Facts:
    facts = {"subject": session.capped(stated["rule"]).get(stated["subject"], stated["subject"])}
    if "slots" in stated:
        more = "more_industries" if stated["rule"] == "park_cap" else "more_parks"
        one = "_one" if stated["slots"] == 1 else ""
        facts["more"] = session.say(f"layout.{more}{one}", count=stated["slots"])
    return facts


def _bounds(prefix: str, *fields: str) -> Callable[[Session, Facts], Facts]:
    """Return what says the bounds that are stated."""

    def said(session: Session, stated: Facts) -> Facts:
        bounds = [
            session.say(f"change.{prefix}_{field}", count=stated[field])
            for field in fields
            if stated[field] is not None
        ]
        return {"bounds": session.joined(bounds)} | _own_name(session, stated)

    return said


def _own_name(session: Session, stated: Facts) -> Facts:
    name = stated.get("name")
    return {"name": stated.get("id") if name is None else name.within(session.language)}


def _added(session: Session, stated: Facts) -> Facts:
    first, second = ("name_zh", "name_en") if session.language == "zh" else ("name_en", "name_zh")
    return {"name": stated[first] or stated[second] or stated["id"]}


def _affinity(session: Session, stated: Facts) -> Facts:
    value = stated["scale"] if stated["set"] is None else stated["set"]
    group = session.say(f"change.group_{_group(stated)}", **_pair(session, stated))
    return {"group": group, "value": _shown(session, value)}


def _pair(session: Session, stated: Facts) -> Facts:
    park, industry = session.parks.get(stated["park"]), session.industries.get(stated["industry"])
    return {"park": park, "industry": industry, "pair": f"{park}–{industry}"}


def _struck(session: Session, stated: Facts) -> Facts:
    """Say the conditions of the statements that are struck."""
    conditions = []
    for name, value in stated.items():
        if value is not None:
            names = _names(session).get(name, {})
            listed = [value] if isinstance(value, str) else value
            words = [names.get(one, one) for one in listed]
            words = [str(_role(session, one)) for one in words] if name == "roles" else words
            conditions.append(session.say(f"change.strike_{name}", value=session.joined(words)))
    return {"conditions": session.joined(conditions)}


_KEYS: Mapping[str, Callable[[Facts], str]] = {
    "lock": lambda stated: f"lock_{stated['lock']}",
    "keep_current": lambda stated: "keep_all" if stated["least"] is None else "keep_least",
    "cap": lambda stated: f"cap_{_group(stated)}",
    "floor": lambda stated: f"floor_{_group(stated)}",
    "need": lambda stated: "need_in" if stated["park"] else "need",
    "affinity": lambda stated: "affinity_scale" if stated["set"] is None else "affinity_set",
}
"""The sentence of a kind of change, where it has several."""
_MORE: Mapping[str, Callable[[Session, Facts], Facts]] = {
    "cap": _limit,
    "floor": _limit,
    "exception": _exception,
    "revoke": _exception,
    "count_per": lambda session, stated: {"per": session.say(f"change.per_{stated['per']}")},
    "change_budget": _bounds("budget", "total", "per_park"),
    "quota": _bounds("quota", "min", "max"),
    "supply": lambda session, stated: {"value": _shown(session, stated["amount"])},
    "need": lambda session, stated: {"value": _shown(session, stated["amount"])},
    "weight": lambda session, stated: {"term": term_name(session, stated["term"])},
    "affinity": _affinity,
    "add_park": _added,
    "add_industry": _added,
    "remove_park": lambda session, stated: {"name": session.parks[stated["park"]]},
    "remove_industry": lambda session, stated: {"name": session.industries[stated["industry"]]},
    "strike_evidence": _struck,
}
"""What a kind of change has to say beside its fields."""
