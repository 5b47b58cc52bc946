"""Sharper multipliers: the prices of a linear program over the few patterns that lose least.

Subgradient steps get near the best multipliers and then crawl. The linear program over the patterns
near them ends at the best ones for those patterns (its rows' prices), and in whole numbers, over
all patterns, they prove a bound like any others. A program that leaves patterns out may be wrong
about them: nothing rests on it.
"""

import numpy as np
from ortools.linear_solver.pywraplp import Constraint, Solver, Variable

from allocator.optimize.patterns.duals import Case, Floats
from allocator.optimize.patterns.table import NEVER, Ints

_SHARE = 20
"""Patterns that lose up to one in so many parts of the gap are in the program."""
_MOST_COLUMNS = 20_000


def sharpen(case: Case, net: Ints, chosen: Ints, gap: int) -> tuple[Floats, Ints] | None:
    """Return the program's prices [K], and the patterns [P] that it has most of in each park.

    `net` [P, N] is what patterns are worth less prices so far; `chosen` [P] is a legal choice, so
    that the program has an answer, and `gap` what it is worth less than the bound. ``None`` if
    the solver found none.
    """
    park, pattern = _near(net, chosen, gap)
    program = _Program(case, park, pattern)
    return program.answer() if program.solve() else None


def _near(net: Ints, chosen: Ints, gap: int) -> tuple[Ints, Ints]:
    """Return the parks and patterns of the columns: what loses little, and the choice."""
    loss = net.max(1, keepdims=True) - net
    limit = gap // _SHARE
    if int((loss <= limit).sum()) > _MOST_COLUMNS:
        limit = min(limit, int(np.partition(loss, _MOST_COLUMNS, None)[_MOST_COLUMNS]))
    near = (loss <= limit) & (net > NEVER)
    near[np.arange(len(chosen)), chosen] = True
    park, pattern = np.nonzero(near)
    return park, pattern


class _Program:
    """One column per pattern of a park, one row per park and per coupling row."""

    def __init__(self, case: Case, park: Ints, pattern: Ints) -> None:
        self._case, self._park, self._pattern = case, park, pattern
        self._solver = Solver.CreateSolver("GLOP")
        self._unit = max(1.0, float(np.abs(case[1][park, pattern]).max()))
        self._parks = [self._solver.Constraint(1.0, 1.0) for _ in range(len(case[1]))]
        self._rows = [self._row(row) for row in range(len(case[4]))]
        self._columns = [self._column(*one) for one in zip(park, pattern, strict=True)]
        self._solver.Objective().SetMaximization()

    def solve(self) -> bool:
        """Return whether the solver found the best answer."""
        return bool(self._solver.Solve() == Solver.OPTIMAL)

    def answer(self) -> tuple[Floats, Ints]:
        """Return the prices of the coupling rows, and each park's pattern of the largest part."""
        prices = np.array([row.dual_value() for row in self._rows]) * self._unit
        part = np.array([column.solution_value() for column in self._columns])
        chosen = np.zeros(len(self._parks), np.int64)
        rising = np.argsort(part, kind="stable")
        chosen[self._park[rising]] = self._pattern[rising]  # the last one written stays
        return prices, chosen

    def _row(self, row: int) -> Constraint:
        """Bound a count; where places cost, each one is a column beyond the least count."""
        (low, high), step = self._case[4][row].tolist(), self._case[5]
        if step == 0 or row >= len(self._case[4]) - len(self._case[3]) - 1:
            return self._solver.Constraint(float(low), float(high))
        made = self._solver.Constraint(float(low), float(low))
        for place in range(low, high):
            column = self._solver.NumVar(0.0, 1.0, "")
            made.SetCoefficient(column, -1.0)
            self._solver.Objective().SetCoefficient(column, -step * place / self._unit)
        return made

    def _column(self, park: int, pattern: int) -> Variable:
        _, worth, members, weights, bounds, _ = self._case
        column = self._solver.NumVar(0.0, 1.0, "")
        self._solver.Objective().SetCoefficient(column, float(worth[park, pattern]) / self._unit)
        self._parks[park].SetCoefficient(column, 1.0)
        first = len(bounds) - len(weights)
        for row in members[pattern].tolist():
            if row < first - 1:
                self._rows[row].SetCoefficient(column, 1.0)
        for row, amount in enumerate(weights[:, park, pattern].tolist()):
            self._rows[first + row].SetCoefficient(column, float(amount))
        return column
