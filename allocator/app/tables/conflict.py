"""Rules that cannot hold together, each with the numbers and places that make the conflict."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from allocator.app.session import Session
from allocator.app.tables.basics import pair_name
from allocator.model.instance import Instance
from allocator.model.outcome import Part

_FEW = 3


def part_sentence(session: Session, part: Part) -> str:
    """Return a rule with what it asks for and the clause it rests on."""
    clause = session.say("conflict.clause", clause=part.clause) if part.clause else ""
    asks = _asks_of_entry(session, part) if part.entry else _asks(session, part.rule)
    key = "conflict.part" if asks else "conflict.bare"
    return session.say(key, rule=session.rule_name(part.rule), asks=asks) + clause


def _asks_of_entry(session: Session, part: Part) -> str:
    """Return what an entry of a rule asks for."""
    rules, first = session.scenario.rules, part.entry[0]
    if part.rule == "quota":
        return _quota(session, first)
    if part.rule == "capacity":
        return _resource(session, first)
    if part.rule == "change_budget":
        return session.say(f"conflict.{first}", count=getattr(rules.change_budget, first))
    one, other = (session.industries[industry] for industry in part.entry)
    key, facts = part.rule, {"one": one, "other": other}
    if part.rule == "apart":
        key = "apart_itself" if one == other else "apart"
        kms = [row.km for row in rules.apart if {*row.industries} == {*part.entry}]
        facts["km"] = f"{max(kms):f}"
    return session.say(f"conflict.{key}", **facts)


def _asks(session: Session, rule: str) -> str:
    """Return what a whole rule asks for; nothing where its name says it all."""
    instance, rules = session.instance, session.scenario.rules
    pairs = {
        "lock_in": instance.locked_in,
        "lock_out": instance.locked_out,
        "known_value": instance.unknown,
    }
    if rule in pairs:
        return _pairs(session, pairs[rule])
    if rule == "min_affinity":
        least = "" if rules.min_affinity is None else f"{rules.min_affinity.threshold:f}"
        count = len(instance.below_threshold)
        return session.say("conflict.min_affinity", threshold=least, count=count)
    key = "sector_cap" if rule == "industry_cap" and session.counts_sectors else rule
    bounds = {
        "park_cap": instance.park_caps,
        "industry_cap": instance.industry_caps,
        "sector_cap": instance.sector_caps,
        "park_floor": instance.park_floors,
        "industry_floor": instance.industry_floors,
    }
    default = getattr(getattr(rules, rule), "default", 0)
    return _bounds(session, key, bounds[key], default) if key in bounds else ""


def _pairs(session: Session, pairs: Collection[tuple[str, str]]) -> str:
    """Return pairs by name where they are few, else how many they are."""
    if len(pairs) > _FEW:
        return session.say("conflict.pairs", count=len(pairs))
    listed = session.in_listing_order([*pairs])
    return session.joined([pair_name(session, pair) for pair in listed])


def _bounds(session: Session, key: str, bounds: Mapping[str, int], default: int) -> str:
    """Return a cap or a floor: what holds in general, and where another number does."""
    counts = Counter(bounds.values())
    general = default if default in counts else counts.most_common(1)[0][0]
    said = session.say(f"conflict.{key}", count=general)
    others = {one: count for one, count in bounds.items() if count != general}
    if not others:
        return said
    if len(others) <= _FEW:
        names = session.parks if key.startswith("park") else session.capped("industry_cap")
        names = session.industries if key == "industry_floor" else names
        cells = [
            session.say("conflict.other", name=name, count=others[one])
            for one, name in names.items()
            if one in others
        ]
    else:
        low, high = min(others.values()), max(others.values())
        count = str(low) if low == high else session.say("conflict.range", low=low, high=high)
        cells = [session.say("conflict.others", count=count)]
    said = session.say(f"conflict.{key}_in_general", count=general)
    return session.say("conflict.but", general=said, others=session.joined(cells))


def _quota(session: Session, id_: str) -> str:
    """Return a quota with the sets that it counts and its bounds."""
    rule = next(row for row in session.scenario.rules.quota if row.id == id_)
    bounds = {"least": rule.min, "most": rule.max}
    said = [session.say(f"conflict.{key}", count=n) for key, n in bounds.items() if n is not None]
    parks = _set(session, session.parks, rule.parks)
    industries = _set(session, session.industries, rule.industries)
    facts = {"name": session.quotas[id_], "parks": parks, "industries": industries}
    return session.say("conflict.quota", **facts, bounds=session.joined(said))


def _set(session: Session, names: Mapping[str, str], chosen: tuple[str, ...] | None) -> str:
    if chosen is None:
        return session.say("conflict.all")
    return _few(session, [name for one, name in names.items() if one in chosen])


def _resource(session: Session, id_: str) -> str:
    """Return a resource with what the parks have of it where it is scarcest."""
    row = next(row for row in session.scenario.resources if row.id == id_)
    unit = f" {row.unit}" if row.unit else ""
    cells = []
    for park, need in _scarce(session.instance, session.parks, id_):
        facts = {"park": session.parks[park], "need": f"{need or 0:f}{unit}"}
        amount = f"{session.instance.supplies[id_, park]:f}{unit}"
        key = "supply" if need is None else "supply_short"
        cells.append(session.say(f"conflict.{key}", **facts, amount=amount))
    supplies = _few(session, cells, session.say("conflict.between"))
    return session.say("conflict.capacity", resource=session.resources[id_], supplies=supplies)


def _scarce(
    instance: Instance, listing: Iterable[str], id_: str
) -> list[tuple[str, Decimal | None]]:
    """Return the parks that a supply can bind, first those that no industry fits into.

    These come with the least need of any industry.
    """
    none_fits: list[tuple[str, Decimal | None]] = []
    binding: list[tuple[str, Decimal | None]] = []
    for park in listing:
        supply = instance.supplies.get((id_, park))
        pairs = [(park, one) for one in instance.industries]
        needs = sorted(instance.need(id_, pair) for pair in pairs if pair not in instance.barred)
        if supply is None or not needs:
            continue
        if needs[0] > supply:
            none_fits.append((park, needs[0]))
        elif sum(needs[::-1][: instance.park_caps[park]]) > supply:
            binding.append((park, None))
    return [*none_fits, *binding]


def _few(session: Session, names: list[str], between: str | None = None) -> str:
    """Return the first of several names, and how many there are."""
    shown = names[:_FEW]
    said = session.joined(shown) if between is None else between.join(shown)
    if len(names) <= _FEW:
        return said
    facts = {"names": said, "count": len(names)}
    return session.say("conflict.few", **facts)
