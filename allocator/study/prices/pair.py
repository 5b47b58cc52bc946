"""One pair: its evidence, whether the best layout has it, what flipping it costs and displaces."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from allocator.affinity import PairTrace, trace
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, moves, ranking_key
from allocator.study.prices.bounds import Bound, bounds
from allocator.study.prices.flips import Flips, Pair, flips

Bar = Literal["out", "below", "unknown"]
Fixed = Literal["locked", "out", "unknown", "nothing", "forced", "ordered", "balance", "weight"]


@dataclass(frozen=True)
class Turn:
    """The affinity at which the best layout decides a pair the other way, all else being equal.

    From `at` on if `inclusive`, else just beyond it: there the two layouts are worth the same and
    the order of ties decides. `by_threshold`: what counts is that the pair is no longer barred, or
    that it is. `reach` is the change from the affinity as it is.
    """

    at: Fraction
    reach: Fraction
    inclusive: bool
    by_threshold: bool


@dataclass(frozen=True)
class PairReport:
    """A pair and its standing in the best layout.

    `in_best` is ``None`` if nothing is legal. `cost` is what the best value loses if the pair is
    barred (replacement cost, 替代成本) or forced in where it is not (forcing cost); ``None`` where
    no legal layout has it the other way. `bar` is the rule that bars the pair, if one does.
    `flipped` is the best layout with the pair the other way, `tight` the bounds that it meets in
    the parks and industries that it changes. `turn` is ``None`` where no change of the affinity
    alone decides; `fixed` says why.
    """

    trace: PairTrace
    in_best: bool | None
    cost: int | None
    bar: Bar | None
    locked: bool
    best: Pairs | None
    flipped: Pairs | None
    tight: tuple[Bound, ...]
    turn: Turn | None
    fixed: Fixed | None

    @property
    def displaced(self) -> tuple[list[Pair], list[Pair]]:
        """Pairs that come in and pairs that go out when this one is flipped, itself included."""
        if self.best is None or self.flipped is None:
            return [], []
        return moves(self.best, self.flipped)


def report_pair(instance: Instance, park: str, industry: str) -> PairReport:
    """Return all about one pair.

    Raises:
        DisagreementError: a layout broke a rule when judged again.
    """
    pair, found = (park, industry), flips(instance)
    flipped = found.flipped(pair)
    turn = turn_of(found, pair)
    changed = frozenset[Pair]() if found.best is None or flipped is None else found.best ^ flipped
    return PairReport(
        trace=trace(instance.scenario, park, industry),
        in_best=None if found.best is None else pair in found.best,
        cost=found.loss(pair) if found.best is not None else None,
        bar=_bar(instance, pair),
        locked=pair in instance.locked_in,
        best=found.best,
        flipped=flipped,
        tight=() if flipped is None else tuple(_tight(instance, flipped, changed)),
        turn=turn if isinstance(turn, Turn) else None,
        fixed=None if isinstance(turn, Turn) else turn,
    )


def turn_of(found: Flips, pair: Pair) -> Turn | Fixed:
    """Return the affinity at which a pair is decided the other way, or why there is none.

    A value is linear in the affinity of one pair, so that two layouts, one with it and one
    without, are worth the same where it has changed by their difference, divided by its weight.
    """
    instance = found.instance
    if fixed := _fixed(found, pair):
        return fixed
    value = Fraction(instance.affinity[pair].value or 0)
    if found.best is not None and pair in found.best:
        return _turn_out(found, pair, value)
    if pair not in instance.below_threshold:
        return _turn_in(found, pair, value) or "forced"
    admitted = flips(_at_threshold(instance, pair))
    threshold = _threshold(instance)
    assert threshold is not None, "a pair is below it"
    if admitted.best is not None and pair in admitted.best:
        return Turn(threshold, threshold - value, True, True)
    return _turn_in(admitted, pair, value) or "forced"


def _fixed(found: Flips, pair: Pair) -> Fixed | None:
    """Return why no affinity decides a pair; ``None`` if one may."""
    instance, objective = found.instance, found.instance.scenario.objective
    reasons: dict[Fixed, object] = {
        "locked": pair in instance.locked_in,
        "out": pair in instance.locked_out,
        "unknown": pair in instance.unknown or instance.affinity[pair].value is None,
        "ordered": instance.scenario.ordered,
        "balance": instance.valuation.balance,
        "weight": objective.get("affinity", 0) <= 0,
        "nothing": found.best is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _turn_in(found: Flips, pair: Pair, value: Fraction) -> Turn | None:
    """Return how far the affinity must rise; ``None`` where no legal layout has the pair."""
    with_pair, best = found.flipped(pair), found.best
    if with_pair is None or best is None:
        return None
    start = Fraction(found.instance.affinity[pair].value or 0)
    at = start + _in_affinity(found, best, with_pair)
    return Turn(at, at - value, _comes_first(with_pair, best), False)


def _turn_out(found: Flips, pair: Pair, value: Fraction) -> Turn | Fixed:
    """Return how far the affinity must fall; below the threshold the pair is barred anyway."""
    without, best, threshold = found.flipped(pair), found.best, _threshold(found.instance)
    if without is None or best is None:
        return "forced"
    at = value - _in_affinity(found, best, without)
    if threshold is not None and at < threshold:
        return Turn(threshold, threshold - value, False, True)
    return Turn(at, at - value, _comes_first(without, best), False)


def _in_affinity(found: Flips, best: Pairs, other: Pairs) -> Fraction:
    """Return the affinity that is worth as much as the difference of two layouts."""
    valuation = found.instance.valuation
    weight = Fraction(found.instance.scenario.objective["affinity"])
    return (valuation.value(best) - valuation.value(other)) / (weight * Fraction(valuation.scale))


def _comes_first(one: Pairs, other: Pairs) -> bool:
    """Return whether a layout goes before another that is worth the same."""
    return ranking_key(one, 0) < ranking_key(other, 0)


def _threshold(instance: Instance) -> Fraction | None:
    rule = instance.scenario.rules.min_affinity
    return None if rule is None else Fraction(rule.threshold)


def _at_threshold(instance: Instance, pair: Pair) -> Instance:
    """Return the instance with a pair's affinity just high enough not to be barred."""
    rule = instance.scenario.rules.min_affinity
    assert rule is not None, "a pair is below it"
    cell = replace(instance.affinity[pair], value=rule.threshold)
    return replace(instance, affinity={**instance.affinity, pair: cell})


def _tight(instance: Instance, layout: Pairs, changed: Collection[Pair]) -> Iterator[Bound]:
    """Yield the bounds that a layout meets and that the changed pairs have to do with."""
    touched = {one for pair in changed for one in pair}
    touched |= {instance.sectors[pair[1]] for pair in changed}
    for bound in bounds(instance, layout):
        is_general = bound.stated.rule in ("quota", "change_budget")
        if bound.tight and (is_general or touched & {*bound.subject}):
            yield bound


def _bar(instance: Instance, pair: Pair) -> Bar | None:
    if pair in instance.locked_out:
        return "out"
    if pair in instance.unknown:
        return "unknown"
    return "below" if pair in instance.below_threshold else None
