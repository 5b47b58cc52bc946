"""A model whose best answer CP-SAT 9.15 cuts off in presolve, as it is set by default.

Sixteen choices, so that counting them all is the second opinion. See decision 014.
"""

from pathlib import Path

import numpy as np
from ortools.sat.python.cp_model import CpModel

from allocator.optimize.constraint.engine import solve

MODEL = Path(__file__).parents[2] / "data" / "cp_sat_cuts_off_the_best.txt"


def best_of_all(model: CpModel) -> int:
    """Return the highest objective among all choices that keep the model's linear constraints."""
    proto = model.proto
    count = len(proto.variables)
    every = (np.arange(1 << count)[:, None] >> np.arange(count)) & 1
    legal = np.ones(len(every), np.bool_)
    for constraint in proto.constraints:
        linear = constraint.linear
        total = every[:, list(linear.vars)] @ np.array(linear.coeffs)
        legal &= (total >= linear.domain[0]) & (total <= linear.domain[1])
    cost = every[:, list(proto.objective.vars)] @ np.array(proto.objective.coeffs)
    return -int(cost[legal].min())


def test_the_best_is_not_cut_off() -> None:
    model = CpModel()
    assert model.proto.parse_text_format(MODEL.read_text("utf-8"))
    x = {
        tuple(variable.name.split("|")): model.get_bool_var_from_proto_index(n)
        for n, variable in enumerate(model.proto.variables)
    }
    found = solve(model, x)
    assert found is not None
    objective = model.proto.objective
    costs = dict(zip(objective.vars, objective.coeffs, strict=True))
    value = -sum(costs.get(n, 0) for n, pair in enumerate(x) if pair in found)
    assert value == best_of_all(model) == 19_642_074_472
