"""Coupling rows: what binds the choices of several parks together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.patterns.table import Flags, Ints, Table, moves
from allocator.optimize.problem import Problem


@dataclass(frozen=True)
class Rows:
    """Bounds on sums over the patterns chosen.

    The first I rows count the parks of each industry; their n-th park costs ``step * (n - 1)``. One
    empty row follows, which the filler of short patterns points to; the others count what `weights`
    [E, P, N] says of each pattern in each park. `bounds` [I + 1 + E, 2] are the least and the most.
    """

    bounds: Ints
    step: int
    weights: Ints

    @classmethod
    def of(cls, instance: Instance, problem: Problem, table: Table) -> "Rows":
        """Read the rules that bind parks together."""
        others = list(_others(instance, problem, table))
        own = [*problem.industry_bounds.tolist(), (0, 0)]
        bounds = [*own, *((low, high) for low, high, _ in others)]
        shape = (len(others), len(problem.parks), len(table.members))
        weights = np.array([weight for *_, weight in others], np.int64).reshape(shape)
        return cls(np.array(bounds, np.int64), problem.overlap, weights)

    def step_of(self, row: int) -> int:
        """Return what a further place of a row costs more than the last: 0 beyond industries."""
        return self.step if row < len(self.bounds) - len(self.weights) - 1 else 0

    def entries(self, table: Table, park: Ints, pattern: Ints) -> tuple[Ints, Ints]:
        """Return the rows that patterns of parks add to, and how much, [L, W]."""
        special, filler = len(self.weights), len(self.bounds) - len(self.weights) - 1
        rows = table.members[pattern].astype(np.int64)
        amounts = (rows < filler).astype(np.int64)
        more = np.broadcast_to(np.arange(special) + filler + 1, (len(pattern), special))
        return (
            np.concatenate([rows, more], 1),
            np.concatenate([amounts, self.weights[:, park, pattern].T], 1),
        )


def _others(instance: Instance, problem: Problem, table: Table) -> Iterator[tuple[int, int, Ints]]:
    """Yield least, most and weights [P, N] of every rule that is no cap or floor of an industry."""
    rules, parks = instance.scenario.rules, problem.parks
    if rules.industry_cap.per == "sector":
        for sector, cap in instance.sector_caps.items():
            own = np.array([instance.sectors[one] == sector for one in problem.industries])
            held = np.minimum(table.holds(own), 1)
            yield 0, cap, np.broadcast_to(held, (len(parks), len(held)))
    for rule in rules.quota:
        if rule.parks is not None and len(set(rule.parks)) == 1:
            continue
        counted = np.array([rule.parks is None or park in rule.parks for park in parks])
        count = table.holds(_marked(problem, rule.industries))
        most = len(parks) * len(problem.industries)
        high = most if rule.max is None else rule.max
        yield rule.min or 0, high, counted[:, None] * count
    budget = rules.change_budget
    if budget is not None and budget.total is not None:
        yield 0, budget.total, _moves(problem, table, instance.current)
    if instance.reach is not None:
        yield 0, instance.reach.moves, _moves(problem, table, instance.reach.layout)


def _moves(problem: Problem, table: Table, layout: Pairs) -> Ints:
    return np.stack([moves(layout, problem, park, table.members) for park in problem.parks])


def _marked(problem: Problem, industries: tuple[str, ...] | None) -> Flags:
    if industries is None:
        return np.ones(len(problem.industries), np.bool_)
    return np.isin(np.array(problem.industries), np.array(industries))
