"""What the bound by flows decides: pairs that are in, or out, and prices to start from."""

from dataclasses import dataclass

import numpy as np

from allocator.model.layout import Pairs
from allocator.optimize.linkage.labels import NONE
from allocator.optimize.linkage.products import Products
from allocator.optimize.linkage.run import Run
from allocator.optimize.linkage.split import Flow, split_bound
from allocator.optimize.network.residual import Bits, Ints
from allocator.optimize.problem import BARRED, LOCKED


@dataclass(frozen=True)
class Decided:
    """Of layouts as good as the one at hand: the pairs that they `can` hold, and `must` [P * I].

    `fixed` are those of them that the bound decided; `prices` those of parks and of industries.
    """

    can: Ints
    must: Ints
    fixed: dict[tuple[str, str], bool]
    prices: tuple[Ints, Ints]


def decide(run: Run, linear: Pairs) -> Decided:
    """Bound all layouts by flows; `linear` is the best layout without products."""
    flow = Flow.of(run.products.problem)
    x = run.products.chosen(linear)[flow.place].astype(np.uint8)
    potential = np.zeros(len(flow.net[3]) + 1, np.int64)
    bound, costs = _bound(run, flow, x, potential)
    fixed = bound - costs < run.key
    state = run.products.problem.state.ravel()
    can, must = (state != BARRED).astype(np.int64), (state == LOCKED).astype(np.int64)
    can[flow.place[fixed & (x == 0)]] = 0
    must[flow.place[fixed & (x == 1)]] = 1
    named = _named(run.products, must, flow.place[fixed])
    run.course.fixed = len(named)
    return Decided(can, must, named, _prices(run.products, flow.transposed, potential))


def _bound(run: Run, flow: Flow, x: Bits, potential: Ints) -> tuple[int, Ints]:
    """Return the bound, and what it falls by at least if a pair is flipped [M]."""
    products, base = run.products, flow.base
    index = np.full(products.problem.gain.size, -1)
    index[flow.place] = np.arange(len(flow.place))
    costs, ends = np.empty(len(flow.place), np.int64), index[products.pairs]
    low, steps = run.key - base, run.effort.split_steps
    bound = base + split_bound(x, flow.net, ends, products.worth, low, steps, potential, costs)
    run.course.split_bound = bound
    run.lowered(bound)
    return bound, costs


def _named(products: Products, must: Ints, places: Ints) -> dict[tuple[str, str], bool]:
    """Return pairs by name, with whether they must be in."""
    parks, industries = products.problem.parks, products.problem.industries
    wide = len(industries)
    return {(parks[n // wide], industries[n % wide]): bool(must[n]) for n in places.tolist()}


def _prices(products: Products, transposed: bool, potential: Ints) -> tuple[Ints, Ints]:
    """Return prices of parks and of industries that the flow of the split suggests."""
    problem = products.problem
    rows = potential[:-1] - potential[-1]
    left = problem.gain + _halves(products).reshape(problem.gain.shape)
    left = left - (rows[None, :] if transposed else rows[:, None])
    left[problem.state == BARRED] = NONE
    bounds = problem.park_bounds if transposed else problem.industry_bounds
    columns = _column_prices(left if transposed else left.T, bounds)
    return (columns, rows) if transposed else (rows, columns)


def _halves(products: Products) -> Ints:
    """Return half of the worth of each pair's products [P * I]."""
    halves = np.zeros(products.problem.gain.size, np.int64)
    for n in range(2):
        np.add.at(halves, products.pairs[:, n], products.worth // 2)
    return halves


def _column_prices(lines: Ints, bounds: Ints) -> Ints:
    """Return prices between the last pair that a cap lets in and the first that it keeps out."""
    columns = np.zeros(len(lines), np.int64)
    for n, (line, (_, cap)) in enumerate(zip(lines, bounds.tolist(), strict=True)):
        high = np.sort(line)[::-1].tolist()
        if 0 < cap < len(high):
            columns[n] = max(0, high[cap - 1] // 2 + max(high[cap], 0) // 2)
    return columns
