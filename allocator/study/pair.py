"""One pair: what its affinity rests on, whether the best layout has it, what flipping it costs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from allocator.affinity import PairTrace, trace
from allocator.model.instance import Instance
from allocator.optimize import engines

if TYPE_CHECKING:
    from allocator.optimize.network import NetworkEngine

Bar = Literal["out", "below", "unknown"]


@dataclass(frozen=True)
class PairReport:
    """A pair and its standing in the best layout.

    `in_best` is ``None`` if nothing is legal. `cost` is what the best value loses if the pair is
    barred (replacement cost, 替代成本) or forced in where it is not (forcing cost); ``None`` where
    no legal layout has it the other way. `bar` is the rule that bars the pair, if one does.
    """

    trace: PairTrace
    in_best: bool | None
    cost: int | None
    bar: Bar | None
    locked: bool


def report_pair(instance: Instance, park: str, industry: str) -> PairReport:
    """Return all about one pair."""
    pair, engine = (park, industry), engines.network(instance)
    best = engine.best()
    return PairReport(
        trace=trace(instance.scenario, park, industry),
        in_best=None if best is None else pair in best,
        cost=None if best is None else _cost(instance, instance.valuation.key(best), engine, pair),
        bar=_bar(instance, pair),
        locked=pair in instance.locked_in,
    )


def _cost(
    instance: Instance, key: int, engine: "NetworkEngine", pair: tuple[str, str]
) -> int | None:
    loss, value_of = engine.flip_costs()[pair], instance.valuation.value_of
    return None if loss is None else value_of(key) - value_of(key - loss)


def _bar(instance: Instance, pair: tuple[str, str]) -> Bar | None:
    if pair in instance.locked_out:
        return "out"
    if pair in instance.unknown:
        return "unknown"
    return "below" if pair in instance.below_threshold else None
