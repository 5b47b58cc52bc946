"""CP-SAT of OR-tools: ranking by a loop, worlds one by one, products, frontier by bounds."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.instances import Case, Ints
from benchmarks.timing import UnavailableError


@dataclass(frozen=True)
class _Model:
    model: cp_model.CpModel
    x: list[list[cp_model.IntVar]]

    @property
    def flat(self) -> list[cp_model.IntVar]:
        return [one for row in self.x for one in row]

    def worth(self, values: Ints) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.flat, values.ravel().tolist())


def ranked(case: Case, wanted: int) -> Ints:
    """Return the values of the best layouts: solve, forbid the answer, repeat."""
    model, solver = _linear(case), _solver()
    model.model.maximize(model.worth(case.value))
    values = []
    for _ in range(wanted):
        values.append(_optimum(solver, model))
        held = [solver.boolean_value(one) for one in model.flat]
        flips = [~one if is_in else one for one, is_in in zip(model.flat, held, strict=True)]
        model.model.add_bool_or(flips)
    return np.array(values)


def each_best(case: Case, values: Ints) -> Ints:
    """Return the best value under each of several matrices [S, P, I]."""
    found = []
    for matrix in values:
        model = _linear(case)
        model.model.maximize(model.worth(matrix))
        found.append(_optimum(_solver(), model))
    return np.array(found)


def with_products(case: Case, seconds: float, level: int | None = None) -> Ints:
    """Return the best value found in time with synergy and links as products, and its upper bound.

    `level` is how much of the model goes into the linear relaxation: 1 unless told, 2 is all.

    Raises:
        UnavailableError: no layout was found in time.
    """
    model, terms = _linear(case), []
    for (one, other), worth in case.synergy.items():
        terms += [(_both(model, row[one], row[other], worth), worth) for row in model.x]
    for (one, other), worth in case.links.items():
        for (p, q), (i, j) in product(case.near, ((one, other), (other, one))):
            terms.append((_both(model, model.x[p][i], model.x[q][j], worth), worth))
    added = sum(both * worth for both, worth in terms)
    model.model.maximize(model.worth(case.value) + added)
    solver = _solver()
    solver.parameters.max_time_in_seconds = seconds
    if level is not None:
        solver.parameters.linearization_level = level
    status = solver.solve(model.model)
    if status == cp_model.UNKNOWN:
        raise UnavailableError(f"no layout in {seconds:.0f} s")
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), solver.status_name(status)
    return np.array([round(solver.objective_value), round(solver.best_objective_bound)])


def frontier(case: Case, other: Ints, points: int) -> Ints:
    """Return the first points [n, 2] of the frontier of affinity and other values [P, I].

    By the epsilon-constraint.
    """
    found: list[tuple[int, int]] = []
    while len(found) < points:
        model, solver = _linear(case), _solver()
        first, second = model.worth(case.value), model.worth(other)
        if found:
            model.model.add(second > found[-1][1])
        model.model.maximize(first)
        if solver.solve(model.model) != cp_model.OPTIMAL:
            break
        best = round(solver.objective_value)
        model.model.add(first >= best)
        model.model.maximize(second)
        found.append((best, _optimum(solver, model)))
    return np.array(found)


def _linear(case: Case) -> _Model:
    model = cp_model.CpModel()
    x = [[model.new_bool_var("") for _ in row] for row in case.value]
    for row in x:
        model.add_linear_constraint(sum(row), case.park_floor, case.park_cap)
    for column in zip(*x, strict=True):
        model.add(sum(column) <= case.industry_cap)
    return _Model(model, x)


def _both(
    model: _Model, one: cp_model.IntVar, other: cp_model.IntVar, worth: int
) -> cp_model.IntVar:
    """Return a variable that is 1 where both are, as far as the sign of `worth` makes it matter."""
    both = model.model.new_bool_var("")
    if worth > 0:
        model.model.add_implication(both, one)
        model.model.add_implication(both, other)
    else:
        model.model.add_bool_or([both, ~one, ~other])
    return both


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver


def _optimum(solver: cp_model.CpSolver, model: _Model) -> int:
    status = solver.solve(model.model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return round(solver.objective_value)
