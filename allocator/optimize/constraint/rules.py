"""The rules as parts of the constraint model, one function per rule id.

Each adds its inequality over ``x[park, industry]`` in {0, 1}. The judges in
`allocator.model.rules` say the same without a solver.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocator.model.instance import Instance

Choice = Mapping[tuple[str, str], IntVar]
Part = Callable[[CpModel, Choice, Instance], None]

_PLACE = 1 << 40


def park_cap(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_i x[p,i] <= cap[p] + granted[p] for every park p (clause P1)."""
    for park, cap in instance.park_caps.items():
        model.add(LinearExpr.sum([x[park, one] for one in instance.industries]) <= cap)


def industry_cap(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_p x[p,i] <= cap[i] + granted[i] for every industry i (clause P2).

    Where the rule counts per sector s: sum_p y[p,s] <= cap + granted[s], with y[p,s] = 1 in every
    park p that holds an industry i of s: x[p,i] <= y[p,s].
    """
    if instance.scenario.rules.industry_cap.per == "sector":
        for sector, cap in instance.sector_caps.items():
            model.add(sector_parks(model, x, instance, sector) <= cap)
        return
    for industry, cap in instance.industry_caps.items():
        model.add(LinearExpr.sum([x[one, industry] for one in instance.parks]) <= cap)


def sector_parks(model: CpModel, x: Choice, instance: Instance, sector: str) -> LinearExpr:
    """Return a count that is at least the number of parks that hold an industry of the sector."""
    holds = {one: model.new_bool_var(f"{one}|sector {sector}") for one in instance.parks}
    for (park, industry), cell in x.items():
        if instance.sectors[industry] == sector:
            model.add_implication(cell, holds[park])
    return LinearExpr.sum(list(holds.values()))


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


def capacity(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add sum_i need[p,i] x[p,i] <= supply[p] for every resource and park with a supply."""
    for (resource, park), amount in instance.supplies.items():
        supply = Fraction(amount)
        needs = [Fraction(instance.need(resource, (park, one))) for one in instance.industries]
        unit = lcm(*(one.denominator for one in [*needs, supply]))
        cells = [x[park, one] for one in instance.industries]
        _add_at_most(model, cells, [int(need * unit) for need in needs], int(supply * unit))


def exclusive(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] + x[p,j] <= 1 for every park p and every two exclusive industries i, j."""
    for rule in instance.scenario.rules.exclusive:
        one, other = rule.industries
        for park in instance.parks:
            model.add(x[park, one] + x[park, other] <= 1)


def requires(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] <= x[p,j] for every park p and every industry i that needs j."""
    for rule in instance.scenario.rules.requires:
        for park in instance.parks:
            model.add(x[park, rule.industry] <= x[park, rule.needs])


def apart(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add x[p,i] + x[q,j] <= 1 wherever p and q are less than d km apart."""
    for rule in instance.scenario.rules.apart:
        for first, second in instance.too_near(rule):
            model.add(x[first] + x[second] <= 1)


def quota(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add lo <= sum over a set of parks x a set of industries of x[p,i] <= hi."""
    for rule in instance.scenario.rules.quota:
        count = LinearExpr.sum([x[pair] for pair in sorted(instance.quota_pairs(rule))])
        if rule.min is not None:
            model.add(count >= rule.min)
        if rule.max is not None:
            model.add(count <= rule.max)


def change_budget(model: CpModel, x: Choice, instance: Instance) -> None:
    """Add drops + adds against the current layout <= m, in all and per park."""
    rule = instance.scenario.rules.change_budget
    if rule is None:
        return
    moved = {pair: 1 - cell if pair in instance.current else cell for pair, cell in x.items()}
    if rule.total is not None:
        model.add(LinearExpr.sum(list(moved.values())) <= rule.total)
    if rule.per_park is not None:
        for park in instance.parks:
            own = [moved[park, one] for one in instance.industries]
            model.add(LinearExpr.sum(own) <= rule.per_park)


def _add_at_most(
    model: CpModel, cells: Sequence[IntVar], needs: Sequence[int], supply: int
) -> None:
    """Add sum need x <= supply, in places of 40 bits where 64 bits could not hold the sum.

    With need = high * 2**40 + low: sum low x <= low supply + 2**40 carry, and
    sum high x + carry <= high supply.
    """
    if sum(needs) < _PLACE:
        model.add(LinearExpr.weighted_sum(cells, needs) <= min(supply, _PLACE))
        return
    carry = model.new_int_var(0, len(cells), "carry")
    low = LinearExpr.weighted_sum(cells, [need % _PLACE for need in needs])
    model.add(low <= supply % _PLACE + carry * _PLACE)
    high = [need // _PLACE for need in needs]
    _add_at_most(model, [*cells, carry], [*high, 1], supply // _PLACE)


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
    "capacity": capacity,
    "exclusive": exclusive,
    "requires": requires,
    "apart": apart,
    "quota": quota,
    "change_budget": change_budget,
}
