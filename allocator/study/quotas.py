"""Quotas that cannot be met, by counting alone: a solver may search for hours to say the same."""

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Shortage


def quota_shortages(instance: Instance) -> tuple[Shortage, ...]:
    """Return the quotas that ask for more pairs than fit, or admit fewer than are needed."""
    found = []
    for rule in instance.scenario.rules.quota:
        pairs = instance.quota_pairs(rule)
        least, most = _least(instance, pairs), _most(instance, pairs)
        if rule.max is not None and least > rule.max:
            found.append(Shortage("quota_max", least, rule.max, subject=rule.id))
        if rule.min is not None and rule.min > most:
            found.append(Shortage("quota_min", rule.min, most, subject=rule.id))
    return tuple(found)


def _least(instance: Instance, pairs: Pairs) -> int:
    """Return how many pairs of the set the floors of parks and the locks need at least."""
    needed = 0
    for park in instance.parks:
        outside = sum(
            (park, one) not in pairs and (park, one) not in instance.barred
            for one in instance.industries
        )
        locked = sum(pair[0] == park for pair in pairs & instance.locked_in)
        needed += max(locked, instance.park_floors[park] - outside)
    return needed


def _most(instance: Instance, pairs: Pairs) -> int:
    """Return how many pairs of the set the caps admit at most."""
    free = pairs - instance.barred
    by_park = sum(
        min(cap, sum(pair[0] == park for pair in free)) for park, cap in instance.park_caps.items()
    )
    by_industry = sum(
        min(cap, sum(pair[1] == one for pair in free))
        for one, cap in instance.industry_caps.items()
    )
    return min(by_park, by_industry)
