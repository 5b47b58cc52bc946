"""The rules as plain functions that judge a layout: the specification of every engine.

A judge takes the instance and a layout and returns its violations, offenders and amounts named.
The same ids stand in `allocator.optimize.constraint`, once per rule; a test holds the two sets
equal, and a property test that both admit the same layouts.
"""

from collections.abc import Callable, Mapping

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.budgets import change_budget, quota
from allocator.model.rules.counts import industry_cap, industry_floor, park_cap, park_floor
from allocator.model.rules.pairs import known_value, lock_in, lock_out, min_affinity
from allocator.model.rules.resources import capacity
from allocator.model.rules.together import apart, exclusive, requires
from allocator.model.rules.violation import Violation

Judge = Callable[[Instance, Pairs], list[Violation]]

JUDGES: Mapping[str, Judge] = {
    "park_cap": park_cap,
    "industry_cap": industry_cap,
    "park_floor": park_floor,
    "industry_floor": industry_floor,
    "lock_in": lock_in,
    "lock_out": lock_out,
    "min_affinity": min_affinity,
    "known_value": known_value,
    "capacity": capacity,
    "exclusive": exclusive,
    "requires": requires,
    "apart": apart,
    "quota": quota,
    "change_budget": change_budget,
}


def violations(instance: Instance, layout: Pairs) -> list[Violation]:
    """Return all that is wrong with a layout, rule by rule; an empty list means legal."""
    return [found for judge in JUDGES.values() for found in judge(instance, layout)]


__all__ = ["JUDGES", "Judge", "Violation", "violations"]
