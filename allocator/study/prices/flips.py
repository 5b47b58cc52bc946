"""Flips: the best layout with a pair decided the other way, and what that loses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.scenario import Lock
from allocator.optimize import engines
from allocator.optimize.limits import TooHardError
from allocator.study.ranking.best import best_of
from allocator.study.ranking.judge import judge
from allocator.study.ranking.ordered import level_bounds

Pair = tuple[str, str]


@dataclass(frozen=True)
class Flips:
    """The best layout of an instance, and the best ones with a pair flipped.

    `best` is ``None`` if nothing is legal. `losses` holds the loss of every pair where an engine
    knows them all at once.
    """

    instance: Instance
    best: Pairs | None
    _search: Callable[[Pair], Pairs | None]
    bounds: Mapping[str, int]
    losses: Mapping[Pair, int | None] | None = None

    def flipped(self, pair: Pair) -> Pairs | None:
        """Return the best layout with a pair barred that is in the best, or forced in if it is not.

        ``None`` if no legal layout has it the other way. Layouts of an ordered objective keep its
        levels as they are.

        Raises:
            DisagreementError: the layout broke a rule when judged again.
        """
        instance = self.instance
        if self.best is None or pair in instance.locked_in | instance.barred:
            return None
        found = self._search(pair)
        if found is not None:
            judge(instance, instance.valuation.value(found), found, self.bounds)
        return found

    def loss(self, pair: Pair) -> int | None:
        """Return what the best value loses if a pair is flipped; ``None`` where it cannot be."""
        if self.best is not None and self.losses is not None:
            return self.losses[pair]
        found, value = self.flipped(pair), self.instance.valuation.value
        return None if found is None or self.best is None else value(self.best) - value(found)


def flips(instance: Instance) -> Flips:
    """Return the best layout of an instance, by the engine that answers it."""
    found = _WAYS[engines.pick(instance)](instance)
    if found.best is not None:
        judge(instance, instance.valuation.value(found.best), found.best, found.bounds)
    return found


def _by_network(instance: Instance) -> Flips:
    engine, valuation = engines.network(instance), instance.valuation
    best = engine.best()
    if best is None:
        return Flips(instance, None, _nothing, {})
    key, value = valuation.key(best), valuation.value(best)
    losses = {
        pair: None if cost is None else value - valuation.value_of(key - cost)
        for pair, cost in engine.flip_costs().items()
    }
    return Flips(instance, best, lambda pair: _resolved(instance, best, pair), {}, losses)


def _by_patterns(instance: Instance) -> Flips:
    engine = engines.patterns(instance)
    try:
        best = engine.best()
    except TooHardError:
        return _by_constraint(instance)
    if best is None:
        return Flips(instance, None, _nothing, {})

    def search(pair: Pair) -> Pairs | None:
        try:
            return engine.best_with(pair, pair not in best)
        except TooHardError:
            return engines.constraint(instance).best_with(pair, pair not in best)

    return Flips(instance, best, search, {})


def _by_linkage(instance: Instance) -> Flips:
    best = engines.linkage(instance).best()
    if best is None:
        return Flips(instance, None, _nothing, {})
    return Flips(instance, best, lambda pair: _resolved(instance, best, pair), {})


def _by_constraint(instance: Instance) -> Flips:
    bounds = level_bounds(instance)
    if bounds is None:
        return Flips(instance, None, _nothing, {})
    engine = engines.constraint(instance, at_least=bounds)
    best = engine.best()
    if best is None:
        return Flips(instance, None, _nothing, bounds)
    return Flips(instance, best, lambda pair: engine.best_with(pair, pair not in best), bounds)


def _resolved(instance: Instance, best: Pairs, pair: Pair) -> Pairs | None:
    """Return the best layout under one more lock."""
    inside = "out" if pair in best else "in"
    lock = Lock.model_validate(
        {"park": pair[0], "industry": pair[1], "lock": inside, "reason": "flipped"}
    )
    locks = (*instance.scenario.locks, lock)
    scenario = instance.scenario.model_copy(update={"locks": locks})
    found = best_of(replace(instance, scenario=scenario))
    return None if found is None else found[1]


def _nothing(_: Pair) -> None:
    """Stand in for a search where nothing is legal."""


_WAYS: Mapping[str, Callable[[Instance], Flips]] = {
    "network": _by_network,
    "patterns": _by_patterns,
    "linkage": _by_linkage,
    "constraint": _by_constraint,
}
