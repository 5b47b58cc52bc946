"""Links between industries in near parks. ``python -m benchmarks.linkage``.

20 near pairs of parks x 11 linked pairs of industries, each both ways, are 440 products at 17 x
20. Ours: the linkage engine, stopped at its first bound, and on to the proof. CP-SAT: one
variable per product, 20 s, as it comes and with all of the model in its linear relaxation. No
value may exceed a bound.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import peers
from benchmarks.instances import Case, Ints, linear, with_links
from benchmarks.timing import Row, Run, race, show

if TYPE_CHECKING:
    from allocator.optimize.linkage import LinkageEngine

NEEDS = "allocator.optimize.linkage"
PROOF_SECONDS = 60.0


def first_bound(case: Case) -> Ints:
    """Return the value that the local search finds, and a certified bound."""
    from allocator.optimize.linkage import LinkageEngine

    engine = LinkageEngine(case.instance)
    engine.bound()
    return _state(case, engine)


def proven(case: Case, seconds: float) -> Ints:
    """Return the best value twice, or what was found and bounded when the time was up."""
    from allocator.optimize.limits import Limit, StoppedError
    from allocator.optimize.linkage import LinkageEngine

    engine = LinkageEngine(case.instance, Limit.of(seconds))
    with suppress(StoppedError):
        engine.best()
    return _state(case, engine)


def _state(case: Case, engine: "LinkageEngine") -> Ints:
    found, value_of = engine.found, case.instance.valuation.value_of
    assert found is not None
    return np.array([case.thousandths(value_of(key)) for key in (found[0], engine.bound())])


def measure(case: Case, seconds: float = 20) -> list[Row]:
    """Return the rows of one instance; CP-SAT has so many seconds."""
    products = 2 * len(case.near) * len(case.links)
    return race(f"{case.name}, {products:,} products", list(_runs(case, seconds)))


def _runs(case: Case, seconds: float) -> Iterator[Run]:
    yield Run("linkage (ours), first bound", NEEDS, lambda: first_bound(case))
    yield Run("linkage (ours), proven", NEEDS, lambda: proven(case, PROOF_SECONDS))
    yield peers.run("CP-SAT, products", "cp_sat.with_products", case, seconds)
    yield peers.run("CP-SAT, products, level 2", "cp_sat.with_products", case, seconds, 2)


def main() -> None:
    """Print the table of docs/performance.md."""
    show("Linkage", measure(with_links(linear(17, 20), 20, 11)))


if __name__ == "__main__":
    main()
