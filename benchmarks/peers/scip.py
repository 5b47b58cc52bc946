"""SCIP: ranking by a loop, products."""

from math import floor

import numpy as np
from pyscipopt import Expr, Model, quicksum
from pyscipopt.scip import Variable

from benchmarks.instances import Case, Ints
from benchmarks.timing import NO_BOUND


def ranked(case: Case, wanted: int) -> Ints:
    """Return the values of the best layouts: solve, cut the answer off, repeat."""
    model, x = _linear(case)
    values = []
    for _ in range(wanted):
        values.append(_optimum(model))
        held = [model.getVal(one) > 0.5 for one in x]
        model.freeTransform()
        changes = [1 - one if is_in else one for one, is_in in zip(x, held, strict=True)]
        model.addCons(quicksum(changes) >= 1)
    return np.array(values)


def with_products(case: Case, seconds: float) -> Ints:
    """Return the best value found in time with synergy as products, and its upper bound."""
    model, x = _linear(case)
    industries, worths = case.value.shape[1], []
    for start in range(0, len(x), industries):
        for (one, other), worth in case.synergy.items():
            both = model.addVar(vtype="C", lb=0, ub=1)
            if worth > 0:
                model.addCons(both <= x[start + one])
                model.addCons(both <= x[start + other])
            else:
                model.addCons(both >= x[start + one] + x[start + other] - 1)
            worths.append(worth * both)
    model.setObjective(_worth(case, x) + quicksum(worths), "maximize")
    model.setParam("limits/time", seconds)
    model.optimize()
    value = model.getObjVal() if model.getNSols() else 0
    return np.array([round(value), floor(min(model.getDualbound(), NO_BOUND) + 1e-6)])


def _linear(case: Case) -> tuple[Model, list[Variable]]:
    model = Model()
    model.hideOutput()
    parks, industries = case.value.shape
    x = [model.addVar(vtype="B") for _ in range(parks * industries)]
    for park in range(parks):
        held = quicksum(x[park * industries : (park + 1) * industries])
        model.addCons(held <= case.park_cap)
        model.addCons(held >= case.park_floor)
    for industry in range(industries):
        model.addCons(quicksum(x[industry::industries]) <= case.industry_cap)
    model.setObjective(_worth(case, x), "maximize")
    return model, x


def _worth(case: Case, x: list[Variable]) -> Expr:
    return quicksum(worth * one for worth, one in zip(case.value.ravel().tolist(), x, strict=True))


def _optimum(model: Model) -> int:
    model.optimize()
    assert model.getStatus() == "optimal", model.getStatus()
    return round(model.getObjVal())
