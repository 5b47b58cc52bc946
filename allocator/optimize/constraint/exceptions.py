"""Exceptions (例外) as variables: places beyond the caps that bind in principle."""

from ortools.sat.python.cp_model import CpModel, LinearExpr

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.optimize.constraint.rules import Choice


def in_principle(instance: Instance) -> list[str]:
    """Return the caps that an exception can lift.

    A cap per sector is not among them: the parks of a sector are no places of one industry.
    """
    rules = instance.scenario.rules
    caps = {
        "park_cap": rules.park_cap.in_principle,
        "industry_cap": rules.industry_cap.in_principle,
    }
    if rules.industry_cap.per == "sector":
        del caps["industry_cap"]
    return [rule for rule, lifted in caps.items() if lifted]


def excess(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return the sum over parks and industries of max(0, pairs held - cap), liftable caps only."""
    beyond = []
    for rule in in_principle(instance):
        of_park = rule == "park_cap"
        for one, cap in (instance.park_caps if of_park else instance.industry_caps).items():
            cells = [cell for pair, cell in x.items() if one == pair[0 if of_park else 1]]
            slack = model.new_int_var(0, len(cells), f"beyond {rule} {one}")
            model.add(slack >= LinearExpr.sum(cells) - cap)
            beyond.append(slack)
    return LinearExpr.sum(beyond)


def places_beyond(instance: Instance, layout: Pairs) -> int:
    """Return what `excess` counts, of a layout."""
    held = {"park_cap": diversity(layout), "industry_cap": ubiquity(layout)}
    caps = {"park_cap": instance.park_caps, "industry_cap": instance.industry_caps}
    return sum(
        max(0, held[rule][one] - cap)
        for rule in in_principle(instance)
        for one, cap in caps[rule].items()
    )


def add_nothing(model: CpModel, x: Choice, instance: Instance) -> None:
    """Stand in for a rule that `excess` counts instead."""
    del model, x, instance
