"""What the rules and the valuation say of a layout, at once: no search."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from allocator.app.answers.basics import moved, names, number, terms
from allocator.app.session import Session
from allocator.app.tables.basics import term_name
from allocator.app.tables.violation import as_listed, named_violation
from allocator.errors import Fault, InputError, Place
from allocator.model.layout import Pairs
from allocator.model.outcome import Status
from allocator.model.rules import violations

Json = dict[str, Any]
MOST_FAULTS = 50
"""Of one request: more help nobody, and hold up everybody."""
_UNKNOWN: Json = {"status": "searching", "value": None, "pairs": [], "terms": {}}


def layout_of(session: Session, pairs: Iterable[list[str]]) -> Pairs:
    """Return the layout of pairs of ids.

    Raises:
        InputError: the scenario has no such park or industry.
    """
    stated = [(park, industry) for park, industry in pairs]
    if faults := [*islice(_unknown(session, stated), MOST_FAULTS)]:
        raise InputError(faults)
    return frozenset(stated)


def _unknown(session: Session, pairs: list[tuple[str, str]]) -> Iterator[Fault]:
    for row, (park, industry) in enumerate(pairs, 1):
        sides = (("park", park, session.parks), ("industry", industry, session.industries))
        for side, value, known in sides:
            if value not in known:
                facts = {"value": value, "near": ""}
                yield Fault(f"unknown-{side}", Place("pairs", row, side), facts)


def verdict(session: Session, layout: Pairs, best: Json | None) -> Json:
    """Return the verdict on a layout; `best` is what is known of the best one."""
    valuation = session.instance.valuation
    worths = valuation.terms(layout)
    value = sum(worths.values())
    broken = violations(session.instance, layout)
    return {
        "allowed": not broken,
        "violations": [
            {
                "rule": one.rule,
                "clause": one.clause,
                "text": named_violation(session, one),
                "park": one.park,
                "industry": one.industry,
                "amount": number(one.amount),
            }
            for one in as_listed(session, broken)
        ],
        "value": number(valuation.shown(value)),
        "terms": terms(session, worths),
        "gap": _gap(session, value, best),
        "best": _UNKNOWN["status"] if best is None else best["status"],
        "moves": moved(session.instance.current, layout),
    }


def _gap(session: Session, value: int, best: Json | None) -> int | float | str | None:
    """Return how much the best layout is worth more; ``None`` where it is not known, or proven."""
    if best is None or best["status"] != Status.OPTIMAL:
        return None
    return number(session.instance.valuation.shown(best["worth"] - value))


def board(session: Session, version: int, best: Json | None) -> Json:
    """Return all that the page draws a scenario with."""
    instance, scenario = session.instance, session.scenario
    known = best or _UNKNOWN
    return {
        "id": scenario.id,
        "name": scenario.name.within(session.language),
        "version": version,
        "names": _names(session),
        "parks": [
            _named(park, name, instance.park_caps, instance.park_floors)
            for park, name in session.parks.items()
        ],
        "industries": [
            _named(one, name, instance.industry_caps, instance.industry_floors)
            | {"sector": instance.sectors[one]}
            for one, name in session.industries.items()
        ],
        "affinity": [
            [number(instance.affinity[park, one].value) for one in session.industries]
            for park in session.parks
        ],
        "current": [list(pair) for pair in sorted(instance.current)],
        "locks": [
            {
                "park": one.park,
                "industry": one.industry,
                "lock": one.lock,
                "reason": None if one.reason is None else str(one.reason),
            }
            for one in scenario.locks
        ],
        "barred": [list(pair) for pair in sorted(instance.barred)],
        "best": {key: known[key] for key in ("status", "value", "pairs", "terms")},
        "clauses": {
            key: {
                "text": one.zh if session.language == "zh" else one.en,
                "source": one.source.within(session.language),
            }
            for key, one in scenario.clauses.items()
        },
        "notices": session.notice_lines(),
    }


def _names(session: Session) -> Json:
    of_terms = {
        one: term_name(session, one) for one in session.instance.valuation.terms(frozenset())
    }
    return names(session) | {"terms": of_terms}


def _named(key: str, name: str, caps: dict[str, int], floors: dict[str, int]) -> Json:
    return {"id": key, "name": name, "cap": caps[key], "floor": floors[key]}
