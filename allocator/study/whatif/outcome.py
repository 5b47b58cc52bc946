"""The best layout of one scenario, and what it meets: what scenarios are compared by."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Ranking
from allocator.model.scenario import Grant
from allocator.study.exceptions import slots_used
from allocator.study.prices.bounds import bounds
from allocator.study.ranking.rank import RankQuestion, decided, rank


@dataclass(frozen=True)
class Outcome:
    """A scenario with the ranking of its best layout alone.

    Amounts are as people see them: two scenarios may count in different whole numbers.
    """

    instance: Instance
    ranking: Ranking

    @classmethod
    def of(cls, instance: Instance) -> "Outcome":
        """Find the best layout, judged.

        Raises:
            InterruptError: the search was interrupted.
            DisagreementError: the layout broke a rule or had another value when judged again.
        """
        return cls(instance, decided(rank(instance, RankQuestion(count=1))))

    @property
    def best(self) -> Pairs | None:
        """The best layout; ``None`` if nothing is legal, proven."""
        return self.ranking.layouts[0].layout if self.ranking.layouts else None

    @property
    def value(self) -> Decimal | None:
        """What the best layout is worth, exactly."""
        layouts = self.ranking.layouts
        return self.instance.valuation.shown(layouts[0].value) if layouts else None

    @property
    def terms(self) -> Mapping[str, Decimal]:
        """What each term of it is worth."""
        shown = self.instance.valuation.shown
        terms = self.ranking.layouts[0].terms if self.ranking.layouts else {}
        return {term: shown(worth) for term, worth in terms.items()}

    @property
    def rivals(self) -> int:
        """How many further layouts are worth as much, at least: the first of them is not listed."""
        return sum(count for count, _ in self.ranking.shared.values()) - len(self.ranking.layouts)

    @cached_property
    def binding(self) -> Mapping[str, tuple[int, int]]:
        """Per rule, how many of its bounds the best layout meets exactly, and of how many."""
        if self.best is None:
            return {}
        every, tight = Counter[str](), Counter[str]()
        for one in bounds(self.instance, self.best):
            every[one.stated.rule] += 1
            tight[one.stated.rule] += one.tight
        return {rule: (tight[rule], count) for rule, count in every.items() if tight[rule]}

    @cached_property
    def exceptions(self) -> tuple[tuple[Grant, int], ...]:
        """Every granted exception, with how many of its slots the best layout needs."""
        best = self.best or frozenset()
        return tuple(
            (grant, slots_used(self.instance, grant, best))
            for grant in self.instance.scenario.grants
        )


def measured_otherwise(base: Outcome, other: Outcome) -> bool:
    """Return whether weights or affinities differ, so that a difference of values is no cost."""
    one, two = base.instance, other.instance
    shared = one.affinity.keys() & two.affinity.keys()
    return one.scenario.objective != two.scenario.objective or any(
        one.affinity[pair].value != two.affinity[pair].value for pair in shared
    )
