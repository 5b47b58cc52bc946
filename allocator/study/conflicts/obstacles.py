"""What stands in the way where nothing is legal: which pairs are barred, why, and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Shortage


@dataclass(frozen=True)
class Way:
    """An industry (or a park) that is still open to those who are short.

    `cap` is how many places it may take, `locked_elsewhere` how many of them are locked in
    outside the parks (or industries) that are short.
    """

    id: str
    cap: int
    locked_elsewhere: int


@dataclass(frozen=True)
class Obstacles:
    """Of the pairs of those who are short: how many are barred, for which reason, and what is not.

    A pair with several reasons counts under the first of them in this order.
    """

    locked_out: Pairs
    below_threshold: Pairs
    unknown: Pairs
    open: tuple[Way, ...]


def obstacles(instance: Instance, short: Shortage) -> Obstacles:
    """Return what bars the pairs that `short` is about."""
    pairs = _pairs(instance, short)
    below = (instance.below_threshold - instance.locked_out) & pairs
    return Obstacles(
        locked_out=instance.locked_out & pairs,
        below_threshold=below,
        unknown=(instance.unknown & pairs) - instance.locked_out - below,
        open=tuple(_ways(instance, short, pairs - instance.barred)),
    )


def _pairs(instance: Instance, short: Shortage) -> Pairs:
    if short.kind == "clash":
        return frozenset(zip(short.parks, short.industries, strict=True))
    return frozenset(
        product(short.parks or instance.parks, short.industries or instance.industries)
    )


def _ways(instance: Instance, short: Shortage, pairs: Pairs) -> Iterable[Way]:
    side = 1 if short.parks else 0
    caps = instance.industry_caps if short.parks else instance.park_caps
    outside = instance.locked_in - _pairs(instance, short)
    for one in sorted({pair[side] for pair in pairs}):
        yield Way(one, caps[one], sum(pair[side] == one for pair in outside))
