"""Caps (上限) and floors: how many industries a park holds, how many parks an industry is in."""

from collections import defaultdict

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.model.rules.clauses import floor_clauses
from allocator.model.rules.violation import Violation


def park_cap(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_i x[p,i] <= cap[p] + granted[p] for every park p."""
    rule, held = instance.scenario.rules.park_cap, diversity(layout)
    return [
        Violation("park_cap", rule.clause, park=park, actual=held[park], limit=cap)
        for park, cap in sorted(instance.park_caps.items())
        if held[park] > cap
    ]


def industry_cap(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_p x[p,i] <= cap[i] + granted[i] for every industry i.

    Where the rule counts per sector: the parks that hold any industry of the sector.
    """
    rule, held = instance.scenario.rules.industry_cap, ubiquity(layout)
    if rule.per == "sector":
        return _sector_cap(instance, layout)
    return [
        Violation("industry_cap", rule.clause, industry=industry, actual=held[industry], limit=cap)
        for industry, cap in sorted(instance.industry_caps.items())
        if held[industry] > cap
    ]


def park_floor(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_i x[p,i] >= floor[p] for every park p."""
    clause, held = floor_clauses(instance.scenario, "park_floor"), diversity(layout)
    return [
        Violation("park_floor", clause(park), park=park, actual=held[park], limit=floor)
        for park, floor in sorted(instance.park_floors.items())
        if held[park] < floor
    ]


def industry_floor(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_p x[p,i] >= floor[i] for every industry i."""
    clause, held = floor_clauses(instance.scenario, "industry_floor"), ubiquity(layout)
    return [
        Violation("industry_floor", clause(one), industry=one, actual=held[one], limit=floor)
        for one, floor in sorted(instance.industry_floors.items())
        if held[one] < floor
    ]


def _sector_cap(instance: Instance, layout: Pairs) -> list[Violation]:
    clause = instance.scenario.rules.industry_cap.clause
    found, held = [], defaultdict(set)
    for park, industry in layout:
        held[instance.sectors[industry]].add(park)
    for sector, cap in sorted(instance.sector_caps.items()):
        parks = held[sector]
        if len(parks) > cap:
            found.append(
                Violation("industry_cap", clause, actual=len(parks), limit=cap, subject=sector)
            )
    return found
