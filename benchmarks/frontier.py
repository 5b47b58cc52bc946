"""The exact frontier of two terms. ``python -m benchmarks.frontier``.

Two criteria of three digits. Ours: `allocator.study.frontier`, every layout judged again. CP-SAT:
the epsilon-constraint loop, two runs per point, the first points only. All points must be equal.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear, with_second
from benchmarks.timing import Row, Run, show, side_by_side


def ours(case: Case) -> Ints:
    """Return the points [n, 2], best by affinity first."""
    from allocator.study.frontier import frontier

    points = frontier(case.instance, ("affinity", "second")).points
    return np.array([[case.thousandths(worth) for worth in one.worth] for one in points])


def measure(case: Case, first: int = 50, rounds: int = 3) -> list[Row]:
    """Return the rows of one instance; `first` is how many points CP-SAT is asked."""
    return side_by_side(f"{case.name}, two criteria", list(_runs(case, first)), rounds)


def _runs(case: Case, first: int) -> Iterator[Run]:
    yield Run("frontier (ours)", "allocator.study.frontier", lambda: ours(case))
    yield peers.run("CP-SAT epsilon loop", "cp_sat.frontier", case, first, first=first)


def main() -> None:
    """Print the table of docs/performance.md."""
    show("Frontier of two terms", measure(with_second(linear(17, 20))))


if __name__ == "__main__":
    main()
