"""The objective's terms as linear expressions over the model's variables."""

from itertools import pairwise

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from allocator.model.instance import Instance
from allocator.model.layout import tie_weight
from allocator.optimize.constraint.rules import Choice


def expressions(model: CpModel, x: Choice, instance: Instance) -> dict[str, LinearExpr]:
    """Return every term of the objective by name, each in whole numbers; their sum is the value."""
    terms = {name: criterion(x, instance, name) for name in instance.valuation.gains}
    return terms | {name: term(model, x, instance) for name, term in TERMS.items()}


def criterion(x: Choice, instance: Instance, name: str) -> LinearExpr:
    """Return sum c[p,i] x[p,i] of one criterion."""
    cells = [(x[pair], gain) for pair, gain in sorted(instance.valuation.gains[name].items())]
    return LinearExpr.weighted_sum([cell for cell, _ in cells], [gain for _, gain in cells])


def differentiation(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return -cost * sum_i n_i (n_i - 1) / 2.

    The n-th park of an industry costs n - 1 overlaps: one variable per place, filled in order,
    ``place[n] >= place[n + 1]`` and ``sum_n place[n] = n_i``.
    """
    cost, later = instance.valuation.overlap_cost, []
    if not cost:
        return LinearExpr.sum([0])
    for industry in instance.industries:
        places = [model.new_bool_var(f"{industry}#{n}") for n, _ in enumerate(instance.parks)]
        model.add(LinearExpr.sum([x[one, industry] for one in instance.parks]) == sum(places))
        for earlier, after in pairwise(places):
            model.add_implication(after, earlier)
        later += [(place, -cost * n) for n, place in enumerate(places)]
    return LinearExpr.weighted_sum([place for place, _ in later], [worth for _, worth in later])


def continuity(_: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return -cost * (pairs added + pairs dropped against the current layout)."""
    cost, current = instance.valuation.move_cost, instance.current
    signs = [(x[pair], cost if pair in current else -cost) for pair in sorted(x)]
    moved = LinearExpr.weighted_sum([cell for cell, _ in signs], [sign for _, sign in signs])
    return moved - cost * len(current)


def synergy(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return sum_p sum_{i<j} s[i,j] x[p,i] x[p,j]."""
    products = [
        (both(model, x, (park, one), (park, other)), worth)
        for two, worth in sorted(
            instance.valuation.synergy.items(), key=lambda item: sorted(item[0])
        )
        if worth and len(two) == 2
        for one, other in [sorted(two)]
        for park in instance.parks
    ]
    return LinearExpr.weighted_sum([cell for cell, _ in products], [worth for _, worth in products])


def linkage(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return the sum of l[i,j] x[p,i] x[q,j] over near parks p < q and all industries i, j."""
    valuation = instance.valuation
    products = [
        (both(model, x, (park, one), (neighbour, other)), worth)
        for park, neighbour in valuation.near
        for two, worth in sorted(valuation.links.items(), key=lambda item: sorted(item[0]))
        if worth
        for one, other in _orders(sorted(two))
    ]
    return LinearExpr.weighted_sum([cell for cell, _ in products], [worth for _, worth in products])


def balance(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return a variable at most the total of each park, and equal to that of one of them.

    The highest such variable is the lowest total even without "equal", but its bounds then creep
    up in steps of 1 where the numbers are large, for minutes.
    """
    gains = instance.valuation.balance
    if not gains:
        return LinearExpr.sum([0])
    most = sum(abs(gain) for gain in gains.values())
    lowest = model.new_int_var(-most, most, "lowest park total")
    is_lowest = []
    for park in instance.parks:
        own = [(x[park, one], gains.get((park, one), 0)) for one in instance.industries]
        total = LinearExpr.weighted_sum([cell for cell, _ in own], [gain for _, gain in own])
        model.add(lowest <= total)
        is_lowest.append(model.new_bool_var(f"{park} is lowest"))
        model.add(lowest >= total).only_enforce_if(is_lowest[-1])
    model.add_at_least_one(is_lowest)
    return 1 * lowest


def both(model: CpModel, x: Choice, one: tuple[str, str], other: tuple[str, str]) -> IntVar:
    """Return a variable that is 1 exactly when both pairs are laid out."""
    product = model.new_bool_var(f"{one}*{other}")
    model.add_multiplication_equality(product, x[one], x[other])
    return product


def _orders(two: list[str]) -> list[tuple[str, str]]:
    return [(two[0], two[0])] if len(two) == 1 else [(two[0], two[1]), (two[1], two[0])]


def tie(x: Choice) -> LinearExpr:
    """Return the tie sum, which orders layouts of equal value."""
    pairs = sorted(x)
    return LinearExpr.weighted_sum([x[pair] for pair in pairs], [tie_weight(*p) for p in pairs])


TERMS = {
    "differentiation": differentiation,
    "continuity": continuity,
    "synergy": synergy,
    "linkage": linkage,
    "balance": balance,
}
