"""Bounds (限额): every number that a layout can meet, how far it is used, and a slot more of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.model.outcome import Stated
from allocator.study.conflicts.dials import Number, exact_sum
from allocator.study.conflicts.keeping import number_at, with_number, without
from allocator.study.conflicts.statements import statements

_CAPS = ("park_cap", "industry_cap")
_FLOORS = {"park_floor": "parks", "industry_floor": "industries"}


@dataclass(frozen=True)
class Bound:
    """One number that bounds layouts, for one park, industry, sector, supply, quota or budget.

    `subject` names it: a park, an industry or a sector; a resource and its park; a quota and its
    bound; a bound of the change budget. `limit` is what it admits, granted exceptions included, or
    the least it asks for; `used` what the layout has. `stated` is where it comes from. `tight`: the
    layout has no room left under it, or nothing to give up.
    """

    stated: Stated
    subject: tuple[str, ...]
    limit: Number
    used: Number
    tight: bool


def bounds(instance: Instance, layout: Pairs) -> tuple[Bound, ...]:
    """Return all bounds with what a layout uses of them, by rule and subject."""
    stated = statements(instance)
    found = [
        *_counts(instance, layout, stated),
        *_supplies(instance, layout, stated),
        *_quotas(instance, layout, stated),
        *_budgets(instance, layout, stated),
    ]
    return tuple(found)


def _counts(instance: Instance, layout: Pairs, stated: Collection[Stated]) -> Iterator[Bound]:
    """Yield the caps and floors of parks, industries and sectors."""
    counted = _held(instance, layout)
    numbers = {
        "park_cap": instance.park_caps,
        "industry_cap": instance.industry_caps,
        "park_floor": instance.park_floors,
        "industry_floor": instance.industry_floors,
    }
    if instance.scenario.rules.industry_cap.per == "sector":
        numbers["industry_cap"] = instance.sector_caps
    known = {(one.rule, one.entry): one for one in stated}
    for rule, limits in numbers.items():
        for subject, limit in sorted(limits.items()):
            one = known.get((rule, (subject,))) or known.get((rule, ()))
            if one is not None and (limit or rule in _CAPS):
                used = counted[rule].get(subject, 0)
                yield Bound(one, (subject,), limit, used, used == limit)


def _held(instance: Instance, layout: Pairs) -> dict[str, Mapping[str, int]]:
    parks, industries = diversity(layout), ubiquity(layout)
    capped: Mapping[str, int] = industries
    if instance.scenario.rules.industry_cap.per == "sector":
        capped = ubiquity(frozenset((park, instance.sectors[one]) for park, one in layout))
    return {
        "park_cap": parks,
        "park_floor": parks,
        "industry_cap": capped,
        "industry_floor": industries,
    }


def _supplies(instance: Instance, layout: Pairs, stated: Collection[Stated]) -> Iterator[Bound]:
    """Yield the supplies; one is tight if an industry that is open there no longer fits."""
    for one in stated:
        if one.rule == "capacity":
            resource, park = one.entry
            limit = instance.supplies[resource, park]
            needs = {(park, i): instance.need(resource, (park, i)) for i in instance.industries}
            used = exact_sum(need for pair, need in needs.items() if pair in layout)
            open_ = [pair for pair in needs if pair not in layout | instance.barred]
            tight = any(exact_sum((used, needs[pair])) > limit for pair in open_)
            yield Bound(one, one.entry, limit, used, tight)


def _quotas(instance: Instance, layout: Pairs, stated: Collection[Stated]) -> Iterator[Bound]:
    counts = {
        rule.id: len(layout & instance.quota_pairs(rule)) for rule in instance.scenario.rules.quota
    }
    for one in stated:
        if one.rule == "quota":
            limit, used = number_at(instance, one.loc), counts[one.entry[0]]
            if limit or one.entry[1] == "max":
                yield Bound(one, one.entry, limit, used, used == limit)


def _budgets(instance: Instance, layout: Pairs, stated: Collection[Stated]) -> Iterator[Bound]:
    """Yield the bounds of the change budget; the one per park with the park that moves most."""
    moved = layout ^ instance.current
    used = {"total": len(moved), "per_park": max(diversity(moved).values(), default=0)}
    for one in stated:
        if one.rule == "change_budget":
            limit, count = number_at(instance, one.loc), used[one.entry[0]]
            yield Bound(one, one.entry, limit, count, count == limit)


def looser(instance: Instance, bound: Bound) -> Instance:
    """Return the instance with one more of a bound, one less where it is a floor; a supply lifted.

    A cap is raised as an exception raises it, for the one park, industry or sector.
    """
    rule, loc = bound.stated.rule, bound.stated.loc
    if rule in _CAPS:
        return instance.granting([(rule, bound.subject[0], 1)])
    if rule in _FLOORS:
        table = _FLOORS[rule]
        rows = getattr(instance.scenario, table)
        number = next(n for n, row in enumerate(rows) if row.id == bound.subject[0])
        return with_number(instance, (table, number, "floor"), int(bound.limit) - 1)
    if rule == "capacity":
        return without(instance, bound.stated)
    step = -1 if bound.subject[-1:] == ("min",) else 1
    return with_number(instance, loc, int(bound.limit) + step)
