"""Why nothing is legal, in sentences that can be acted on."""

from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import pair_name
from allocator.model.outcome import Shortage
from allocator.study.obstacles import Obstacles, Way, obstacles

_WAYS_SHOWN = 6


def shortage_lines(session: Session, shortages: tuple[Shortage, ...]) -> list[Text]:
    """Return one paragraph per cause; a plain sentence where counting shows none."""
    if not shortages:
        return [Text(session.say("rank.infeasible"), style="bold red")]
    lines = [Text(session.say("shortage.title", count=len(shortages)), style="bold red")]
    return [*lines, *(Text(f"· {_sentence(session, short)}") for short in shortages)]


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
