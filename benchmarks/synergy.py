"""Synergy of industries that share a park: optimum and ranking. ``python -m benchmarks.synergy``.

45 pairs of industries at 17 x 20 are 765 products, 199 at 17 x 40 are 3,383. Ours: the patterns
engine, from the rules and worths of the instance to the layout. HiGHS: full patterns, one binary
per park and set of industries. Gurobi (within its size limit) and SCIP: one variable per product.
CP-SAT: the same, as it comes and with all of the model in its linear relaxation. All but Gurobi
have a time limit. No value may exceed a bound; those proven are therefore equal.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear, with_synergy
from benchmarks.timing import Row, Run, race, show, side_by_side

NEEDS = "allocator.optimize.patterns"


def ours(case: Case) -> Ints:
    """Return the best value twice: as found, and as the bound that it is."""
    from allocator.optimize.patterns import PatternsEngine

    best = PatternsEngine(case.instance).best()
    assert best is not None
    return np.array([case.thousandths(case.instance.valuation.value(best))] * 2)


def ours_ranked(case: Case, wanted: int) -> Ints:
    """Return the values of the best layouts."""
    from allocator.optimize.patterns import PatternsEngine

    found = islice(PatternsEngine(case.instance).stream(wanted), wanted)
    value_of = case.instance.valuation.value_of
    return np.array([case.thousandths(value_of(key)) for key, _ in found])


def measure(case: Case, seconds: float = 20, patience: float = 40) -> list[Row]:
    """Return the rows of one instance; `seconds` are CP-SAT's, `patience` HiGHS's and SCIP's."""
    name = f"{case.name}, {len(case.synergy) * len(case.parks):,} products"
    return race(name, list(_runs(case, seconds, patience)))


def _runs(case: Case, seconds: float, patience: float) -> Iterator[Run]:
    yield Run("patterns (ours)", NEEDS, lambda: ours(case))
    yield peers.run("HiGHS, full patterns", "highs.patterns", case, patience)
    yield peers.run("Gurobi, products", "gurobi.with_products", case)
    yield peers.run("SCIP, products", "scip.with_products", case, patience)
    yield peers.run("CP-SAT, products", "cp_sat.with_products", case, seconds)
    yield peers.run("CP-SAT, products, level 2", "cp_sat.with_products", case, seconds, 2)


def measure_ranked(case: Case, wanted: int, rounds: int = 3) -> list[Row]:
    """Return the row of a ranking; no peer lists the best K of such a case in this time."""
    name = f"{case.name}, {len(case.synergy) * len(case.parks):,} products, K = {wanted:,}"
    runs = [Run("patterns (ours)", NEEDS, lambda: ours_ranked(case, wanted))]
    return side_by_side(name, runs, rounds)


def main() -> None:
    """Print the table of docs/performance.md."""
    small, large = with_synergy(linear(17, 20), 45), with_synergy(linear(17, 40), 199)
    rows = [*measure(small), *measure(large)]
    rows += [*measure_ranked(small, 1000), *measure_ranked(large, 1000)]
    show("Synergy", rows)


if __name__ == "__main__":
    main()
