"""Prices: what one more slot of each bound is worth (影子价格), and what each pair costs.

By re-solving, never by duals: a dual says what a small change is worth where places can be split.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Stated
from allocator.study.conflicts.dials import Dial, dial_of
from allocator.study.conflicts.keeping import number_at, with_number, without
from allocator.study.conflicts.statements import statements
from allocator.study.prices.bounds import Bound, bounds, looser
from allocator.study.prices.flips import Pair, flips
from allocator.study.ranking.best import best_of

_DROPPABLE = ("min_affinity", "lock_in", "lock_out", "exclusive", "requires", "apart")
_DEFAULTS = {"park_cap": 1, "industry_cap": 1, "park_floor": -1, "industry_floor": -1}


@dataclass(frozen=True)
class Price:
    """What loosening one statement gains, and the layout that gains it.

    With a `bound`: one more slot of it for its park, industry, sector, quota or budget, one less
    of a floor, and a supply without any limit; `least` is then the smallest increase of the
    supply that gains anything, `least_gain` what it gains. Without one: a default one slot wider
    for all that follow it, or a statement dropped.
    """

    stated: Stated
    bound: Bound | None
    gain: int
    layout: Pairs
    least: Decimal | None = None
    least_gain: int = 0


@dataclass(frozen=True)
class PairPrice:
    """What flipping a pair loses; ``None`` where it cannot be flipped."""

    pair: Pair
    in_best: bool
    cost: int | None


@dataclass(frozen=True)
class Prices:
    """The best layout, the bounds that it meets, and what everything that binds it costs.

    `pairs` are the prices of pairs, ``None`` where they were not asked for.
    """

    value: int
    layout: Pairs
    bounds: tuple[Bound, ...]
    prices: tuple[Price, ...]
    pairs: tuple[PairPrice, ...] | None = None


def prices(instance: Instance, with_pairs: bool = False) -> Prices | None:
    """Return all prices; ``None`` if nothing is legal.

    Raises:
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    best = best_of(instance)
    if best is None:
        return None
    pricing = _Pricing(instance, *best)
    pairs = tuple(_pairs(instance)) if with_pairs else None
    return Prices(best[0], best[1], pricing.bounds, tuple(pricing.every()), pairs)


def _pairs(instance: Instance) -> Iterator[PairPrice]:
    found = flips(instance)
    for park in instance.parks:
        for industry in instance.industries:
            pair = (park, industry)
            yield PairPrice(pair, pair in (found.best or ()), found.loss(pair))


class _Pricing:
    """Prices against the best layout of an instance."""

    def __init__(self, instance: Instance, value: int, layout: Pairs) -> None:
        self._instance = instance
        self._value = value
        self._layout = layout
        self.bounds = bounds(instance, layout)

    def every(self) -> Iterator[Price]:
        """Yield the prices of all bounds that can be looser, of defaults and of the rest."""
        for bound in self.bounds:
            if not self._is_wide_open(bound):
                yield self._of_bound(bound)
        for stated in statements(self._instance):
            if stated.rule in _DEFAULTS and not stated.entry:
                number = number_at(self._instance, stated.loc) + _DEFAULTS[stated.rule]
                yield self._price(stated, with_number(self._instance, stated.loc, number))
            elif stated.rule in _DROPPABLE:
                yield self._price(stated, without(self._instance, stated))

    def _is_wide_open(self, bound: Bound) -> bool:
        """Return whether a cap already admits all there is."""
        most = {"park_cap": self._instance.industries, "industry_cap": self._instance.parks}
        return bound.limit >= len(most.get(bound.stated.rule, ())) and bound.stated.rule in most

    def _of_bound(self, bound: Bound) -> Price:
        found = self._price(bound.stated, looser(self._instance, bound), bound)
        if bound.stated.rule != "capacity" or found.gain <= 0:
            return found
        dial = dial_of(self._instance, bound.stated)
        assert isinstance(dial, Dial), "supplies are numbers"
        step, gain = self._least(bound.stated, dial, found.gain)
        least = Decimal(dial.at(step)) - Decimal(bound.limit)
        return Price(found.stated, bound, found.gain, found.layout, least, gain)

    def _least(self, stated: Stated, dial: Dial, most: int) -> tuple[int, int]:
        """Return the first step of a supply that gains anything, and what it gains."""
        low, high, gain = 0, dial.steps, most
        while high - low > 1:
            middle = (low + high) // 2
            wider = with_number(self._instance, stated.loc, dial.at(middle))
            if (gained := self._price(stated, wider).gain) > 0:
                high, gain = middle, gained
            else:
                low = middle
        return high, gain

    def _price(self, stated: Stated, variant: Instance, bound: Bound | None = None) -> Price:
        """Return the price of a variant, whose best layout is worth no less but under an order."""
        found = best_of(variant)
        layout = self._layout if found is None else found[1]
        gain = self._instance.valuation.value(layout) - self._value
        if gain <= 0 and not self._instance.scenario.ordered:
            return Price(stated, bound, 0, self._layout)
        return Price(stated, bound, gain, layout)
