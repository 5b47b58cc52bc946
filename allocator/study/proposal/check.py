"""Check: whether a layout is allowed, what it breaks, how far it is from the best."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import Conflict, Shortage, Status
from allocator.model.rules import Violation, violations
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.proposal.best import Best, best_legal
from allocator.study.proposal.lifting import Lifting, lifting
from allocator.study.proposal.order import Order, order
from allocator.study.proposal.parts import Part, Parts
from allocator.study.proposal.place import Place, place
from allocator.study.proposal.repair import Repairs, repairs
from allocator.study.proposal.review import Review, review


@dataclass(frozen=True)
class Standing:
    """A layout's value and terms, in whole numbers (see `allocator.model.valuation`)."""

    layout: Pairs
    value: int
    terms: Mapping[str, int]


@dataclass(frozen=True)
class Check:
    """The verdict on a layout.

    `status` is that of `best`: the best legal layout, proven, where it is optimal; ``None`` where
    nothing is legal, proven, and it is infeasible. Else a limit or Ctrl-C stopped the search, and
    `best` is the best legal layout in hand, ``None`` if there is none; no legal layout is worth
    more than `bound`, if that is known. `unvalued` are pairs of the layout that a weighted
    criterion has no value for: its value leaves them out. `levels` are the least worths that an
    ordered objective holds. `place` and `repairs` are ``None`` where nothing is legal, `order`
    where the layout is the current one, or none is stated; all three also where they are named
    in `undecided`, the parts that were stopped.
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
    bound: int | None = None
    undecided: tuple[Part, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the layout breaks no rule."""
        return not self.violations

    @property
    def proven(self) -> bool:
        """Whether `best` is the best legal layout, proven."""
        return self.status is Status.OPTIMAL

    @property
    def value_proven(self) -> bool:
        """Whether no legal layout is worth more than `best`, proven, whichever comes first."""
        return self.best is not None and self.bound is not None and self.best.value >= self.bound

    @property
    def short(self) -> int | None:
        """The value of `best` less the layout's."""
        return None if self.best is None else self.best.value - self.proposal.value

    @property
    def gap(self) -> int | None:
        """The best legal value less the layout's, where it is proven.

        Below 0 only if the layout breaks a rule or the order.
        """
        return self.short if self.value_proven else None

    @property
    def gap_at_most(self) -> int | None:
        """What no legal layout is worth more than, less the layout's value."""
        return None if self.bound is None else self.bound - self.proposal.value

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
    instance: Instance, layout: Pairs, moves: int | None = None, limit: Limit = NO_LIMIT
) -> Check:
    """Judge `layout` by every rule and hold it against the best legal layout.

    `moves` is how far from it better legal layouts are looked for; see `repairs`. What `limit` or
    Ctrl-C stops is left undecided, the verdict never.
    """
    parts = Parts(limit)
    way = _way(instance, layout, parts)
    best = best_legal(instance, layout, parts)
    near = _Near.of(instance, layout, best, moves, parts)
    return Check(
        status=best.status,
        engine=best.engine,
        proposal=standing(instance, layout),
        current=standing(instance, instance.current),
        best=None if best.layout is None else standing(instance, best.layout),
        violations=tuple(violations(instance, layout)),
        shortages=best.shortages,
        unvalued=tuple(sorted(layout & instance.unknown)),
        conflict=best.conflict,
        levels=best.levels,
        lifting=lifting(instance, layout),
        review=review(instance, layout),
        place=near.place,
        repairs=near.repairs,
        order=way,
        bound=best.bound,
        undecided=parts.undecided,
    )


@dataclass(frozen=True)
class _Near:
    """What lies near a layout; nothing where no legal layout is known."""

    place: Place | None = None
    repairs: Repairs | None = None

    @classmethod
    def of(
        cls, instance: Instance, layout: Pairs, best: Best, moves: int | None, parts: Parts
    ) -> Self:
        if (known := best.layout) is None:
            if not best.decided:
                parts.leave("place", "repairs")
            return cls()
        return cls(
            parts.decide("place", lambda limit: place(instance, layout, known, limit)),
            parts.decide("repairs", lambda limit: repairs(instance, layout, moves, limit)),
        )


def _way(instance: Instance, layout: Pairs, parts: Parts) -> Order | None:
    """Return the order of moves, if there is a current layout and the one judged is another."""
    if not instance.current or layout == instance.current:
        return None
    return parts.decide("order", lambda limit: order(instance, layout, limit))


def standing(instance: Instance, layout: Pairs) -> Standing:
    """Return the value and terms of a layout."""
    return Standing(layout, instance.valuation.value(layout), instance.valuation.terms(layout))
