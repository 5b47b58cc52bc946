"""Counts over sets of pairs: quotas (tiers, districts, sectors) and moves against today."""

from collections import Counter

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.violation import Violation


def quota(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge lo <= sum over a set of parks x a set of industries of x[p,i] <= hi."""
    found = []
    for rule in instance.scenario.rules.quota:
        count = len(layout & instance.quota_pairs(rule))
        for limit, broken in ((rule.min, -1), (rule.max, 1)):
            if limit is not None and (count - limit) * broken > 0:
                found.append(
                    Violation("quota", rule.clause, actual=count, limit=limit, subject=rule.id)
                )
    return found


def change_budget(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge drops + adds against the current layout <= m, in all and per park."""
    rule = instance.scenario.rules.change_budget
    if rule is None:
        return []
    moved = layout ^ instance.current
    by_park = Counter(park for park, _ in moved)
    found = []
    if rule.total is not None and len(moved) > rule.total:
        found.append(Violation("change_budget", rule.clause, actual=len(moved), limit=rule.total))
    if rule.per_park is not None:
        found += [
            Violation("change_budget", rule.clause, park, actual=count, limit=rule.per_park)
            for park, count in sorted(by_park.items())
            if count > rule.per_park
        ]
    return found
