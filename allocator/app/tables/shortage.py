"""Why nothing is legal, in sentences that can be acted on."""

from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import pair_name
from allocator.model.outcome import Conflict, Part, Shortage
from allocator.study.obstacles import Obstacles, Way, obstacles

_WAYS_SHOWN = 6


def shortage_lines(
    session: Session, shortages: tuple[Shortage, ...], conflict: Conflict | None = None
) -> list[Text]:
    """Return one paragraph per cause that counting shows, or one per rule of a conflict.

    Where neither is known, a plain sentence.
    """
    if not shortages:
        lines = [Text(session.say("rank.infeasible"), style="bold red")]
        return lines if conflict is None else [*lines, *_conflict_lines(session, conflict)]
    lines = [Text(session.say("shortage.title", count=len(shortages)), style="bold red")]
    return [*lines, *(Text(f"· {_sentence(session, short)}") for short in shortages)]


def _conflict_lines(session: Session, conflict: Conflict) -> list[Text]:
    """Return the rules that cannot hold together, and what that means for each of them."""
    count = "one" if len(conflict.parts) == 1 else "several"
    lines = [session.say(f"conflict.{count}")]
    lines += [f"· {_part(session, part)}" for part in conflict.parts]
    if count == "several":
        lines.append(
            session.say("conflict.minimal" if conflict.minimal else "conflict.not_minimal")
        )
    return [Text(line) for line in lines]


def _part(session: Session, part: Part) -> str:
    """Return a rule with what it asks for and the clause it rests on."""
    asks = _asks(session, part)
    key = "conflict.part" if asks else "conflict.bare"
    clause = session.say("conflict.clause", clause=part.clause) if part.clause else ""
    return session.say(key, rule=session.say(f"rule.{part.rule}.name"), asks=asks) + clause


def _asks(session: Session, part: Part) -> str:
    """Return what a part of a conflict asks for; nothing where the rule's name says it all."""
    if not part.entry:
        return _asks_as_a_whole(session, part.rule)
    if part.rule == "quota":
        return session.quota_name(part.entry[0])
    if part.rule == "capacity":
        named = {row.id: row.name.within(session.language) for row in session.scenario.resources}
        return named.get(part.entry[0], part.entry[0])
    if part.rule == "change_budget":
        bound = part.entry[0]
        count = getattr(session.scenario.rules.change_budget, bound)
        return session.say(f"conflict.{bound}", count=count)
    one, other = (session.industries[industry] for industry in part.entry)
    key = "apart_itself" if one == other else part.rule
    return session.say(f"conflict.{key}", one=one, other=other)


def _asks_as_a_whole(session: Session, rule: str) -> str:
    instance, rules = session.instance, session.scenario.rules
    pairs = {
        "lock_in": instance.locked_in,
        "lock_out": instance.locked_out,
        "known_value": instance.unknown,
    }
    if rule in pairs:
        return session.say("conflict.pairs", count=len(pairs[rule]))
    if rule == "min_affinity" and rules.min_affinity is not None:
        return f"{rules.min_affinity.threshold:f}"
    bounds = {
        "park_cap": instance.park_caps,
        "industry_cap": instance.industry_caps,
        "sector_cap": instance.sector_caps,
        "park_floor": instance.park_floors,
        "industry_floor": instance.industry_floors,
    }
    if rule == "industry_cap" and rules.industry_cap.per == "sector":
        rule = "sector_cap"
    return _bounds(session, rule, bounds[rule]) if rule in bounds else ""


def _bounds(session: Session, key: str, bounds: dict[str, int]) -> str:
    """Return a cap or a floor in words, from the lowest to the highest that is in force."""
    low, high = min(bounds.values()), max(bounds.values())
    count = str(low) if low == high else session.say("conflict.range", low=low, high=high)
    return session.say(f"conflict.{key}", count=count)


def _sentence(session: Session, short: Shortage) -> str:
    if short.subject is not None:
        facts = {"name": session.quota_name(short.subject), "needed": short.needed}
        return session.say(f"shortage.{short.kind}", **facts, room=short.available)
    found = obstacles(session.instance, short)
    if short.kind == "clash":
        return session.say("shortage.clash", pairs=session.joined(_clashes(session, found)))
    side = "parks" if short.parks else "industries"
    names = [getattr(session, side)[one] for one in getattr(short, side)]
    facts = {"names": session.joined(names), "needed": short.needed, "room": short.available}
    sentence = session.say(f"shortage.{short.kind}_{side}", **facts)
    return sentence if short.kind == "locks" else sentence + _obstacles(session, side, found)


def _clashes(session: Session, found: Obstacles) -> list[str]:
    """Return each clashing pair with the reason that bars it."""
    lines = [
        session.say("shortage.clash_out", pair=pair_name(session, pair))
        for pair in session.in_listing_order(list(found.locked_out))
    ]
    rule = session.scenario.rules.min_affinity
    for pair in session.in_listing_order(list(found.below_threshold)):
        value = session.instance.affinity[pair].value
        facts = {
            "pair": pair_name(session, pair),
            "value": value,
            "threshold": rule and rule.threshold,
        }
        lines.append(session.say("shortage.clash_below", **facts))
    for pair in session.in_listing_order(list(found.unknown)):
        lines.append(session.say("shortage.clash_unknown", pair=pair_name(session, pair)))
    return lines


def _obstacles(session: Session, side: str, found: Obstacles) -> str:
    counts = {
        "out": len(found.locked_out),
        "below": len(found.below_threshold),
        "unknown": len(found.unknown),
    }
    barred = [session.say(f"shortage.{key}", count=n) for key, n in counts.items() if n]
    lines = [session.say("shortage.barred", reasons=session.joined(barred))] if barred else []
    names = session.industries if side == "parks" else session.parks
    ways = [_way(session, names, way) for way in found.open[:_WAYS_SHOWN]]
    if len(found.open) > _WAYS_SHOWN:
        ways.append("…")
    open_key = "shortage.open" if ways else "shortage.none_open"
    return "".join([*lines, session.say(open_key, ways=session.joined(ways))])


def _way(session: Session, names: dict[str, str], way: Way) -> str:
    key = "shortage.way_locked" if way.locked_elsewhere else "shortage.way"
    return session.say(key, name=names[way.id], cap=way.cap, locked=way.locked_elsewhere)
