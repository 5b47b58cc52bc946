"""The rules as parts of the constraint model, one function per rule id.

Each adds its inequality over ``x[park, industry]`` in {0, 1}. The judges in
`allocator.model.rules` say the same without a solver.
"""

from collections.abc import Callable, Iterable, Mapping

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocator.model.instance import Instance

Choice = Mapping[tuple[str, str], IntVar]
Part = Callable[[CpModel, Choice, Instance], None]


def park_cap(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_i x[p,i] <= cap[p] + granted[p] for every park p (clause P1)."""
    for park, cap in instance.park_caps.items():
        model.add(LinearExpr.sum([x[park, one] for one in instance.industries]) <= cap)


def industry_cap(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_p x[p,i] <= cap[i] + granted[i] for every industry i (clause P2)."""
    for industry, cap in instance.industry_caps.items():
        model.add(LinearExpr.sum([x[one, industry] for one in instance.parks]) <= cap)


def park_floor(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_i x[p,i] >= floor[p] for every park p."""
    for park, floor in instance.park_floors.items():
        model.add(LinearExpr.sum([x[park, one] for one in instance.industries]) >= floor)


def industry_floor(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_p x[p,i] >= floor[i] for every industry i."""
    for industry, floor in instance.industry_floors.items():
        model.add(LinearExpr.sum([x[one, industry] for one in instance.parks]) >= floor)


def lock_in(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] = 1 for every pair that is locked in."""
    for pair in sorted(instance.locked_in):
        model.add(x[pair] == 1)


def lock_out(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] = 0 for every pair that is locked out."""
    _bar(model, x, instance.locked_out)


def min_affinity(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] = 0 wherever the affinity is known and below the threshold."""
    _bar(model, x, instance.below_threshold)


def known_value(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] = 0 wherever a weighted criterion has no value for the pair."""
    _bar(model, x, instance.unknown)


def _bar(model: CpModel, x: Choice, pairs: Iterable[tuple[str, str]]) -> None:
    for pair in sorted(pairs):
        model.add(x[pair] == 0)


PARTS: Mapping[str, Part] = {
    "park_cap": park_cap,
    "industry_cap": industry_cap,
    "park_floor": park_floor,
    "industry_floor": industry_floor,
    "lock_in": lock_in,
    "lock_out": lock_out,
    "min_affinity": min_affinity,
    "known_value": known_value,
}
