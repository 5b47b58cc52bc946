"""The minimum-cost flow of OR-tools, on the full graph."""

from dataclasses import replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.instances import Case, Ints


def best(case: Case) -> Ints:
    """Return the best value.

    Parks supply their floors, a source what they may hold beyond, and an arc from the source to the
    sink takes what they leave.
    """
    parks, industries = case.value.shape
    source, sink = parks + industries, parks + industries + 1
    spare = parks * (case.park_cap - case.park_floor)
    solver = SimpleMinCostFlow()
    park, industry = np.divmod(np.arange(case.value.size), industries)
    add = solver.add_arcs_with_capacity_and_unit_cost
    add(park, parks + industry, np.ones_like(park), -case.value.ravel())
    rows, columns = np.arange(parks), parks + np.arange(industries)
    nothing = np.zeros(parks + industries, np.int64)
    add(
        np.full(parks, source),
        rows,
        np.full(parks, case.park_cap - case.park_floor),
        nothing[:parks],
    )
    add(
        columns,
        np.full(industries, sink),
        np.full(industries, case.industry_cap),
        nothing[:industries],
    )
    solver.add_arc_with_capacity_and_unit_cost(source, sink, spare, 0)
    for row in rows.tolist():
        solver.set_node_supply(row, case.park_floor)
    solver.set_node_supply(source, spare)
    solver.set_node_supply(sink, -spare - parks * case.park_floor)
    status = solver.solve()
    assert status == solver.OPTIMAL, status
    return np.array([-solver.optimal_cost()])


def each_best(case: Case, values: Ints) -> Ints:
    """Return the best value under each of several matrices [S, P, I], each from nothing."""
    return np.concatenate([best(replace(case, value=matrix)) for matrix in values])
