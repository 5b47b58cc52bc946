"""One pair: what its affinity rests on, whether the best layout has it, what flipping it costs."""

from dataclasses import dataclass, replace
from typing import Literal

from allocator.affinity import PairTrace, trace
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.scenario import Lock
from allocator.optimize import engines
from allocator.optimize.limits import TooHardError
from allocator.study.ordered import level_bounds

Bar = Literal["out", "below", "unknown"]
Answer = tuple[Pairs | None, int | None]
"""The best layout, and what its value loses if the pair is flipped."""


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
    pair = (park, industry)
    best, cost = _WAYS[engines.pick(instance)](instance, pair)
    return PairReport(
        trace=trace(instance.scenario, park, industry),
        in_best=None if best is None else pair in best,
        cost=cost,
        bar=_bar(instance, pair),
        locked=pair in instance.locked_in,
    )


def _by_network(instance: Instance, pair: tuple[str, str]) -> Answer:
    engine, valuation = engines.network(instance), instance.valuation
    best = engine.best()
    if best is None or (loss := engine.flip_costs()[pair]) is None:
        return best, None
    return best, valuation.value(best) - valuation.value_of(valuation.key(best) - loss)


def _by_patterns(instance: Instance, pair: tuple[str, str]) -> Answer:
    engine = engines.patterns(instance)
    try:
        best = engine.best()
        other = None if best is None else engine.best_with(pair, pair not in best)
    except TooHardError:
        return _by_constraint(instance, pair)
    return best, _difference(instance, best, other)


def _by_linkage(instance: Instance, pair: tuple[str, str]) -> Answer:
    best = engines.linkage(instance).best()
    other = None
    if best is not None and pair not in instance.locked_in | instance.locked_out:
        other = engines.linkage(_locked(instance, pair, pair not in best)).best()
    return best, _difference(instance, best, other)


def _locked(instance: Instance, pair: tuple[str, str], inside: bool) -> Instance:
    """Return the instance with one more pair locked in, or out."""
    lock = Lock(park=pair[0], industry=pair[1], lock="in" if inside else "out", reason="flipped")
    locks = (*instance.scenario.locks, lock)
    return replace(instance, scenario=instance.scenario.model_copy(update={"locks": locks}))


def _by_constraint(instance: Instance, pair: tuple[str, str]) -> Answer:
    bounds = level_bounds(instance)
    if bounds is None:
        return None, None
    engine = engines.constraint(instance, at_least=bounds)
    best = engine.best()
    other = None if best is None else engine.best_with(pair, pair not in best)
    return best, _difference(instance, best, other)


def _difference(instance: Instance, best: Pairs | None, other: Pairs | None) -> int | None:
    value = instance.valuation.value
    return None if best is None or other is None else value(best) - value(other)


_WAYS = {
    "network": _by_network,
    "patterns": _by_patterns,
    "linkage": _by_linkage,
    "constraint": _by_constraint,
}


def _bar(instance: Instance, pair: tuple[str, str]) -> Bar | None:
    if pair in instance.locked_out:
        return "out"
    if pair in instance.unknown:
        return "unknown"
    return "below" if pair in instance.below_threshold else None
