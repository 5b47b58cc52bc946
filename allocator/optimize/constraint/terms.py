"""The objective's terms as linear expressions over the model's variables."""

from itertools import pairwise

from ortools.sat.python.cp_model import CpModel, LinearExpr

from allocator.model.instance import Instance
from allocator.model.layout import tie_weight
from allocator.optimize.constraint.rules import Choice


def value(model: CpModel, x: Choice, instance: Instance) -> LinearExpr:
    """Return the value of the layout: the sum of all terms, in whole numbers."""
    parts = [criteria(x, instance), differentiation(model, x, instance), continuity(x, instance)]
    return LinearExpr.sum(parts)


def criteria(x: Choice, instance: Instance) -> LinearExpr:
    """Return sum c[p,i] x[p,i] over the weighted criteria."""
    cells = [
        (x[pair], gain)
        for table in instance.valuation.gains.values()
        for pair, gain in sorted(table.items())
    ]
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


def continuity(x: Choice, instance: Instance) -> LinearExpr:
    """Return -cost * (pairs added + pairs dropped against the current layout)."""
    cost, current = instance.valuation.move_cost, instance.current
    signs = [(x[pair], cost if pair in current else -cost) for pair in sorted(x)]
    moved = LinearExpr.weighted_sum([cell for cell, _ in signs], [sign for _, sign in signs])
    return moved - cost * len(current)


def tie(x: Choice) -> LinearExpr:
    """Return the tie sum, which orders layouts of equal value."""
    pairs = sorted(x)
    return LinearExpr.weighted_sum([x[pair] for pair in pairs], [tie_weight(*p) for p in pairs])
