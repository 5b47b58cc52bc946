"""Quotas that cannot be met, by counting alone: a solver may search for hours to say the same."""

from collections import Counter
from itertools import combinations

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Shortage

_CAPS = ("park_caps", "industry_caps")
_FORCING = ("floors", "locks_in")


def quota_shortages(instance: Instance) -> tuple[Shortage, ...]:
    """Return the quotas that ask for more pairs than fit, or admit fewer than are needed."""
    found = []
    for rule in instance.scenario.rules.quota:
        pairs = instance.quota_pairs(rule)
        parks, industries = (tuple(sorted({pair[side] for pair in pairs})) for side in (0, 1))
        about = (parks, industries, rule.id)
        least, most = _least(instance, pairs), _most(instance, pairs)
        if rule.max is not None and least > rule.max:
            found.append(Shortage("quota_max", least, rule.max, *about))
        if rule.min is not None and rule.min > most:
            found.append(Shortage("quota_min", rule.min, most, *about))
    return tuple(found)


def remedies(instance: Instance, short: Shortage) -> tuple[tuple[str, ...], ...]:
    """Return what lets a quota be met other than to change it: each set, lifted, is enough alone.

    Of ``floors`` and ``locks_in`` where fewer pairs are admitted than needed, of ``park_caps``,
    ``industry_caps``, ``threshold``, ``locks_out`` and ``unknown`` where fewer fit than asked for.
    """
    pairs = frozenset((park, one) for park in short.parks for one in short.industries)
    is_max = short.kind == "quota_max"
    found: list[tuple[str, ...]] = []
    parts = _FORCING if is_max else (*_CAPS, *_bars(instance))
    for count in range(1, len(parts) + 1):
        for lifted in combinations(parts, count):
            if any(set(one) <= set(lifted) for one in found):
                continue
            least, most = _least(instance, pairs, lifted), _most(instance, pairs, lifted)
            if least <= short.available if is_max else most >= short.needed:
                found.append(lifted)
    return tuple(found)


def _bars(instance: Instance) -> dict[str, Pairs]:
    return {
        "threshold": instance.below_threshold,
        "locks_out": instance.locked_out,
        "unknown": instance.unknown,
    }


def _least(instance: Instance, pairs: Pairs, lifted: tuple[str, ...] = ()) -> int:
    """Return how many pairs of the set the floors of parks and the locks need at least."""
    needed, held = 0, frozenset() if "locks_in" in lifted else pairs & instance.locked_in
    for park in instance.parks:
        outside = sum(
            (park, one) not in pairs and (park, one) not in instance.barred
            for one in instance.industries
        )
        floor = 0 if "floors" in lifted else instance.park_floors[park] - outside
        needed += max(sum(pair[0] == park for pair in held), floor)
    return needed


def _most(instance: Instance, pairs: Pairs, lifted: tuple[str, ...] = ()) -> int:
    """Return how many pairs of the set the caps admit at most."""
    bars = [barred for bar, barred in _bars(instance).items() if bar not in lifted]
    free = pairs.difference(*bars)
    most = len(free)
    for side, (rule, caps) in enumerate(zip(_CAPS, _caps(instance), strict=True)):
        if rule not in lifted:
            held = Counter(pair[side] for pair in free)
            most = min(most, sum(min(caps[one], count) for one, count in held.items()))
    return most


def _caps(instance: Instance) -> tuple[dict[str, int], dict[str, int]]:
    return instance.park_caps, instance.industry_caps
