"""Near the best: how many layouts are about as good, and what all of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize import engines
from allocator.optimize.limits import StoppedError
from allocator.study.ranking.rank import RankQuestion, stream

WITHIN = Decimal("0.01")
"""How near: a share of the best value."""
MOST_COUNTED: Mapping[str, int] = {"network": 5_000, "patterns": 1_000}
"""How far the ranking is read, by engine. Of the others `FEW_COUNTED` layouts."""
FEW_COUNTED = 10
_EFFORT = 2.0  # of CP-SAT, about two seconds


@dataclass(frozen=True)
class Near:
    """The layouts within a share of the best value, the best itself among them.

    `tied` of them share the best value. Not `exact`, not `tied_exact`: at least so many. `steady`
    are the pairs that every layout counted holds.
    """

    within: Decimal
    count: int
    exact: bool
    tied: int
    tied_exact: bool
    steady: Pairs


def near(instance: Instance, within: Decimal = WITHIN, most: int | None = None) -> Near | None:
    """Return the layouts near the best, up to `most`; ``None`` if none was found.

    Raises:
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    most = MOST_COUNTED.get(engines.pick(instance), FEW_COUNTED) if most is None else most
    question = RankQuestion(count=most + 1, within=within, effort=_EFFORT)
    count, tied, best, steady = 0, 0, 0, Pairs()
    exact = True
    try:
        for one in stream(instance, question):
            if count == most:
                exact = False
                break
            best, steady = (one.value, one.layout) if not count else (best, steady & one.layout)
            count, tied = count + 1, tied + (one.value == best)
    except StoppedError:
        exact = False
    if not count:
        return None
    return Near(within, count, exact, tied, exact or tied < count, steady)
