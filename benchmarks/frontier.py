"""The exact frontier of two terms. ``python -m benchmarks.frontier``.

Two criteria of three digits; then affinity against continuity, where sums of moves tie. Ours:
`study.frontier.points`, every layout judged again. CP-SAT: the epsilon-constraint loop, two runs
per point, the first points only. All points must be equal.
"""

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear, with_current, with_second
from benchmarks.timing import Row, Run, show, side_by_side


def ours(case: Case, term: str) -> Ints:
    """Return the points [n, 2], best by affinity first."""
    from allocator.study.frontier.points import frontier

    points = frontier(case.instance, ("affinity", term)).points
    return np.array([[case.thousandths(worth) for worth in one.worth] for one in points])


def measure(case: Case, first: int = 50, rounds: int = 3) -> list[Row]:
    """Return the rows of two criteria; `first` is how many points CP-SAT is asked."""
    assert case.second is not None
    runs = [
        Run("frontier (ours)", "allocator.study.frontier.points", lambda: ours(case, "second")),
        _loop(case, case.second, first),
    ]
    return side_by_side(f"{case.name}, two criteria", runs, rounds)


def measure_moves(case: Case, first: int = 50, rounds: int = 3) -> list[Row]:
    """Return the rows of affinity against continuity, for a case with a current layout."""
    assert case.current is not None
    # moves are the current pairs, less those kept, and those that are new
    kept, held = 2 * case.current - 1, int(case.current.sum())

    def moved() -> Ints:
        return ours(case, "continuity") + np.array([0, held])

    runs = [
        Run("frontier (ours)", "allocator.study.frontier.points", moved),
        _loop(case, kept, first),
    ]
    return side_by_side(f"{case.name}, affinity and moves", runs, rounds)


def _loop(case: Case, other: Ints, first: int) -> Run:
    return peers.run("CP-SAT epsilon loop", "cp_sat.frontier", case, other, first, first=first)


def main() -> None:
    """Print the table of docs/performance.md."""
    case = linear(17, 20)
    rows = [*measure(with_second(case)), *measure_moves(with_current(case))]
    show("Frontier of two terms", rows)


if __name__ == "__main__":
    main()
