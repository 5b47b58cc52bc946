"""Exceptions (例外) as variables: places beyond the caps that bind in principle."""

from collections.abc import Iterator, Mapping

from ortools.sat.python.cp_model import CpModel, LinearExpr

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, diversity, ubiquity
from allocator.optimize.constraint.rules import Choice, sector_parks


def in_principle(instance: Instance) -> list[str]:
    """Return the caps that an exception can lift."""
    rules = instance.scenario.rules
    return [rule for rule in ("park_cap", "industry_cap") if getattr(rules, rule).in_principle]


def excess(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return the sum over capped parks, industries or sectors of max(0, places held - cap)."""
    beyond = []
    for rule in in_principle(instance):
        for one, (held, cap) in _held(rule, model, x, instance).items():
            slack = model.new_int_var(0, len(x), f"beyond {rule} {one}")
            model.add(slack >= held - cap)
            beyond.append(slack)
    return LinearExpr.sum(beyond)


def _held(
    rule: str, model: CpModel, x: Choice, instance: Instance
) -> Mapping[str, tuple[LinearExpr, int]]:
    """Return the places held and the cap of everything that a rule caps."""
    if rule == "park_cap":
        return {
            park: (LinearExpr.sum([x[park, one] for one in instance.industries]), cap)
            for park, cap in instance.park_caps.items()
        }
    if instance.scenario.rules.industry_cap.per == "sector":
        return {
            sector: (sector_parks(model, x, instance, sector), cap)
            for sector, cap in instance.sector_caps.items()
        }
    return {
        industry: (LinearExpr.sum([x[one, industry] for one in instance.parks]), cap)
        for industry, cap in instance.industry_caps.items()
    }


def places_beyond(instance: Instance, layout: Pairs) -> int:
    """Return what `excess` counts, of a layout."""
    return sum(
        max(0, held - cap)
        for rule in in_principle(instance)
        for held, cap in _counted(rule, instance, layout)
    )


def _counted(rule: str, instance: Instance, layout: Pairs) -> Iterator[tuple[int, int]]:
    if rule == "park_cap":
        held, caps = diversity(layout), instance.park_caps
    elif instance.scenario.rules.industry_cap.per == "sector":
        pairs = frozenset((park, instance.sectors[one]) for park, one in layout)
        held, caps = ubiquity(pairs), instance.sector_caps
    else:
        held, caps = ubiquity(layout), instance.industry_caps
    yield from ((held[one], cap) for one, cap in caps.items())


def add_nothing(model: CpModel, x: Choice, instance: Instance) -> None:
    """Stand in for a rule that `excess` counts instead."""
    del model, x, instance
