"""Place (名次): where a layout stands in the ranking, counted, and the ranked layouts near it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance, ranking_key
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.study.ranking.judge import judge
from allocator.study.ranking.sources import RankQuestion, Source, Valued

MOST_COUNTED: Mapping[str, int] = {"network": 20_000, "patterns": 2_000}
"""How far a ranking is read, by engine: half a second. Of the others `FEW_COUNTED` layouts."""
FEW_COUNTED = 10
_LOOKED_AT = 1_000  # ranked layouts among which the nearest are looked for
_NEAREST = 3
_EFFORT = 1.0  # of CP-SAT, about a second


@dataclass(frozen=True)
class Near:
    """A ranked layout near the one that is judged, `moves` moves away."""

    rank: int
    layout: Pairs
    value: int
    moves: int


@dataclass(frozen=True)
class Place:
    """How many legal layouts come before a layout in the ranking.

    Not `exact`: at least `before`, and more were not counted. `nearest` are those of the first
    `looked_at` ranked layouts that are the fewest moves away, itself left out. Where aims are
    ordered, only layouts that keep the order are ranked.
    """

    before: int
    exact: bool
    nearest: tuple[Near, ...]
    looked_at: int


def place(instance: Instance, layout: Pairs, best: Pairs, limit: Limit = NO_LIMIT) -> Place:
    """Return where `layout` stands, or would stand if it were legal.

    `best` is the first of the ranking, or a layout in it where the first is not known.

    Raises:
        StoppedError: `limit` was reached before any ranked layout was found.
        DisagreementError: a ranked layout broke a rule or had another value when judged again.
    """
    source, most = _source(instance, limit)
    value, key = instance.valuation.value(layout), _Key(instance, layout)
    before, passed, listed = 0, False, list[Valued]()
    try:
        for worth, one in islice(source.layouts(), most):
            passed = passed or worth < value or (worth == value and not key.follows(one))
            before += not passed
            if len(listed) < _LOOKED_AT:
                listed.append((worth, one))
            elif passed:
                break
        passed = passed or before < most  # the ranking has ended
    except StoppedError:
        if limit.spent and not listed:
            raise
    before = before or int(best != layout and key.follows(best))
    nearest = tuple(_nearest(instance, layout, listed, source.bounds))
    return Place(before, passed, nearest, len(listed))


class _Key:
    """The place of a layout in the total order."""

    def __init__(self, instance: Instance, layout: Pairs) -> None:
        self._value = instance.valuation.value
        self._key = ranking_key(layout, self._value(layout))

    def follows(self, one: Pairs) -> bool:
        """Return whether the layout comes after `one`."""
        return ranking_key(one, self._value(one)) < self._key


def _source(instance: Instance, limit: Limit) -> tuple[Source, int]:
    """Return the ranking and how far it is read.

    The linkage engine is left out: the best layout is known, and those after it are CP-SAT's.
    """
    part = limit.within(_EFFORT)
    asked = RankQuestion(count=FEW_COUNTED, engine="constraint")
    fast = Source(instance, RankQuestion(count=1)).engine
    most = MOST_COUNTED.get(fast)
    if most is None or fast not in engines.LISTERS:
        return Source(instance, asked, limit=part), FEW_COUNTED
    return Source(instance, RankQuestion(count=most), limit=part), most


def _nearest(
    instance: Instance, layout: Pairs, listed: list[Valued], bounds: Mapping[str, int]
) -> list[Near]:
    others = [
        Near(rank, one, value, distance(one, layout))
        for rank, (value, one) in enumerate(listed, 1)
        if one != layout
    ]
    found = sorted(others, key=lambda one: (one.moves, one.rank))[:_NEAREST]
    for one in found:
        judge(instance, one.value, one.layout, bounds)
    return found
