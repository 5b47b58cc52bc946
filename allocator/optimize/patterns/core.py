"""The core: CP-SAT on the few patterns near the bound, exact where a search would take too long.

Losses against the bound are 0 or more and add up. So a choice that loses no more than a budget has
only patterns that lose no more each, and the one that CP-SAT proves to lose least among those is
the best of all; where it proves that there is none the budget is doubled.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    IntVar,
    LinearExpr,
)

from allocator.errors import EngineError
from allocator.optimize.constraint.interruptible import run
from allocator.optimize.cp_sat import solver_for
from allocator.optimize.limits import InterruptError, Limit, TooHardError
from allocator.optimize.patterns.dual import Dual
from allocator.optimize.patterns.duals import best_count
from allocator.optimize.patterns.table import Flags, Ints, Table

_MOST_LITERALS = 300_000
_MOST_LOSS = 1 << 53
"""CP-SAT compares its best answer and its bound in floats, which are exact up to here."""

Within = Callable[[int], tuple[Ints, Ints, Ints]]
"""Parks, patterns and losses of all patterns that lose no more than a budget."""


class UnprovenError(Exception):
    """CP-SAT stopped; `choice` [P] is what it had in hand, `lost` what every choice loses."""

    def __init__(self, choice: Ints | None, lost: int) -> None:
        self.choice = choice
        self.lost = lost
        super().__init__("stopped by a limit")


@dataclass(frozen=True)
class Core:
    """Choices that lose least, at least `apart` moves from each of those `taken`."""

    table: Table
    dual: Dual
    within: Within
    limit: Limit
    apart: int = 1
    taken: list[Ints] = field(default_factory=list)

    def least(self, budget: int, step: int) -> tuple[int, Ints] | None:
        """Return what the best choice loses, and the choice; ``None`` if there is none.

        Raises:
            UnprovenError: the limit was reached.
            TooHardError: too many patterns are left, or they lose more than CP-SAT can compare.
        """
        proven = 0
        while True:
            budget = min(budget, self.dual.most)
            found = self._best(budget, proven)
            if found is not None or budget >= self.dual.most:
                return found
            proven, budget = budget + 1, 2 * budget + step

    def tied(self, loss: int, first: Ints) -> Iterator[Ints]:
        """Yield all other choices that lose as little as the best one."""
        listed = [first]
        while (found := self._best(loss, loss, listed)) is not None:
            yield found[1]
            listed.append(found[1])

    def _best(self, budget: int, proven: int, but: Sequence[Ints] = ()) -> tuple[int, Ints] | None:
        """Return the best choice within a budget but for some."""
        model = self._model(budget)
        if model is None:
            return None
        for choice in but:
            model.keep_apart(choice, 1)
        return model.solve(self.limit, proven)

    def _model(self, budget: int) -> "_Model | None":
        park, pattern, loss = self.within(budget)
        if len(np.unique(park)) < len(self.dual.losses):
            return None
        if budget >= _MOST_LOSS or len(park) > _MOST_LITERALS:
            raise TooHardError
        model = _Model(self.table, self.dual, (park, pattern, loss), budget)
        for choice in self.taken:
            model.keep_apart(choice, self.apart)
        return model


class _Model:
    """One literal for each pattern of a park that is left; all losses together are minimised."""

    def __init__(
        self, table: Table, dual: Dual, left: tuple[Ints, Ints, Ints], budget: int
    ) -> None:
        self._table, self._dual, self._budget = table, dual, budget
        self._park, self._pattern, self._loss = left
        self._cp = CpModel()
        self._x = [self._cp.new_bool_var("") for _ in self._park]
        self._terms: list[IntVar] = list(self._x)
        self._costs: list[int] = self._loss.tolist()
        for row in range(len(dual.losses)):
            own = np.flatnonzero(self._park == row)
            self._cp.add_exactly_one([self._x[n] for n in own])
        for row in range(len(dual.multipliers)):
            self._bound_row(row)
        total = LinearExpr.weighted_sum(self._terms, self._costs)
        self._cp.add(total <= budget)
        self._cp.minimize(total)

    def keep_apart(self, choice: Ints, moves: int) -> None:
        """Admit only choices at least so many moves from this one."""
        held = self._held
        old = np.zeros((len(choice), held.shape[1] + 1), np.bool_)
        np.put_along_axis(old, self._table.members[choice].astype(np.int64), True, 1)
        changed = (held != old[self._park, :-1]).sum(1)
        self._cp.add(self._sum(changed) >= moves)

    def solve(self, limit: Limit, proven: int) -> tuple[int, Ints] | None:
        """Return what the best choice loses, and the choice; ``None`` if the budget admits none.

        Raises:
            UnprovenError: the limit was reached; that `proven` is lost is known.
        """
        solver = solver_for(limit)
        if run(solver, self._cp):
            raise InterruptError
        status = solver.response_proto.status
        limit.spend(solver.response_proto.deterministic_time)
        if status == INFEASIBLE:
            return None
        if status not in (OPTIMAL, FEASIBLE, UNKNOWN):
            raise EngineError("patterns", solver.status_name(status))
        if status == UNKNOWN:
            raise UnprovenError(None, proven)
        chosen = np.array([n for n, one in enumerate(self._x) if solver.boolean_value(one)])
        choice = np.zeros(len(self._dual.losses), np.int64)
        choice[self._park[chosen]] = self._pattern[chosen]
        if status == FEASIBLE:
            raise UnprovenError(choice, proven)
        return self._lost(chosen), choice

    def _lost(self, chosen: Ints) -> int:
        """Return what a choice loses, exactly: CP-SAT's own objective is a float."""
        total = int(self._loss[chosen].sum())
        for row in range(len(self._dual.multipliers)):
            total += self._dual.row_loss(row, int(self._amounts(row)[chosen].sum()))
        return total

    def _bound_row(self, row: int) -> None:
        """Keep a row's bounds, and let it lose what its count is worth less than its best one.

        The best count less what places fall short of it plus what goes beyond: written so, no sum
        is larger than what may be lost.
        """
        bounds, rates, _ = self._dual.limits
        (low, high), (multiplier, step) = bounds[row].tolist(), rates[row].tolist()
        count_of = self._sum(self._amounts(row))
        if step == 0 and multiplier == 0:
            self._cp.add_linear_constraint(count_of, low, high)
            return
        best = best_count(multiplier, low, high, step)
        if step == 0:
            most = min(high - low, self._budget // abs(multiplier))
            slack = self._lose(self._cp.new_int_var(0, most, ""), abs(multiplier))
            self._cp.add(count_of == (best - slack if multiplier > 0 else best + slack))
            return
        fewer = self._units(multiplier - step * n for n in range(best - 1, low - 1, -1))
        more = self._units(step * n - multiplier for n in range(best, high))
        self._cp.add(count_of == best - LinearExpr.sum(fewer) + LinearExpr.sum(more))

    def _units(self, costs: Iterator[int]) -> list[IntVar]:
        """Return a literal per unit, dearer and dearer, as many as the budget pays."""
        made, spent = list[IntVar](), 0
        for cost in costs:
            spent += cost
            if spent > self._budget:
                break
            made.append(self._lose(self._cp.new_bool_var(""), cost))
        return made

    def _lose(self, one: IntVar, cost: int) -> IntVar:
        self._terms.append(one)
        self._costs.append(cost)
        return one

    def _sum(self, amounts: Ints) -> LinearExpr:
        used = np.flatnonzero(amounts)
        return LinearExpr.weighted_sum([self._x[n] for n in used], amounts[used].tolist())

    def _amounts(self, row: int) -> Ints:
        """Return how much each literal adds to a row."""
        first = len(self._dual.multipliers) - len(self._dual.rows.weights)
        if row >= first:
            weights: Ints = self._dual.rows.weights[row - first, self._park, self._pattern]
            return weights
        if row == first - 1:
            return np.zeros(len(self._park), np.int64)
        return self._held[:, row].astype(np.int64)

    @cached_property
    def _held(self) -> Flags:
        """Return which industries the pattern of each literal holds, [L, I]."""
        industries = len(self._dual.multipliers) - len(self._dual.rows.weights) - 1
        held = np.zeros((len(self._park), industries + 1), np.bool_)
        members = self._table.members[self._pattern].astype(np.int64)
        np.put_along_axis(held, members, True, 1)
        return held[:, :-1]
