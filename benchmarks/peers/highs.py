"""HiGHS: a MIP loop, linear programs that restart from the last basis, full patterns."""

from itertools import combinations
from math import floor

import highspy
import numpy as np
from numpy.typing import NDArray

from benchmarks.instances import Case, Ints
from benchmarks.timing import NO_BOUND


def ranked(case: Case, wanted: int) -> Ints:
    """Return the values of the best layouts: solve, cut the answer off, repeat."""
    solver, size = _solver(_matrix_model(case, whole=True)), case.value.size
    every, values = np.arange(size, dtype=np.int32), []
    for _ in range(wanted):
        values.append(_optimum(solver))
        held = np.array(solver.getSolution().col_value) > 0.5
        most = float(held.sum() - 1)
        solver.addRow(-highspy.kHighsInf, most, size, every, np.where(held, 1.0, -1.0))
    return np.array(values)


def flips(case: Case) -> Ints:
    """Return what the best value loses [P, I] if a pair is flipped, each from the best basis."""
    solver = _solver(_matrix_model(case))
    best = _optimum(solver)
    held = np.array(solver.getSolution().col_value) > 0.5
    losses = []
    for pair, is_in in enumerate(held.tolist()):
        solver.changeColBounds(pair, 1 - is_in, 1 - is_in)
        losses.append(best - _optimum(solver))
        solver.changeColBounds(pair, 0, 1)
    return np.array(losses).reshape(case.value.shape)


def each_best(case: Case, values: Ints) -> Ints:
    """Return the best value under each of several matrices [S, P, I], each from the last basis."""
    solver, size = _solver(_matrix_model(case)), case.value.size
    solver.run()
    every, found = np.arange(size, dtype=np.int32), []
    for matrix in values:
        solver.changeColsCost(size, every, matrix.ravel().astype(np.float64))
        found.append(_optimum(solver))
    return np.array(found)


def best(case: Case) -> Ints:
    """Return the best value, by one linear program."""
    return np.array([_optimum(_solver(_matrix_model(case)))])


def patterns(case: Case, seconds: float) -> Ints:
    """Return the best value found in time with synergy, and its upper bound.

    One binary per park and set of industries that it may hold.
    """
    parks, industries = case.value.shape
    sets = [
        members
        for size in range(case.park_floor, case.park_cap + 1)
        for members in combinations(range(industries), size)
    ]
    worth = [sum(case.synergy.get(two, 0) for two in combinations(members, 2)) for members in sets]
    holds = np.zeros((industries, len(sets)), np.int64)
    for place, members in enumerate(sets):
        holds[list(members), place] = 1
    each_starts = [0, *np.cumsum([1 + len(members) for members in sets]).tolist()]
    rows, starts = [], [0]
    for park in range(parks):
        starts += [park * each_starts[-1] + one for one in each_starts[1:]]
        for members in sets:
            rows += [park, *(parks + one for one in members)]
    model = _model(
        (case.value @ holds + np.array(worth)).ravel(),
        (np.array(starts), np.array(rows)),
        (np.r_[np.ones(parks), np.zeros(industries)], _upper(parks, industries, 1, case)),
    )
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(model.col_cost_)
    solver = _solver(model)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    found = solver.getInfo()
    is_legal = found.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    value = found.objective_function_value if is_legal else 0
    return np.array([round(value), floor(min(found.mip_dual_bound, NO_BOUND) + 1e-6)])


def _matrix_model(case: Case, whole: bool = False) -> highspy.HighsLp:
    """One column per pair, one row per park and per industry; its vertices are layouts."""
    parks, industries = case.value.shape
    park, industry = np.divmod(np.arange(case.value.size), industries)
    lower = np.r_[np.full(parks, float(case.park_floor)), np.zeros(industries)]
    model = _model(
        case.value.ravel(),
        (2 * np.arange(case.value.size + 1), np.column_stack([park, parks + industry]).ravel()),
        (lower, _upper(parks, industries, case.park_cap, case)),
    )
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * case.value.size
    return model


def _upper(parks: int, industries: int, of_park: int, case: Case) -> NDArray[np.float64]:
    return np.r_[np.full(parks, float(of_park)), np.full(industries, float(case.industry_cap))]


def _model(
    cost: Ints,
    entries: tuple[Ints, Ints],
    bounds: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> highspy.HighsLp:
    """Maximise; every variable from 0 to 1, every entry of the matrix 1."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(bounds[0])
    model.col_cost_ = cost.astype(np.float64)
    model.col_lower_, model.col_upper_ = np.zeros(len(cost)), np.ones(len(cost))
    model.row_lower_, model.row_upper_ = bounds
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = entries
    model.a_matrix_.value_ = np.ones(len(entries[1]))
    return model


def _solver(model: highspy.HighsLp) -> highspy.Highs:
    highspy.Highs.resetGlobalScheduler(True)  # others may have started it with more threads
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(model)
    return solver


def _optimum(solver: highspy.Highs) -> int:
    solver.run()
    status = solver.getModelStatus()
    assert status == highspy.HighsModelStatus.kOptimal, status
    return round(solver.getInfo().objective_function_value)
