"""What each statement of a scenario asks for, in words."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from allocator.app.session import Session
from allocator.app.subjects import named_pair, stated_name, with_unit
from allocator.model.instance import Instance
from allocator.model.outcome import Stated
from allocator.model.rule_settings import Quota
from allocator.study.conflicts.dials import exact_sum
from allocator.study.conflicts.keeping import number_at
from allocator.study.conflicts.statements import statements

_FEW = 3


def asks(session: Session, one: Stated, among: Sequence[Stated]) -> str:
    """Return what a statement asks for; nothing where the name of its rule says it all."""
    if one.rule == "capacity":
        return _supply(session, one, among)
    said = _ASKS.get(one.rule)
    return "" if said is None else said(session, one)


def _threshold(session: Session, one: Stated) -> str:
    least = f"{number_at(session.instance, one.loc):f}"
    count = len(session.instance.below_threshold)
    return session.say("conflict.min_affinity", threshold=least, count=count)


def _budget(session: Session, one: Stated) -> str:
    count = number_at(session.instance, one.loc)
    return session.say(f"conflict.{one.entry[0]}", count=count)


def _count(session: Session, one: Stated) -> str:
    """Return a cap or a floor, a default or a number of one park's or industry's own."""
    count, key = number_at(session.instance, one.loc), one.rule
    if one.rule == "industry_cap" and session.counts_sectors:
        key = "sector_cap"
    elif one.entry:
        name = stated_name(session, one)
        said = session.say(f"conflict.{key}_own", name=name, count=count)
        return said + _granted(session, one)
    elif not _holds_for_all(session, one):
        key += "_general"
    return session.say(f"conflict.{key}", count=count) + _granted(session, one)


def _holds_for_all(session: Session, one: Stated) -> bool:
    """Return whether no park or industry has a number of its own beside a default."""
    side, _, what = one.rule.partition("_")
    rows = session.scenario.parks if side == "park" else session.scenario.industries
    return all(getattr(row, what) is None for row in rows)


def _granted(session: Session, one: Stated) -> str:
    """Return the exceptions granted to a cap, which stay as they are."""
    names = session.capped(one.rule) if one.rule.endswith("cap") else {}
    own = {other.entry for other in statements(session.instance) if other.rule == one.rule}
    cells = [
        f"{names[grant.subject]} +{grant.slots}"
        for grant in session.scenario.grants
        if grant.rule == one.rule and grant.slots and grant.subject in names
        if one.entry == ((grant.subject,) if (grant.subject,) in own else ())
    ]
    return session.say("conflict.granted", names=session.joined(cells)) if cells else ""


def _lock(session: Session, one: Stated) -> str:
    lock = number_at(session.instance, one.loc)
    return session.say("conflict.lock", pair=stated_name(session, one), reason=lock.reason)


def _unknown(session: Session, _: Stated) -> str:
    """Return the pairs without a value: by name where they are few, else how many they are."""
    pairs = session.instance.unknown
    if len(pairs) > _FEW:
        return session.say("conflict.pairs", count=len(pairs))
    listed = session.in_listing_order([*pairs])
    return session.joined([named_pair(session, pair) for pair in listed])


def _supply(session: Session, one: Stated, among: Sequence[Stated]) -> str:
    """Return a supply, with what the locks told beside it need, or else any industry."""
    instance, (resource, park) = session.instance, one.entry
    amount = with_unit(session, resource, number_at(instance, one.loc))
    facts = {"park": session.parks[park], "resource": session.resources[resource]}
    said = session.say("conflict.supply", **facts, amount=amount)
    locked = [other.entry for other in among if other.rule == "lock_in" and other.entry[0] == park]
    needs = {pair[1]: instance.need(resource, (park, pair[1])) for pair in locked}
    needs = {industry: need for industry, need in needs.items() if need}
    if needs:
        cells = [
            session.say(
                "conflict.need",
                industry=session.industries[industry],
                amount=with_unit(session, resource, need),
            )
            for industry, need in needs.items()
        ]
        total = with_unit(session, resource, exact_sum(needs.values()))
        return said + session.say("conflict.supply_locks", total=total, needs=session.joined(cells))
    least = _least_need(instance, resource, park)
    if least is None or least <= number_at(instance, one.loc):
        return said
    return said + session.say("conflict.supply_none", need=with_unit(session, resource, least))


def _least_need(instance: Instance, resource: str, park: str) -> Decimal | None:
    """Return the least that an industry which is open to the park needs of a resource."""
    pairs = [(park, one) for one in instance.industries if (park, one) not in instance.barred]
    return min((instance.need(resource, pair) for pair in pairs), default=None)


def _quota(session: Session, one: Stated) -> str:
    """Return one bound of a quota with the sets that it counts."""
    rule: Quota = number_at(session.instance, one.loc[:-1])
    bound = "least" if one.entry[1] == "min" else "most"
    said = session.say(f"conflict.{bound}", count=number_at(session.instance, one.loc))
    parks = _set(session, session.parks, rule.parks)
    industries = _set(session, session.industries, rule.industries)
    facts = {"name": session.quotas[rule.id], "parks": parks, "industries": industries}
    return session.say("conflict.quota", **facts, bounds=said)


def _set(session: Session, names: Mapping[str, str], chosen: tuple[str, ...] | None) -> str:
    if chosen is None:
        return session.say("conflict.all")
    shown = [name for one, name in names.items() if one in chosen]
    said = session.joined(shown[:_FEW])
    return said if len(shown) <= _FEW else session.say("conflict.few", names=said, count=len(shown))


def _two(session: Session, one: Stated) -> str:
    """Return an entry about two industries."""
    first, second = (session.industries[industry] for industry in one.entry)
    key, facts = one.rule, {"one": first, "other": second}
    if one.rule == "apart":
        key = "apart_itself" if one.entry[0] == one.entry[1] else "apart"
        facts["km"] = f"{number_at(session.instance, one.loc):f}"
    return session.say(f"conflict.{key}", **facts)


_ASKS: Mapping[str, Callable[[Session, Stated], str]] = {
    "park_cap": _count,
    "industry_cap": _count,
    "park_floor": _count,
    "industry_floor": _count,
    "lock_in": _lock,
    "lock_out": _lock,
    "known_value": _unknown,
    "min_affinity": _threshold,
    "quota": _quota,
    "change_budget": _budget,
    "exclusive": _two,
    "requires": _two,
    "apart": _two,
}
