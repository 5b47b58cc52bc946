"""Gurobi: the solution pool, linear programs that restart from the last basis, products."""

from collections.abc import Iterator
from contextlib import contextmanager

import gurobipy
import numpy as np
from gurobipy import GRB

from benchmarks.instances import Case, Ints
from benchmarks.timing import UnavailableError

_TOO_LARGE = 10010
_DUAL = 1


@contextmanager
def _model() -> Iterator[gurobipy.Model]:
    settings = {"OutputFlag": 0, "Threads": 1, "MIPGap": 0}
    try:
        with gurobipy.Env(params=settings) as env, gurobipy.Model(env=env) as model:
            yield model
    except gurobipy.GurobiError as error:
        if error.errno != _TOO_LARGE:
            raise
        raise UnavailableError("beyond the size limit of the licence (2,000)") from error


def ranked(case: Case, wanted: int) -> Ints:
    """Return the values of the best layouts, by the solution pool, mode 2."""
    with _model() as model:
        _linear(model, case, GRB.BINARY)
        model.Params.PoolSearchMode = 2
        model.Params.PoolSolutions = wanted
        _optimum(model)
        values = []
        for number in range(model.SolCount):
            model.Params.SolutionNumber = number
            values.append(round(model.PoolObjVal))
    return np.array(values)


def flips(case: Case) -> Ints:
    """Return what the best value loses [P, I] if a pair is flipped, each from the last basis."""
    with _model() as model:
        x = _linear(model, case, GRB.CONTINUOUS)
        model.Params.Method = _DUAL
        best = _optimum(model)
        losses = []
        for one, held in zip(x, model.getAttr("X", x), strict=True):
            one.LB = one.UB = float(held < 0.5)
            losses.append(best - _optimum(model))
            one.LB, one.UB = 0, 1
    return np.array(losses).reshape(case.value.shape)


def each_best(case: Case, values: Ints) -> Ints:
    """Return the best value under each of several matrices [S, P, I], each from the last basis."""
    with _model() as model:
        x = _linear(model, case, GRB.CONTINUOUS)
        found = []
        for matrix in values:
            model.setAttr("Obj", x, matrix.ravel().tolist())
            found.append(_optimum(model))
    return np.array(found)


def with_products(case: Case) -> Ints:
    """Return the best value with synergy, one variable per product, and its upper bound."""
    industries = case.value.shape[1]
    with _model() as model:
        x = _linear(model, case, GRB.BINARY)
        for start in range(0, len(x), industries):
            for (one, other), worth in case.synergy.items():
                both = model.addVar(ub=1, obj=worth)
                if worth > 0:
                    model.addLConstr(both <= x[start + one])
                    model.addLConstr(both <= x[start + other])
                else:
                    model.addLConstr(both >= x[start + one] + x[start + other] - 1)
        return np.array([_optimum(model)] * 2)


def _linear(model: gurobipy.Model, case: Case, kind: str) -> list[gurobipy.Var]:
    parks, industries = case.value.shape
    x = model.addVars(parks, industries, ub=1, obj=case.value.ravel().tolist(), vtype=kind)
    model.ModelSense = GRB.MAXIMIZE
    for park in range(parks):
        model.addLConstr(x.sum(park, "*") <= case.park_cap)
        model.addLConstr(x.sum(park, "*") >= case.park_floor)
    for industry in range(industries):
        model.addLConstr(x.sum("*", industry) <= case.industry_cap)
    return list(x.values())


def _optimum(model: gurobipy.Model) -> int:
    model.optimize()
    assert model.Status == GRB.OPTIMAL, model.Status
    return round(model.ObjVal)
