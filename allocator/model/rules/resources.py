"""Capacity: what the industries of a park need of a resource, against what the park supplies."""

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.violation import Violation


def capacity(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_i need[p,i] x[p,i] <= supply[p] for every resource and park with a supply."""
    clause = instance.scenario.rules.capacity.clause
    found = []
    for (resource, park), supply in sorted(instance.supplies.items()):
        held = [pair for pair in sorted(layout) if pair[0] == park]
        used = sum(instance.need(resource, pair) for pair in held)
        if used > supply:
            found.append(
                Violation("capacity", clause, park, actual=used, limit=supply, subject=resource)
            )
    return found
