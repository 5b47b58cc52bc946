"""Ordered objectives: some terms come first, in turn, each within a tolerance of its best."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import ceil

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize import engines
from allocator.optimize.limits import (
    NO_LIMIT,
    InterruptError,
    Limit,
    StoppedError,
    TooHardError,
)

_EXAMINED = 2_000  # layouts read from a ranking before CP-SAT is asked


def level_bounds(instance: Instance, limit: Limit = NO_LIMIT) -> Mapping[str, int] | None:
    """Return the least worth of every ordered term; ``None`` if nothing is legal.

    Level by level: the best of the term under the bounds so far, less its tolerance.

    Raises:
        StoppedError, InterruptError: the time is up, or Ctrl-C was pressed; without a bound, since
            what an engine bounds here is a term and no value.
    """
    bounds: dict[str, int] = {}
    for level in instance.scenario.ordered:
        try:
            layout = _best(instance, level.term, bounds, limit)
        except (StoppedError, InterruptError) as stop:
            raise type(stop)(stop.found) from None
        if layout is None:
            return None
        best = instance.valuation.terms(layout).get(level.term, 0)
        bounds[level.term] = ceil(best - Fraction(level.tolerance) * abs(best))
    return bounds


def keeps(instance: Instance, layout: Pairs, bounds: Mapping[str, int]) -> bool:
    """Return whether a layout has the least worth of every term."""
    terms = instance.valuation.terms(layout)
    return all(terms.get(term, 0) >= least for term, least in bounds.items())


def without_order(instance: Instance) -> Instance:
    """Return the instance whose value alone decides."""
    return replace(instance, scenario=instance.scenario.model_copy(update={"ordered": ()}))


def _best(instance: Instance, term: str, bounds: Mapping[str, int], limit: Limit) -> Pairs | None:
    """Return a layout that is best by a term, within bounds of others."""
    alone = replace(without_order(instance), counted=(term,))
    build = engines.LISTERS.get(engines.pick(alone))
    # at another scale numbers would be rounded differently
    if build is not None and alone.valuation.exponent == instance.valuation.exponent:
        try:
            listed = 0
            for _, layout in islice(build(alone, limit).stream(), _EXAMINED):
                if keeps(instance, layout, bounds):
                    return layout
                listed += 1
            if listed < _EXAMINED:
                return None
        except TooHardError:
            pass  # CP-SAT takes over below
    return engines.constraint(instance, limit, bounds).best_in_order([term])
