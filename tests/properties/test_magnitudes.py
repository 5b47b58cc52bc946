"""No sum of the engines leaves 64 bits, whatever the size of the numbers and of the matrix.

The bound. Let b be the bits of `slots` and W = 2^(42 - 2b) the room for the worth of one pair,
overlaps and moves included (`allocator.model.valuation`). With the tie room 2^(16 + b) an edge of
the contracted graph is one gain more and one less: at most 2 W 2^(16 + b) + 2^17, about 2^(59 -
b). Every edge of a path but one takes a pair from another row that holds one, and a layout holds
fewer than 2^b pairs: a path has at most 2^b + 1 edges. So a path, and the difference of two
layouts, stays below FAR, 2^60. Potentials of a best layout differ by a path at most, and along a
branch of the search tree they move by the cost of each circle, whose sum is the difference of two
layouts: so they differ by less than 2^61, a reduced cost is less than 2^62, and INFINITE, 2^61,
is only ever added to one number below FAR.
"""

from decimal import Context, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.optimize.network import NetworkEngine, kernels, search
from allocator.optimize.network.residual import FAR, Ints
from allocator.optimize.problem import Problem
from allocator.study.ranking.sources import in_order
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.plain import plain_loops

mantissas = st.sampled_from(["1", "-1", "9.99999999999", "-0.3333333333333333333", "0", "7"])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Draw a number of any size."""
    exponent = draw(st.sampled_from([0, 0, 1, -1, -7, 12]) | st.integers(-320, 320))
    return f"{draw(mantissas)}e{exponent}"


@st.composite
def wild(draw: st.DrawFn, rows: int, columns: int) -> Instance:
    """Draw an instance whose numbers are of any size, all alike or mixed."""
    cells = numbers()
    if draw(st.booleans()):
        scale = draw(st.integers(-310, 310))
        cells = mantissas.map(lambda number: f"{number}e{scale}")
    heavy = st.sampled_from(["0", "0.001", "1", "999999999999999", "1e-200"])
    current = [{"park": f"p{r}", "industry": f"i{r % columns}"} for r in range(rows)]
    cap = st.integers(1, max(rows, columns))
    rules = {
        "park_cap": {"default": draw(cap)},
        "industry_cap": {"default": draw(cap)},
        "park_floor": {"default": draw(st.integers(0, 1))},
    }
    objective = {
        "affinity": draw(st.sampled_from(["1", "-1", "999999999999999", "1e-300"])),
        "differentiation": draw(heavy),
        "continuity": draw(heavy | st.just("-999999999999999")),
    }
    pool = [draw(cells) for _ in range(min(rows * columns, 12))]
    matrix = [[pool[(r * columns + c) % len(pool)] for c in range(columns)] for r in range(rows)]
    return instance(matrix, rules=rules, objective=objective, current=current)


def longest_path(asked: Instance, problem: Problem) -> int:
    """Return a bound on what the loops add up, by the counting of the module's first lines."""
    cap = max(1, *problem.industry_bounds[:, 1].tolist())
    edge = 2 * (int(np.abs(problem.gain).max()) + problem.overlap * cap)
    return edge * (asked.slots + 2)


@settings(max_examples=60)
@given(st.data())
def test_path_sums_stay_below_infinite(data: st.DataObject) -> None:
    shapes = [(1, 1), (2, 3), (17, 29), (60, 3), (40, 40), (1, 90)]
    asked = data.draw(wild(*data.draw(st.sampled_from(shapes))))
    assert longest_path(asked, Problem.of(asked)) < int(FAR)


@pytest.mark.parametrize("cap", [1, 3, 200])
def test_path_sums_of_a_large_matrix_stay_below_infinite(cap: int) -> None:
    rules = {"park_cap": {"default": cap}, "industry_cap": {"default": cap}}
    objective = {"affinity": "1", "differentiation": "0.333333333333", "continuity": "1"}
    worth = [[f"{(-1) ** c}.123456789012" for c in range(120)] for _ in range(200)]
    asked = instance(worth, rules=rules, objective=objective)
    path = longest_path(asked, Problem.of(asked))
    assert path < int(FAR)
    assert path > 1 << 50  # and the room is used: digits are not given away


def watched(patch: pytest.MonkeyPatch) -> list[int]:
    """Let the shortest-path loops record the largest finite number that they leave behind."""
    seen = [0]

    def note(distance: Ints) -> None:
        finite = distance[distance < FAR]
        seen[0] = max([seen[0], *(abs(int(one)) for one in finite)])

    def close(costs: Ints, row: Ints) -> None:
        search.close(costs, row)
        note(costs)

    def shortest_from(source: int, edges: Ints, *room: Ints) -> None:
        search.shortest_from(source, edges, *room)
        note(room[0])

    patch.setattr(kernels, "close", close)
    patch.setattr(kernels, "shortest_from", shortest_from)
    return seen


@settings(max_examples=60)
@given(st.data())
def test_rankings_of_any_numbers_are_brute_force_without_overflow(data: st.DataObject) -> None:
    asked = data.draw(wild(*data.draw(st.sampled_from([(1, 3), (3, 1), (2, 3), (3, 2), (2, 2)]))))
    problem, legal = Problem.of(asked), legal_layouts(asked)
    with plain_loops() as patch:
        seen = watched(patch)
        engine = NetworkEngine(problem)
        assert [one for _, one in in_order(engine.stream())] == legal
        assert len(engine.flip_costs()) == len(asked.parks) * len(asked.industries) * bool(legal)
    assert seen[0] <= longest_path(asked, problem)


@settings(max_examples=60)
@given(st.data())
def test_scaled_numbers_are_the_numbers_but_for_half_a_unit(data: st.DataObject) -> None:
    asked = data.draw(wild(2, 3))
    valuation, weight = asked.valuation, asked.scenario.objective["affinity"]
    for pair, worth in valuation.gains["affinity"].items():
        value = asked.affinity[pair].value
        assert value is not None
        with localcontext(Context(prec=400)):
            lost = abs((value * weight).scaleb(valuation.exponent) - worth)
        assert lost <= (0 if valuation.exact else Decimal("0.5"))
