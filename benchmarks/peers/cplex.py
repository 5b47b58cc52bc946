"""CPLEX: the solution pool within a gap, linear programs that restart from the last basis."""

import cplex
import numpy as np
from cplex.exceptions import CplexSolverError

from benchmarks.instances import Case, Ints
from benchmarks.timing import UnavailableError

_TOO_LARGE = 1016


def ranked(case: Case, wanted: int, gap: int) -> Ints:
    """Return the values of the best layouts, all of those within a gap that somebody must know."""
    with _linear(case, "B") as model:
        settings = model.parameters.mip
        settings.pool.intensity.set(4)
        settings.pool.absgap.set(float(gap))
        settings.limits.populate.set(2_100_000_000)
        settings.tolerances.mipgap.set(0)
        try:
            model.populate_solution_pool()
        except CplexSolverError as error:
            raise _told(error) from error
        pool = model.solution.pool
        values = [round(pool.get_objective_value(number)) for number in range(pool.get_num())]
    return np.array(sorted(values, reverse=True)[:wanted])


def flips(case: Case) -> Ints:
    """Return what the best value loses [P, I] if a pair is flipped, each from the last basis."""
    with _linear(case, None) as model:
        model.parameters.lpmethod.set(model.parameters.lpmethod.values.dual)
        best = _optimum(model)
        losses = []
        for pair, held in enumerate(model.solution.get_values()):
            flipped = float(held < 0.5)
            model.variables.set_lower_bounds(pair, flipped)
            model.variables.set_upper_bounds(pair, flipped)
            losses.append(best - _optimum(model))
            model.variables.set_lower_bounds(pair, 0.0)
            model.variables.set_upper_bounds(pair, 1.0)
    return np.array(losses).reshape(case.value.shape)


def each_best(case: Case, values: Ints) -> Ints:
    """Return the best value under each of several matrices [S, P, I], each from the last basis."""
    with _linear(case, None) as model:
        found = []
        for matrix in values:
            model.objective.set_linear(list(enumerate(matrix.ravel().astype(float).tolist())))
            found.append(_optimum(model))
    return np.array(found)


def _linear(case: Case, kind: str | None) -> cplex.Cplex:
    parks, industries = case.value.shape
    model = cplex.Cplex()
    for stream in (model.set_log_stream, model.set_results_stream, model.set_warning_stream):
        stream(None)
    model.set_error_stream(None)
    model.parameters.threads.set(1)
    model.objective.set_sense(model.objective.sense.maximize)
    worth = case.value.ravel().astype(float).tolist()
    kinds = {} if kind is None else {"types": kind * len(worth)}
    model.variables.add(obj=worth, lb=[0.0] * len(worth), ub=[1.0] * len(worth), **kinds)
    pairs = np.arange(case.value.size).reshape(parks, industries)
    rows = [[one.tolist(), [1.0] * len(one)] for one in (*pairs, *pairs.T)]
    least = float(case.park_floor - case.park_cap)
    model.linear_constraints.add(
        lin_expr=rows,
        senses="R" * parks + "L" * industries,
        rhs=[float(case.park_cap)] * parks + [float(case.industry_cap)] * industries,
        range_values=[least] * parks + [0.0] * industries,
    )
    return model


def _optimum(model: cplex.Cplex) -> int:
    try:
        model.solve()
    except CplexSolverError as error:
        raise _told(error) from error
    assert model.solution.is_primal_feasible(), model.solution.get_status_string()
    return round(model.solution.get_objective_value())


def _told(error: CplexSolverError) -> Exception:
    if error.args[2] == _TOO_LARGE:
        return UnavailableError("beyond the size limit of the edition (1,000)")
    return error
