"""Ordered objectives: some terms come first, in turn, each within a tolerance of its best."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from allocator.model.instance import Instance
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit


def level_bounds(instance: Instance, limit: Limit = NO_LIMIT) -> Mapping[str, int] | None:
    """Return the least worth of every ordered term; ``None`` if nothing is legal.

    Level by level: the best of the term under the bounds so far, less its tolerance.

    Raises:
        StoppedError: the time is up.
    """
    bounds: dict[str, int] = {}
    for level in instance.scenario.ordered:
        layout = engines.constraint(instance, limit, bounds).best_in_order([level.term])
        if layout is None:
            return None
        best = instance.valuation.terms(layout).get(level.term, 0)
        bounds[level.term] = ceil(best - Fraction(level.tolerance) * abs(best))
    return bounds
