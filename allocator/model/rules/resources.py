"""Capacity: what the industries of a park need of a resource, against what the park supplies."""

from collections import defaultdict
from decimal import MAX_PREC, Context, Decimal, localcontext

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.violation import Violation

_EXACT = Context(prec=MAX_PREC)  # sums of any length: 28 digits, as usual, would round


def capacity(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge sum_i need[p,i] x[p,i] <= supply[p] for every resource and park with a supply."""
    clause = instance.scenario.rules.capacity.clause
    found, held = [], defaultdict(list)
    for pair in layout:
        held[pair[0]].append(pair)
    for (resource, park), supply in sorted(instance.supplies.items()):
        needs = [instance.need(resource, pair) for pair in held[park]]
        with localcontext(_EXACT):
            used = sum(needs, Decimal(0))
        if used > supply:
            found.append(
                Violation("capacity", clause, park, actual=used, limit=supply, subject=resource)
            )
    return found
