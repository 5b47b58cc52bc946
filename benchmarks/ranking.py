"""Exact ranking, linear: the best K layouts. ``python -m benchmarks.ranking``.

Ours: `NetworkEngine.batches` up to the K-th layout, its model build included. Gurobi: solution
pool, mode 2, up to K = 1,000. CPLEX: its pool within a gap; it has no "the best K", so it is told
the gap of the K-th layout, which nobody knows before. CP-SAT, HiGHS and SCIP: a loop of "solve,
forbid, repeat", the first layouts only, since each costs more than the one before. All lists of
values must be equal.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear
from benchmarks.timing import Row, Run, show, side_by_side

MOST_OF_POOLS = 1000


def listed(case: Case, wanted: int) -> tuple[Ints, Ints]:
    """Return the keys [K] and layouts [K, P, I] that the network engine ranks first."""
    from allocator.optimize.network import NetworkEngine

    engine = NetworkEngine(case.problem)
    costs, layouts, found = [np.zeros(1, np.int64)], [engine._solved[0].x[None]], 1
    batches = engine.batches(wanted) if wanted > 1 else iter(())
    while found < wanted and (batch := next(batches, None)) is not None:
        costs.append(batch[0])
        layouts.append(batch[1])
        found += len(batch[0])
    matrices = engine._matrices(np.concatenate(layouts)[:wanted])
    best = int((case.problem.gain * matrices[0]).sum())
    return best - np.concatenate(costs)[:wanted], matrices


def audit(case: Case, wanted: int) -> None:
    """Check without a solver that our layouts are legal, distinct and worth what is said."""
    keys, layouts = listed(case, wanted)
    parks, industries = layouts.sum(2), layouts.sum(1)
    assert parks.min() >= case.park_floor
    assert parks.max() <= case.park_cap
    assert industries.max() <= case.industry_cap
    assert len(np.unique(layouts.reshape(len(keys), -1), axis=0)) == len(keys)
    assert np.array_equal((layouts * case.problem.gain).sum((1, 2)), keys)


def measure(
    case: Case, wanted: int, rounds: int = 3, firsts: tuple[int, int] = (100, 20)
) -> list[Row]:
    """Return the rows of one instance; `firsts` are how far CP-SAT's and the other loops go."""
    audit(case, wanted)
    name = f"{case.name}, K = {wanted:,}"
    return side_by_side(name, list(_runs(case, wanted, firsts)), rounds)


def _runs(case: Case, wanted: int, firsts: tuple[int, int]) -> Iterator[Run]:
    def ours() -> Ints:
        return case.value_of(listed(case, wanted)[0])

    yield Run("network (ours)", "allocator.optimize.network", ours)
    if wanted > MOST_OF_POOLS:
        reason = f"K beyond {MOST_OF_POOLS:,}, for time"
        yield peers.not_asked("Gurobi pool", reason)
        yield peers.not_asked("CPLEX pool, told the gap", reason)
    else:
        values = ours()
        gap = int(values[0] - values[-1])
        yield peers.run("Gurobi pool", "gurobi.ranked", case, wanted)
        yield peers.run("CPLEX pool, told the gap", "cplex.ranked", case, wanted, gap)
    far, near = (min(one, wanted) for one in firsts)
    yield peers.run("CP-SAT loop", "cp_sat.ranked", case, far, first=far)
    yield peers.run("HiGHS loop", "highs.ranked", case, near, first=near)
    yield peers.run("SCIP loop", "scip.ranked", case, near, first=near)


def main() -> None:
    """Print the table of docs/performance.md."""
    small, large = linear(17, 20), linear(17, 40)
    rows = [row for wanted in (100, 1000, 10_000) for row in measure(small, wanted)]
    show("Exact ranking, linear", [*rows, *measure(large, 1000)])


if __name__ == "__main__":
    main()
