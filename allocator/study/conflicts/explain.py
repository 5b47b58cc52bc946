"""Explain: why nothing is legal, all that cannot hold together, and the smallest way out."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from allocator.model.instance import Instance
from allocator.model.outcome import Conflict, Shortage
from allocator.optimize.limits import Limit
from allocator.study.conflicts.causes import counted
from allocator.study.conflicts.explore import EFFORT, explore
from allocator.study.conflicts.kinds import few_of_each, kind_of
from allocator.study.conflicts.relaxations import Relaxation, relaxations

MOST = 10
"""Most conflicts, and most relaxations, that are told."""


@dataclass(frozen=True)
class Explanation:
    """Why no layout is legal, the counts first; without conflicts, some layout is.

    At most `MOST` conflicts and relaxations are listed, of each kind a few. The counts say how many
    of each kind are known, see `kind_of`. `complete`: there are no others.
    """

    shortages: tuple[Shortage, ...]
    conflicts: tuple[Conflict, ...]
    relaxations: tuple[Relaxation, ...]
    kinds_of_conflicts: Mapping[Hashable, int]
    kinds_of_relaxations: Mapping[Hashable, int]
    complete: bool
    legal: bool

    @property
    def conflicts_known(self) -> int:
        """How many conflicts were found."""
        return sum(self.kinds_of_conflicts.values())

    @property
    def relaxations_known(self) -> int:
        """How many ways out were found."""
        return sum(self.kinds_of_relaxations.values())

    @property
    def decided(self) -> bool:
        """Whether it is known that a layout is legal, or that none is."""
        return self.legal or bool(self.conflicts) or bool(self.shortages)


def explain_conflicts(instance: Instance, most: int = MOST) -> Explanation:
    """Return why no layout is legal.

    Raises:
        DisagreementError: a layout that was found broke a rule when judged again.
    """
    found = explore(instance, most)
    legal = () in found.corrections
    corrections = () if legal else found.corrections
    listed = few_of_each(found.conflicts, lambda one: kind_of(one.parts))[:most]
    return Explanation(
        shortages=() if legal else counted(instance),
        conflicts=tuple(listed),
        relaxations=relaxations(instance, corrections, most, Limit(effort=EFFORT)),
        kinds_of_conflicts=Counter(kind_of(one.parts) for one in found.conflicts),
        kinds_of_relaxations=Counter(map(kind_of, corrections)),
        complete=found.complete,
        legal=legal,
    )
