"""Patterns: every set of industries that a park may hold, with what each is worth to each park."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.problem import BARRED, LOCKED, Problem

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = -(1 << 61)
"""The worth of a pattern that breaks a rule of its park."""


@dataclass(frozen=True)
class Table:
    """All patterns of up to as many industries as the largest park cap admits.

    `members` [N, W] are the industries of each pattern by number, `I` beyond; `size` [N] counts
    them; `worth` [P, N] is what a pattern adds to the key in each park, NEVER where a rule of the
    park forbids it.
    """

    members: NDArray[np.int16]
    size: Ints
    worth: Ints

    @classmethod
    def of(cls, instance: Instance, problem: Problem) -> "Table":
        """List the patterns of an instance and value them."""
        largest = min(int(problem.park_bounds[:, 1].max()), len(problem.industries))
        members = patterns(len(problem.industries), largest)
        size = (members < len(problem.industries)).sum(1)
        worth = _worth(instance, problem, members)
        for park, legal in enumerate(_legal(instance, problem, members, size)):
            worth[park, ~legal] = NEVER
        return cls(members, size, worth)

    @cached_property
    def number_of(self) -> Mapping[tuple[int, ...], int]:
        """The number of each pattern, by its members in rising order, the filler behind."""
        return {members: n for n, members in enumerate(map(tuple, self.members.tolist()))}

    def holds(self, industries: Flags) -> Ints:
        """Return how many of the marked industries [I] each pattern holds, [N]."""
        return _count(industries, self.members)


def patterns(industries: int, largest: int) -> NDArray[np.int16]:
    """Return all sets of up to so many industries, [N, largest]; the filler is `industries`."""
    level = np.full((1, largest), industries, np.int16)
    last, every = np.full(1, -1), [level]
    for place in range(largest):
        following = industries - 1 - last
        parent = np.repeat(np.arange(len(last)), following)
        start = np.repeat(np.cumsum(following) - following, following)
        last = last[parent] + 1 + np.arange(len(parent)) - start
        level = level[parent]
        level[:, place] = last
        every.append(level)
    return np.concatenate(every)


def _worth(instance: Instance, problem: Problem, members: NDArray[np.int16]) -> Ints:
    gain = np.pad(problem.gain, ((0, 0), (0, 1)))
    worth = np.zeros((len(problem.parks), len(members)), np.int64)
    for place in range(members.shape[1]):
        worth += np.take(gain, members[:, place], 1)
    synergy = _synergy(instance, problem)
    together = np.zeros(len(members), np.int64)
    for place in range(members.shape[1]):
        for other in range(place):
            together += synergy[members[:, other], members[:, place]]
    worth += together
    return worth


def _synergy(instance: Instance, problem: Problem) -> Ints:
    """Return what two industries in one park add to the key, [I + 1, I + 1]."""
    places = {one: n for n, one in enumerate(problem.industries)}
    table = np.zeros((len(places) + 1, len(places) + 1), np.int64)
    for two, worth in instance.valuation.synergy.items():
        if len(two) == 2:
            one, other = (places[each] for each in two)
            table[one, other] = table[other, one] = worth * problem.room
    return table


def _legal(
    instance: Instance, problem: Problem, members: NDArray[np.int16], size: Ints
) -> Iterator[Flags]:
    """Yield for each park which patterns its own rules admit, [N]."""
    together = _together(instance, problem, members)
    for row, park in enumerate(problem.parks):
        floor, cap = problem.park_bounds[row]
        legal = together & (size >= floor) & (size <= cap)
        for state, needed in ((BARRED, 0), (LOCKED, int((problem.state[row] == LOCKED).sum()))):
            marked = problem.state[row] == state
            if marked.any():
                legal &= _count(marked, members) == needed
        yield _within_limits(instance, problem, park, members, legal)


def _count(marked: Flags, members: NDArray[np.int16]) -> Ints:
    count: Ints = np.append(marked, False).astype(np.int64)[members].sum(1)
    return count


def _together(instance: Instance, problem: Problem, members: NDArray[np.int16]) -> Flags:
    """Return which patterns keep `exclusive` and `requires`."""
    places = {one: n for n, one in enumerate(problem.industries)}
    holds = {
        one: (members == places[one]).any(1)
        for rule in instance.scenario.rules.exclusive
        for one in rule.industries
    }
    for rule in instance.scenario.rules.requires:
        holds |= {one: (members == places[one]).any(1) for one in (rule.industry, rule.needs)}
    legal = np.ones(len(members), np.bool_)
    for exclusive in instance.scenario.rules.exclusive:
        one, other = exclusive.industries
        legal &= ~(holds[one] & holds[other])
    for needed in instance.scenario.rules.requires:
        legal &= ~holds[needed.industry] | holds[needed.needs]
    return legal


def _within_limits(
    instance: Instance, problem: Problem, park: str, members: NDArray[np.int16], legal: Flags
) -> Flags:
    """Return the legal patterns that keep the park's supplies, quotas and own change budget."""
    for (resource, where), supply in instance.supplies.items():
        if where == park:
            needs = [instance.need(resource, (park, one)) for one in problem.industries]
            legal &= _affordable(needs, supply, members)
    for rule in instance.scenario.rules.quota:
        if rule.parks is not None and set(rule.parks) == {park}:
            count = _count(_marked(problem, rule.industries), members)
            legal &= count >= (rule.min or 0)
            legal &= count <= (len(problem.industries) if rule.max is None else rule.max)
    budget = instance.scenario.rules.change_budget
    if budget is not None and budget.per_park is not None:
        legal &= moves(instance.current, problem, park, members) <= budget.per_park
    return legal


def moves(layout: Pairs, problem: Problem, park: str, members: NDArray[np.int16]) -> Ints:
    """Return how many moves from a layout each pattern is in a park, [N]."""
    held = np.array([(park, one) in layout for one in problem.industries])
    return _count(~held, members) - _count(held, members) + int(held.sum())


def _marked(problem: Problem, industries: tuple[str, ...] | None) -> Flags:
    chosen = problem.industries if industries is None else industries
    return np.isin(np.array(problem.industries), np.array(chosen))


def _affordable(needs: list[Decimal], supply: Decimal, members: NDArray[np.int16]) -> Flags:
    """Return which patterns need no more than the supply, exactly."""
    exact, limit = [Fraction(one) for one in needs], Fraction(supply)
    unit = lcm(*(one.denominator for one in [*exact, limit]))
    whole = [int(one * unit) for one in exact]
    fits = sum(whole) < 1 << 62
    row = np.array([*whole, 0], np.int64 if fits else object)
    return np.asarray(row[members].sum(1) <= int(limit * unit), np.bool_)
