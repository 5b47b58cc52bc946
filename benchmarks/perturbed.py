"""The best layout of 1,000 worlds with other affinities. ``python -m benchmarks.perturbed``.

Normal noise of 2 % and of 10 % of the range. Ours: `NetworkEngine.best_of_each`, each search
starts from the answer before. Gurobi, CPLEX and HiGHS: one linear program, new costs, each time
from the last basis. OR-tools' minimum-cost flow and CP-SAT: each world from nothing, CP-SAT the
first 50 only. All values must be equal.
"""

from collections.abc import Iterator

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear, perturbed
from benchmarks.timing import Row, Run, show, side_by_side


def ours(case: Case, values: Ints) -> Ints:
    """Return the best value in each world [S]."""
    from allocator.optimize.network import NetworkEngine

    keys, _ = NetworkEngine(case.problem).best_of_each(case.gains(values))
    return case.value_of(keys)


def measure(
    case: Case, share: float, count: int = 1000, first: int = 50, rounds: int = 5
) -> list[Row]:
    """Return the rows of one noise; `first` is how many worlds CP-SAT is asked."""
    values = perturbed(case, count, share)
    name = f"{case.name}, {count:,} worlds, sd {100 * share:.0f} %"
    return side_by_side(name, list(_runs(case, values, min(first, count))), rounds)


def _runs(case: Case, values: Ints, first: int) -> Iterator[Run]:
    yield Run("network (ours)", "allocator.optimize.network", lambda: ours(case, values))
    yield peers.run("OR-tools min-cost flow", "flow.each_best", case, values)
    yield peers.run("HiGHS warm LP", "highs.each_best", case, values)
    yield peers.run("Gurobi warm LP", "gurobi.each_best", case, values)
    yield peers.run("CPLEX warm LP", "cplex.each_best", case, values)
    yield peers.run("CP-SAT", "cp_sat.each_best", case, values[:first], first=first)


def main() -> None:
    """Print the table of docs/performance.md."""
    case = linear(17, 40)
    show("Perturbed worlds", [row for share in (0.02, 0.1) for row in measure(case, share)])


if __name__ == "__main__":
    main()
