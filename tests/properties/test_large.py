"""The solver for large problems against the contracted graph, its proof checked by numpy alone."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from allocator.model.outcome import Shortage
from allocator.optimize.network import NetworkEngine, kernels
from allocator.optimize.network.large import Answer, Start, solve_large
from allocator.optimize.network.residual import INFINITE, contract, graph_of
from allocator.optimize.network.shortage import contradiction, industry_shortage, park_shortage
from allocator.optimize.problem import BARRED, FREE, LOCKED, Problem

STARTS = [
    Start(of_parks=1, of_industries=1, spread=0, effort=10**6),  # shortest ways and pricing alone
    Start(of_parks=1, of_industries=1, spread=1, effort=0),  # prices scaled first, always
    Start(),
]
KINDS = ["even", "ties", "negative", "huge", "same for all"]


def random_problem(seed: int, largest: int) -> Problem:
    """Return a random problem; about half of them have tight floors, some no legal layout."""
    rng = np.random.default_rng(seed)
    parks, industries = rng.integers(1, largest + 1, 2).tolist()
    shape = parks, industries
    kind = KINDS[seed % len(KINDS)]
    if kind == "ties":
        gain = rng.integers(-2, 6, shape)
    elif kind == "same for all":
        gain = rng.integers(1, 40, (parks, 1)) * rng.integers(-5, 40, (1, industries))
    else:
        size = 1 << 48 if kind == "huge" else 5000
        gain = rng.integers(-size if kind == "negative" else -size // 20, size, shape)
    states, share = [FREE, LOCKED, BARRED], rng.choice([0.0, 0.05, 0.4])
    state = rng.choice(states, shape, p=[1 - share, share / 4, share * 3 / 4]).astype(np.int8)
    slack = int(rng.integers(0, 3))

    def bounds(count: int, most: int, highest: int) -> NDArray[np.int64]:
        floors = rng.integers(0, highest + 1, count)
        return np.column_stack([floors, floors + rng.integers(0, 3, count) + slack]).clip(0, most)

    return Problem(
        parks=tuple(f"p{n}" for n in range(parks)),
        industries=tuple(f"i{n}" for n in range(industries)),
        gain=gain.astype(np.int64),
        state=state,
        park_bounds=bounds(parks, industries, int(rng.integers(0, 3))),
        industry_bounds=bounds(industries, parks, int(rng.integers(0, 3))),
        overlap=int(rng.choice([0, 0, int(np.abs(gain).max()) // 8])),
        constant=0,
        room=1,
        clashes=frozenset(),
    )


def answer(problem: Problem, start: Start) -> Answer:
    """Return what the solver under test says."""
    return solve_large(
        problem.gain,
        problem.state,
        problem.park_bounds,
        problem.industry_bounds,
        problem.overlap,
        start,
    )


def assert_proven(problem: Problem, found: Answer) -> None:
    """Check by numpy: legal, and no pair, park or industry could do better at these prices."""
    x, free = found.x.astype(bool), problem.state == FREE
    assert (x[~free] == (problem.state[~free] == LOCKED)).all()
    worth = problem.gain - found.park_prices[:, None] - found.industry_prices
    assert (worth[free & x] >= 0).all()
    assert (worth[free & ~x] <= 0).all()
    sides = [
        (x.sum(1), problem.park_bounds, found.park_prices, 0),
        (x.sum(0), problem.industry_bounds, found.industry_prices, problem.overlap),
    ]
    for held, bounds, prices, step in sides:
        assert (held >= bounds[:, 0]).all()
        assert (held <= bounds[:, 1]).all()
        assert (prices >= step * (held - 1))[held > bounds[:, 0]].all()
        assert (prices <= step * held)[held < bounds[:, 1]].all()


def assert_counts(problem: Problem, short: Shortage, x: NDArray[np.uint8]) -> None:
    """Check that what is short of units is so by count: floors above what can be there."""
    assert short.needed > short.available
    rows = np.isin(problem.parks, short.parks)
    columns = np.isin(problem.industries, short.industries)
    floors = problem.park_bounds[rows, 0] if rows.any() else problem.industry_bounds[columns, 0]
    assert short.needed == floors.sum()


def assert_same(problem: Problem, start: Start) -> None:
    """Compare with the network engine, which solves on the contracted graph."""
    engine = NetworkEngine(problem)
    found = answer(problem, start)
    park, industry = found.short
    if engine.shortage is None:
        best = engine.best()
        assert best is not None
        assert (park, industry) == (-1, -1)
        assert_proven(problem, found)
        assert problem.key(problem.pairs(found.x)) == problem.key(best)
    elif park >= 0:
        assert_counts(problem, park_shortage(problem, found.x, park), found.x)
    else:
        assert industry >= 0
        assert_counts(problem, industry_shortage(problem, found.x, industry), found.x)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("hundred", range(4))
def test_small_problems_have_the_same_key(hundred: int, start: Start) -> None:
    feasible = 0
    for seed in range(100 * hundred, 100 * hundred + 100):
        problem = random_problem(seed, 9)
        if contradiction(problem) is None:
            assert_same(problem, start)
            feasible += NetworkEngine(problem).shortage is None
    assert feasible > 20


@pytest.mark.parametrize("start", STARTS)
def test_medium_problems_have_the_same_key(start: Start) -> None:
    for seed in range(1000, 1040):
        problem = random_problem(seed, 60)
        if contradiction(problem) is None:
            assert_same(problem, start)


@pytest.mark.parametrize("floor", [0, 1])
def test_150_by_90_where_all_want_the_same(floor: int) -> None:
    rng = np.random.default_rng(floor)
    problem = replace(
        random_problem(0, 1),
        parks=tuple(map(str, range(150))),
        industries=tuple(map(str, range(90))),
        gain=rng.integers(1, 1000, (150, 1)) * rng.integers(1, 1000, 90) * 5
        + rng.integers(0, 5, 90),
        state=np.zeros((150, 90), np.int8),
        park_bounds=np.tile([floor, 3], (150, 1)),
        industry_bounds=np.tile([0, 2], (90, 1)),
    )
    for start in STARTS:
        assert_same(problem, start)


@pytest.mark.parametrize("start", STARTS)
def test_prices_are_potentials_of_the_contracted_graph(start: Start) -> None:
    for seed in range(2000, 2060):
        problem = random_problem(seed, 12)
        engine = NetworkEngine(problem)
        if engine.shortage is not None:
            continue
        found = answer(problem, start)
        of_rows = engine._transposed
        rows = found.industry_prices if of_rows else found.park_prices
        potential = np.append(rows, 0)
        x = np.ascontiguousarray(engine._turned(found.x).ravel()[engine._free])
        net, none = engine._net, np.zeros(len(potential), np.int64)
        graph = graph_of(net)
        contract(x, np.zeros(len(x), np.uint8), net, none, INFINITE, graph)
        ways = graph[0][0]
        assert (ways >= potential[None, :] - potential[:, None])[ways < INFINITE].all()
        before = x.copy()
        kernels.improve(x, np.zeros(len(x), np.uint8), net, graph, potential)
        assert (x == before).all()
        assert (potential == np.append(rows, 0)).all()
