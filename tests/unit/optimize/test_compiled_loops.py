"""The compiled loops against the Python that they are written in: a wrong type shows here.

Plain Python also tells of overflow, which compiled code does not.
"""

from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize import compiled
from allocator.optimize.network import NetworkEngine, kernels, ranking, residual, search
from allocator.optimize.network.residual import FAR, INFINITE, Ints, Net
from allocator.optimize.problem import Problem
from tests.support.build import instance
from tests.support.plain import MODULES, compiled_names, plain_loops
from tests.support.strategies import instances

Answers = tuple[list[tuple[int, Pairs]], dict[tuple[str, str], int | None], object]


def answers(problem: Problem, count: int = 12) -> Answers:
    """Return all that the engine says, the first layouts in the order it lists them."""
    engine = NetworkEngine(problem)
    return list(islice(engine.stream(), count)), engine.flip_costs(), engine.shortage


@settings(max_examples=25)
@given(instances(largest=12))
def test_plain_python_says_the_same(asked: Instance) -> None:
    problem = Problem.of(asked)
    compiled_says = answers(problem)
    with plain_loops():
        assert answers(problem) == compiled_says


@pytest.mark.parametrize("shape", [(2, 4), (4, 2), (3, 3)])
def test_plain_python_says_the_same_of_numbers_of_60_bits(shape: tuple[int, int]) -> None:
    rows, columns = shape
    worth = [[f"{(-1) ** (r + c)}e{250 + r + c}" for c in range(columns)] for r in range(rows)]
    asked = instance(worth, objective={"affinity": "1", "differentiation": "9e14"})
    problem = Problem.of(asked)
    assert np.abs(problem.gain).max() > 1 << 50
    compiled_says = answers(problem)
    with plain_loops():
        assert answers(problem) == compiled_says


def test_every_compiled_function_is_swapped_and_swapped_back() -> None:
    assert {"solve", "cheapest_circle", "advance", "contract", "close", "flip_costs"} <= (
        compiled_names()
    )
    with plain_loops():
        assert compiled_names() == set()
    assert all(hasattr(one, "py_func") for one in (kernels.solve, ranking.pack, residual.follow))
    assert len(MODULES) == 4


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_packing_comes_back(chosen: list[bool]) -> None:
    bits = np.array(chosen, np.uint8)
    words = np.full((len(bits) + 63) // 64, 2**64 - 1, np.uint64)  # stale bits are cleared
    ranking.pack(bits, words)
    back = np.full_like(bits, 7)
    ranking.unpack(words, back)
    assert back.tolist() == bits.tolist()
    packed = sum(int(word) << (64 * n) for n, word in enumerate(words))
    assert packed == sum(1 << place for place in np.flatnonzero(bits).tolist())


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=40))
def test_the_heap_gives_the_least_first(costs: list[int]) -> None:
    keys, heap = np.array(costs, np.int64), np.zeros(len(costs), np.int64)
    size = 0
    for node in range(len(costs)):
        size = ranking.push(heap, size, node, keys)
    taken = []
    while size:
        taken.append(int(keys[heap[0]]))
        size -= 1
        heap[0] = heap[size]
        ranking.sift_down(heap, size, keys)
    assert taken == sorted(costs)


def graph(edges: dict[tuple[int, int], int], nodes: int) -> Ints:
    """Return the edges of a contracted graph, of which the searches read the costs alone."""
    matrix = np.full((3, nodes, nodes), INFINITE, np.int64)
    for (start, end), cost in edges.items():
        matrix[0, start, end] = cost
    return matrix


def test_shortest_paths_by_both_methods() -> None:
    # 0 -> 1 -> 2 costs 4 - 3 = 1 and beats 0 -> 2 at 2; nothing leads to 3; 2 -> 0 closes at 0.
    edges = graph({(0, 1): 4, (1, 2): -3, (0, 2): 2, (2, 0): -1, (3, 0): 5}, 4)
    distance, before = np.empty(4, np.int64), np.empty(4, np.int64)
    search.shortest_from(0, edges, distance, before)
    assert distance.tolist() == [0, 4, 1, FAR]
    assert before.tolist() == [-1, 0, 1, -1]
    every = edges[0].copy()
    search.close(every, np.empty(4, np.int64))
    assert np.minimum(every, FAR).tolist() == [
        [0, 4, 1, FAR],
        [-4, 0, -3, FAR],
        [-1, 3, 0, FAR],
        [5, 9, 6, 0],
    ]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)), max_size=20))
