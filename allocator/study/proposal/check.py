"""Check: whether a layout is allowed, what it breaks, how far it is from the best."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import Conflict, Ranking, Shortage, Status
from allocator.model.rules import Violation, violations
from allocator.study.proposal.lifting import Lifting, lifting
from allocator.study.proposal.order import Order, order
from allocator.study.proposal.place import Place, place
from allocator.study.proposal.repair import Repairs, repairs
from allocator.study.proposal.review import Review, review
from allocator.study.ranking.rank import RankQuestion, decided, rank


@dataclass(frozen=True)
class Standing:
    """A layout's value and terms, in whole numbers (see `allocator.model.valuation`)."""

    layout: Pairs
    value: int
    terms: Mapping[str, int]


@dataclass(frozen=True)
class Check:
    """The verdict on a layout.

    `best` is the best legal layout, proven; ``None`` if nothing is legal. `unvalued` are pairs
    of the layout that a weighted criterion has no value for: its value leaves them out. `levels`
    are the least worths that an ordered objective holds. `place` and `repairs` are ``None`` where
    nothing is legal, `order` where the layout is the current one, or none is stated.
    """

    status: Status
    engine: str
    proposal: Standing
    current: Standing
    best: Standing | None
    violations: tuple[Violation, ...]
    shortages: tuple[Shortage, ...]
    unvalued: tuple[tuple[str, str], ...]
    lifting: Lifting
    review: Review
    place: Place | None = None
    repairs: Repairs | None = None
    order: Order | None = None
    conflict: Conflict | None = None
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def allowed(self) -> bool:
        """Whether the layout breaks no rule."""
        return not self.violations

    @property
    def gap(self) -> int | None:
        """The best legal value less the layout's; below 0 only if it breaks a rule or the order."""
        return None if self.best is None else self.best.value - self.proposal.value

    @property
    def missed(self) -> dict[str, int]:
        """By how much the layout stays below each level that it misses, by term."""
        short = {
            term: least - self.proposal.terms.get(term, 0) for term, least in self.levels.items()
        }
        return {term: amount for term, amount in short.items() if amount > 0}

    @property
    def to_best(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Pairs to add and to drop on the way from the layout to the best legal one."""
        best = self.proposal if self.best is None else self.best
        return moves(self.proposal.layout, best.layout)

    @property
    def added(self) -> list[tuple[str, str]]:
        """Pairs that the layout adds to the current one."""
        return moves(self.current.layout, self.proposal.layout)[0]

    @property
    def dropped(self) -> list[tuple[str, str]]:
        """Pairs that the layout drops from the current one."""
        return moves(self.current.layout, self.proposal.layout)[1]


def check(
    instance: Instance, layout: Pairs, moves: int | None = None, ranking: Ranking | None = None
) -> Check:
    """Judge `layout` by every rule and hold it against the best legal layout.

    `moves` is how far from it better legal layouts are looked for; see `repairs`. `ranking` is that
    of the best layout, where it is at hand.

    Raises:
        InterruptError: the search for the best layout was interrupted.
    """
    ranking = ranking or decided(rank(instance, RankQuestion(count=1)))
    best = ranking.layouts[0].layout if ranking.layouts else None
    return Check(
        status=ranking.status,
        engine=ranking.engine,
        proposal=standing(instance, layout),
        current=standing(instance, instance.current),
        best=None if best is None else standing(instance, best),
        violations=tuple(violations(instance, layout)),
        shortages=ranking.shortages,
        unvalued=tuple(sorted(layout & instance.unknown)),
        conflict=ranking.conflict,
        levels=ranking.levels,
        lifting=lifting(instance, layout),
        review=review(instance, layout),
        place=None if best is None else place(instance, layout, best),
        repairs=None if best is None else repairs(instance, layout, moves),
        order=order(instance, layout) if _is_step(instance, layout) else None,
    )


def _is_step(instance: Instance, layout: Pairs) -> bool:
    """Return whether there is a current layout and the one judged is another."""
    return bool(instance.current) and layout != instance.current


def standing(instance: Instance, layout: Pairs) -> Standing:
    """Return the value and terms of a layout."""
    return Standing(layout, instance.valuation.value(layout), instance.valuation.terms(layout))
