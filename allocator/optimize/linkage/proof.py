"""The last resort: CP-SAT on the reference model, with what is decided and a layout to beat."""

from collections.abc import Mapping

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import InterruptError, Limit, StoppedError


def prove(
    instance: Instance,
    at_hand: Pairs,
    fixed: Mapping[tuple[str, str], bool],
    bound: int | None,
    limit: Limit,
) -> Pairs:
    """Return a layout of the highest key; `fixed` holds for one, `at_hand` is legal.

    Raises:
        StoppedError, InterruptError: the time is up, or Ctrl-C was pressed; with the better of the
            layouts and of the bounds [value].
    """
    engine = ConstraintEngine(instance, limit)
    model = engine._model()
    for pair, inside in sorted(fixed.items()):
        model.cp.add(model.x[pair] == inside)
    model.cp.add(model.value >= instance.valuation.value(at_hand))
    for pair, cell in model.x.items():
        model.cp.add_hint(cell, pair in at_hand)
    try:
        found = engine._optimum(model)
    except (StoppedError, InterruptError) as stopped:
        key = instance.valuation.key
        best = max([one for one in (at_hand, stopped.found) if one is not None], key=key)
        bounds = [one for one in (bound, stopped.bound) if one is not None]
        raise type(stopped)(best, min(bounds, default=None)) from None
    return at_hand if found is None else found
