"""Solve, then the forcing or replacement cost of every pair. ``python -m benchmarks.flips``.

Ours: one optimum and one all-pairs pass of the network engine, its model build included. Gurobi,
CPLEX and HiGHS: a linear program, whose vertices are layouts, solved again for each pair with the
pair fixed the other way, each time by dual simplex from the last basis. All losses of value must
be equal.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear
from benchmarks.timing import Row, Run, show, side_by_side


def ours(case: Case) -> Ints:
    """Return what the best value loses [P, I] if a pair is flipped."""
    from allocator.optimize.network import NetworkEngine

    engine = NetworkEngine(case.problem)
    layout = engine._matrices(engine._solved[0].x[None])[0]
    best = (case.problem.gain * layout).sum()
    if hasattr(engine, "flip_cost_matrix"):
        costs = engine.flip_cost_matrix()
    else:  # every pair of these cases is free
        costs = engine._flip_costs.reshape(engine._turned(case.value).shape)
        costs = engine._turned(costs)
    return np.asarray(case.value_of(best) - case.value_of(best - costs))


def measure(case: Case, rounds: int = 5) -> list[Row]:
    """Return the rows of one instance."""
    return side_by_side(f"{case.name}, all pairs", list(_runs(case)), rounds)


def _runs(case: Case) -> Iterator[Run]:
    yield Run("network (ours)", "allocator.optimize.network", lambda: ours(case))
    yield peers.run("Gurobi warm LP", "gurobi.flips", case)
    yield peers.run("CPLEX warm LP", "cplex.flips", case)
    yield peers.run("HiGHS warm LP", "highs.flips", case)


def main() -> None:
    """Print the table of docs/performance.md."""
    rows = [*measure(linear(17, 20)), *measure(linear(17, 40))]
    show("Forcing and replacement cost of every pair", rows)


if __name__ == "__main__":
    main()
