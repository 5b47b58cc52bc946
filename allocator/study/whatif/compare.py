"""What if (假设分析): variants beside the scenario that they change, and what causes what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from allocator.affinity import affinity_matrix
from allocator.errors import InapplicableError
from allocator.model.affinity import AffinityMatrix
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, moves
from allocator.model.rules import Violation, violations
from allocator.model.scenario import Scenario
from allocator.model.variant import ChangeEntry, Variant
from allocator.study.whatif.outcome import Outcome

Moves = tuple[list[tuple[str, str]], list[tuple[str, str]]]
"""Pairs to add and pairs to drop."""


@dataclass(frozen=True)
class Shift:
    """What a park or an industry gains and loses, and its affinities added up before and after."""

    id: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Judged:
    """A layout of the base, judged in a variant. `gone` are pairs of which a side is not there.

    `unvalued` are pairs that a weighted criterion has no value for: `value` leaves them out.
    """

    layout: Pairs
    gone: Pairs
    unvalued: Pairs
    violations: tuple[Violation, ...]
    value: Decimal


@dataclass(frozen=True)
class Without:
    """A variant without one of its changes, counted from 1.

    `outcome` is ``None`` where it cannot be left out alone: the change `needed_by` rests on it.
    """

    number: int
    outcome: Outcome | None
    needed_by: int | None = None


@dataclass(frozen=True)
class Compared:
    """A variant beside its base. `stages` are the scenarios before each of its changes."""

    variant: Variant
    base: Outcome
    outcome: Outcome
    stages: tuple[Scenario, ...]
    judged: Judged | None
    without: tuple[Without, ...]

    @property
    def difference(self) -> Decimal | None:
        """Its best value less that of the base; ``None`` where one of them has none."""
        return minus(self.outcome.value, self.base.value)

    @property
    def moves(self) -> Moves | None:
        """From the best layout of the base to its own."""
        return moves_between(self.base, self.outcome)

    @cached_property
    def parks(self) -> tuple[Shift, ...]:
        """The parks that gain or lose an industry or affinity, by id."""
        return tuple(self._shifts(0))

    @cached_property
    def industries(self) -> tuple[Shift, ...]:
        """The industries that gain or lose a park or affinity, by id."""
        return tuple(self._shifts(1))

    def effect(self, without: Without) -> tuple[Decimal | None, Moves | None]:
        """Return what a change alone adds to the value, and which moves it causes."""
        if without.outcome is None:
            return None, None
        return (
            minus(self.outcome.value, without.outcome.value),
            moves_between(without.outcome, self.outcome),
        )

    @property
    def together(self) -> Decimal | None:
        """What the changes do together beyond the sum of what each adds alone.

        ``None`` where one of them cannot be left out alone, or something has no legal layout.
        """
        alone = [self.effect(one)[0] for one in self.without]
        known = [one for one in alone if one is not None]
        return minus(self.difference, sum(known, Decimal(0))) if len(known) == len(alone) else None

    def _shifts(self, side: int) -> Iterator[Shift]:
        before, after = self.base.best, self.outcome.best
        if before is None or after is None:
            return
        for one in sorted({pair[side] for pair in before | after}):
            old = frozenset(pair for pair in before if pair[side] == one)
            new = frozenset(pair for pair in after if pair[side] == one)
            gained, lost = moves(old, new)
            worth = affinity_sum(self.base, old), affinity_sum(self.outcome, new)
            if gained or lost or worth[0] != worth[1]:
                into, out = (tuple(pair[1 - side] for pair in pairs) for pairs in (gained, lost))
                yield Shift(one, into, out, *worth)


@dataclass(frozen=True)
class WhatIf:
    """A scenario, and variants of it side by side."""

    base: Outcome
    compared: tuple[Compared, ...]

    @property
    def nothing_is_legal(self) -> bool:
        """Whether neither the base nor any variant has a legal layout."""
        every = (self.base, *(one.outcome for one in self.compared))
        return all(one.best is None for one in every)


def what_if(base: Instance, variants: Sequence[Variant]) -> WhatIf:
    """Compare variants, each a list of changes to the scenario of `base`, with it.

    Raises:
        InapplicableError: a change cannot be made.
        StoppedError: a search was interrupted.
        DisagreementError: a layout broke a rule or had another value when judged again.
    """
    worlds = _Worlds(base)
    return WhatIf(worlds.base, tuple(_compared(worlds, variant) for variant in variants))


def minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return the difference of two values; ``None`` where one of them is not there."""
    return None if one is None or other is None else one - other


