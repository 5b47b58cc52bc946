"""Why nothing is legal, in sentences that can be acted on."""

from rich.text import Text

from allocator.app.session import Session
from allocator.app.stated import stated_lines
from allocator.app.tables.basics import pair_name
from allocator.model.outcome import Conflict, Shortage
from allocator.study.conflicts.obstacles import Obstacles, Way, obstacles
from allocator.study.conflicts.quotas import remedies

_WAYS_SHOWN = 6
_NAMES_SHOWN = 8


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
    return [*lines, *(Text(f"· {said}") for said in count_sentences(session, shortages))]


def count_sentences(session: Session, shortages: tuple[Shortage, ...]) -> list[str]:
    """Return what counting shows, one sentence per cause."""
    return [_sentence(session, short) for short in shortages]


def _conflict_lines(session: Session, conflict: Conflict) -> list[Text]:
    """Return the rules that cannot hold together, and what that means for each of them."""
    count = "one" if len(conflict.parts) == 1 else "several"
    lines = [session.say(f"conflict.{count}")]
    lines += [f"· {line}" for line in stated_lines(session, conflict.parts)]
    if count == "several":
        lines.append(
            session.say("conflict.minimal" if conflict.minimal else "conflict.not_minimal")
        )
    return [Text(line) for line in lines]


def _sentence(session: Session, short: Shortage) -> str:
    found = obstacles(session.instance, short)
    if short.subject is not None:
        return _quota(session, short, found)
    if short.kind == "clash":
        return session.say("shortage.clash", pairs=session.joined(_clashes(session, found)))
    side = "parks" if short.parks else "industries"
    facts = {"names": _names(session, side, short), "needed": short.needed}
    facts["room"] = short.available
    none = "_none" if short.kind == "floors" and not short.available else ""
    sentence = session.say(f"shortage.{short.kind}_{side}{none}", **facts)
    return sentence if short.kind == "locks" else sentence + _obstacles(session, side, found)


def _names(session: Session, side: str, short: Shortage) -> str:
    """Return who is short, in the order of listings: the first of them where they are many."""
    every: dict[str, str] = getattr(session, side)
    names = [name for one, name in every.items() if one in getattr(short, side)]
    if len(names) <= _NAMES_SHOWN:
        return session.joined(names)
    if len(names) == len(every):
        return session.say(f"shortage.all_{side}", count=len(names))
    return session.say(
        "shortage.names", names=session.joined(names[:_NAMES_SHOWN]), count=len(names)
    )


def _quota(session: Session, short: Shortage, found: Obstacles) -> str:
    """Return why a quota cannot be met, and the remedies that are enough to meet it."""
    ways = remedies(session.instance, short)
    facts = {"name": session.quotas[short.subject or ""], "needed": short.needed}
    if short.kind == "quota_max":
        causes = [
            session.say(f"shortage.cause_{one}") for one in dict.fromkeys(sum(ways, start=()))
        ]
        facts["causes"] = session.say("shortage.cause_and").join(causes)
        said = [session.say("shortage.quota_max", **facts, room=short.available)]
    else:
        key = "shortage.quota_min" if short.available else "shortage.quota_min_none"
        barred, count = _barred(session, found), len(short.parks) * len(short.industries)
        counted = "shortage.counted_barred" if barred else "shortage.counted"
        said = [session.say(key, **facts, room=short.available)]
        said.append(session.say(counted, count=count, reasons=session.joined(barred)))
    options = [session.say(f"shortage.change_{short.kind}")]
    for way in ways:
        lifted = [session.say(f"shortage.lift_{one}") for one in way]
        options.append(session.say("shortage.and").join(lifted))
    mended = session.say("shortage.mend", ways=session.say("shortage.or").join(options))
    return "".join([*said, mended])


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


def _barred(session: Session, found: Obstacles) -> list[str]:
    """Return how many pairs are barred for which reason."""
    counts = {
        "out": len(found.locked_out),
        "below": len(found.below_threshold),
        "unknown": len(found.unknown),
    }
    return [session.say(f"shortage.{key}", count=n) for key, n in counts.items() if n]


def _obstacles(session: Session, side: str, found: Obstacles) -> str:
    barred = _barred(session, found)
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