def test_both_methods_agree_on_random_graphs(arcs: list[tuple[int, int, int]]) -> None:
    # Node heights make some costs negative and no circle so: cost + height(start) - height(end).
    heights = [0, 3, -2, 5, 1]
    edges = graph({(a, b): c + heights[a] - heights[b] for a, b, c in arcs if a != b}, 5)
    every = edges[0].copy()
    search.close(every, np.empty(5, np.int64))
    distance, before = np.empty(5, np.int64), np.empty(5, np.int64)
    for source in range(5):
        search.shortest_from(source, edges, distance, before)
        assert distance.tolist() == np.minimum(every[source], FAR).tolist()


def two_by_two(rows: list[list[int]], columns: list[list[int]], step: int) -> Net:
    """Return two rows and two columns, all pairs free: gains 5, 1 in column 0, 2, 7 in column 1."""
    return (
        np.array([5, 1, 2, 7], np.int64),
        np.array([0, 1, 0, 1], np.uint64),
        np.array([0, 2, 4], np.int64),
        np.array(rows, np.int64),
        np.array(columns, np.int64),
        np.array([0, step], np.int64),
    )


def test_a_contracted_graph_by_hand() -> None:
    """Row 0 holds column 0 (gain 5), row 1 holds column 1 (gain 7).

    Row 0 may take column 1 (gain 2), row 1 column 0 (gain 1). Rows 1 to 2, columns 0 to 2, the
    second unit of a column costs 10.
    """
    net = two_by_two([[1, 2, 0]] * 2, [[0, 2, 0]] * 2, 10)
    made = residual.graph_of(net)
    free, level = np.zeros(4, np.uint8), np.zeros(3, np.int64)
    residual.contract(np.array([1, 0, 0, 1], np.uint8), free, net, level, INFINITE, made)
    never, hub = int(INFINITE), 2
    # Each row has an empty slot to fill (hub -> row, for nothing) and none to spare.
    assert made[0][0].tolist() == [
        [never, -2 + 7, -2 + 10],  # 0 takes column 1: from row 1, or as its second unit
        [-1 + 5, never, -1 + 10],
        [0, 0, never],
    ]
    ends = made[1]
    assert ends[0].tolist() == [4, 5]  # the least of an edge into each row from a row
    assert ends[1].tolist() == [8, 9]  # to the hub, with a pair that comes in
    assert ends[2].tolist() == [2, 1]
    assert ends[3].tolist() == [5, 7]  # from the hub: a row gives up its column's first unit
    assert ends[4].tolist() == [0, 3]
    assert made[0][1, 0, 1] == 2  # row 0 takes column 1 ...
    assert made[0][2, 0, 1] == 3  # ... which row 1 gives up
    assert made[0][1, hub, 0] == made[0][2, hub, 0] == -1


def test_a_limit_and_potentials_leave_out_what_costs_more() -> None:
    net = two_by_two([[1, 2, 0]] * 2, [[0, 2, 0]] * 2, 10)
    made, potential = residual.graph_of(net), np.array([0, 2, -1], np.int64)
    x, free = np.array([1, 0, 0, 1], np.uint8), np.zeros(4, np.uint8)
    residual.contract(x, free, net, potential, 4, made)
    never = int(INFINITE)
    assert made[0][0].tolist() == [
        [never, 5 + 0 - 2, never],
        [never, never, never],  # 4 + 2 - 0 to row 0, 9 + 2 + 1 to the hub
        [0 - 1 - 0, 0 - 1 - 2, never],
    ]


def test_a_fixed_pair_is_in_no_edge() -> None:
    net = two_by_two([[0, 1, 0]] * 2, [[0, 1, 0]] * 2, 0)
    made, fixed = residual.graph_of(net), np.array([1, 0, 0, 0], np.uint8)
    level = np.zeros(3, np.int64)
    residual.contract(np.array([1, 0, 0, 1], np.uint8), fixed, net, level, INFINITE, made)
    assert set(np.unique(made[0][1:, made[0][0] < FAR])) == {-1, 2, 3}  # column 1 alone


def test_whether_the_loops_are_compiled(tmp_path: Path) -> None:
    answers(Problem.of(instance([["1"]])))  # compiles them if nobody has
    assert compiled.is_compiled(kernels.solve)
    for folder in (str(tmp_path), None):  # numba keeps nothing there, or nothing at all
        loop = SimpleNamespace(
            stats=SimpleNamespace(cache_path=folder), py_func=kernels.solve.py_func
        )
        assert not compiled.is_compiled(loop)