def moves_between(one: Outcome, other: Outcome) -> Moves | None:
    """Return the moves from one best layout to another; ``None`` where one is not there."""
    return None if one.best is None or other.best is None else moves(one.best, other.best)


def affinity_sum(outcome: Outcome, layout: Pairs) -> Decimal:
    """Return the affinities of a layout added up; one that is not known adds nothing."""
    matrix = outcome.instance.affinity
    return sum((matrix[pair].value or Decimal(0) for pair in layout), Decimal(0))


class _Worlds:
    """Scenarios near a base, solved; affinities are computed once per distinct evidence."""

    def __init__(self, base: Instance) -> None:
        self.base = Outcome.of(base)
        self._matrices: list[tuple[tuple[Any, ...], AffinityMatrix]] = [
            (_basis(base.scenario), base.affinity)
        ]

    def outcome(self, scenario: Scenario) -> Outcome:
        """Return the best layout of a scenario."""
        if scenario is self.base.instance.scenario:
            return self.base
        return Outcome.of(Instance(scenario, self._affinity(scenario)))

    def _affinity(self, scenario: Scenario) -> AffinityMatrix:
        basis = _basis(scenario)
        for known, matrix in self._matrices:
            if known == basis:
                return matrix
        matrix = affinity_matrix(scenario)
        self._matrices.append((basis, matrix))
        return matrix


def _basis(scenario: Scenario) -> tuple[Any, ...]:
    """Return all that affinities depend on."""
    return (
        {row.id for row in scenario.parks},
        {row.id for row in scenario.industries},
        scenario.as_of,
        scenario.affinity,
        scenario.sources,
        scenario.evidence,
        scenario.counts,
        scenario.given,
        scenario.reference,
        scenario.crosswalk,
        scenario.adjustments,
    )


def _compared(worlds: _Worlds, variant: Variant) -> Compared:
    stages = [worlds.base.instance.scenario]
    for entry in variant.changes:
        stages.append(entry.change.apply(stages[-1]))
    outcome = worlds.outcome(variant.apply(stages[0]))
    return Compared(
        variant=variant,
        base=worlds.base,
        outcome=outcome,
        stages=tuple(stages[:-1]),
        judged=_judged(worlds.base.best, outcome.instance),
        without=tuple(_left_out(worlds, variant)),
    )


def _judged(layout: Pairs | None, instance: Instance) -> Judged | None:
    if layout is None:
        return None
    here = frozenset(pair for pair in layout if pair in instance.affinity)
    return Judged(
        layout=here,
        gone=layout - here,
        unvalued=here & instance.unknown,
        violations=tuple(violations(instance, here)),
        value=instance.valuation.shown(instance.valuation.value(here)),
    )


def _left_out(worlds: _Worlds, variant: Variant) -> Iterator[Without]:
    """Yield the variant without each of its changes in turn."""
    for number in range(1, len(variant.changes) + 1):
        others = [(n, one) for n, one in enumerate(variant.changes, 1) if n != number]
        made = _made(worlds.base.instance.scenario, others)
        if isinstance(made, int):
            yield Without(number, None, made)
        else:
            yield Without(number, worlds.outcome(made))


def _made(scenario: Scenario, changes: Sequence[tuple[int, ChangeEntry]]) -> Scenario | int:
    """Return the scenario that changes make, or the number of the first that cannot be made."""
    for number, entry in changes:
        try:
            scenario = entry.change.apply(scenario)
        except InapplicableError:
            return number
    return scenario
