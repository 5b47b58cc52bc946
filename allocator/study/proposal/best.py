"""The best legal layout, as far as it is known when the search for it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, ranking_key
from allocator.model.outcome import Conflict, Ranking, Shortage, Status
from allocator.model.rules import violations
from allocator.study.proposal.parts import Parts
from allocator.study.ranking.ordered import keeps
from allocator.study.ranking.rank import RankQuestion, rank
from allocator.study.ranking.sources import Source

_QUESTION = RankQuestion(count=1)


@dataclass(frozen=True)
class Best:
    """The best legal layout, or what is known of it.

    `status` is optimal where `layout` is the best one, proven, and infeasible where nothing is
    legal, proven. Else the search was stopped: `layout` is the best legal one in hand, ``None`` if
    there is none, and `bound` a value that no legal layout exceeds, ``None`` if none is known.
    """

    status: Status
    engine: str
    layout: Pairs | None = None
    bound: int | None = None
    shortages: tuple[Shortage, ...] = ()
    conflict: Conflict | None = None
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> bool:
        """Whether the search ended, one way or the other."""
        return self.status in (Status.OPTIMAL, Status.INFEASIBLE)


def best_legal(instance: Instance, layout: Pairs, parts: Parts) -> Best:
    """Return the best legal layout; if the search is stopped, `layout` may be the best in hand.

    Raises:
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    ranking = parts.decide("best", lambda limit: rank(instance, _QUESTION, limit=limit))
    if ranking is not None and ranking.pressed:
        parts.stop()
    found = _found(instance, layout, ranking)
    if not found.decided:
        parts.leave("best")
    return found


def _found(instance: Instance, layout: Pairs, ranking: Ranking | None) -> Best:
    """Return what a ranking of one layout says of the best; ``None``: it was not made."""
    if ranking is None:
        engine = Source(instance, _QUESTION).engine
        ranking = Ranking(Status.INTERRUPTED, engine, (), None, exhausted=False, shared={})
    found = Best(
        status=ranking.status,
        engine=ranking.engine,
        layout=next((one.layout for one in ranking.layouts), None),
        bound=ranking.bound,
        shortages=ranking.shortages,
        conflict=ranking.conflict,
        levels=ranking.levels,
    )
    return found if found.decided else replace(found, layout=_in_hand(instance, layout, found))


def _in_hand(instance: Instance, layout: Pairs, found: Best) -> Pairs | None:
    """Return the first in order of the legal layouts in hand: found, judged, and the current one.

    ``None`` as well where aims are ordered and the search did not come to what they hold.
    """
    if instance.scenario.ordered and not found.levels:
        return None
    others = [layout, instance.current] if instance.current else [layout]
    held = [one for one in others if _qualifies(instance, one, found.levels)]
    held += [] if found.layout is None else [found.layout]
    value = instance.valuation.value
    return min(held, key=lambda one: ranking_key(one, value(one)), default=None)


def _qualifies(instance: Instance, layout: Pairs, levels: Mapping[str, int]) -> bool:
    return keeps(instance, layout, levels) and not violations(instance, layout)
