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
from allocator.optimize.network import NetworkEngine, kernels, ranking, residual
from allocator.optimize.network.residual import INFINITE
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
    assert {"solve", "second_best", "advance", "contract", "close", "flip_costs"} <= (
        compiled_names()
    )
    with plain_loops():
        assert compiled_names() == set()
    assert all(hasattr(one, "py_func") for one in (kernels.solve, ranking.pack, residual.walk))
    assert len(MODULES) == 3


@given(
    st.integers(1, 5),
    st.integers(1, 40),
    st.randoms(use_true_random=False),
)
def test_packing_comes_back(rows: int, columns: int, random: object) -> None:
    generator = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined]
    matrix = generator.integers(0, 2, (rows, columns), np.uint8)
    words = np.full((rows * columns + 63) // 64, 2**64 - 1, np.uint64)  # stale bits are cleared
    ranking.pack(matrix, words)
    back = np.full_like(matrix, 7)
    ranking.unpack(words, back)
    assert back.tolist() == matrix.tolist()
    bits = sum(int(word) << (64 * n) for n, word in enumerate(words))
    assert bits == sum(1 << place for place in np.flatnonzero(matrix.ravel()).tolist())


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


def graph(edges: dict[tuple[int, int], int], nodes: int) -> residual.Ints:
    """Return a matrix of edge costs."""
    matrix = np.full((nodes, nodes), INFINITE, np.int64)
    for (start, end), cost in edges.items():
        matrix[start, end] = cost
    return matrix


def test_shortest_paths_by_both_methods() -> None:
    # 0 -> 1 -> 2 costs 4 - 3 = 1 and beats 0 -> 2 at 2; nothing leads to 3; 2 -> 0 closes at 0.
    edges = graph({(0, 1): 4, (1, 2): -3, (0, 2): 2, (2, 0): -1, (3, 0): 5}, 4)
    distance, before = np.empty(4, np.int64), np.empty(4, np.int64)
    residual.shortest_from(0, edges, distance, before)
    assert distance.tolist() == [0, 4, 1, INFINITE]
    assert before.tolist() == [-1, 0, 1, -1]
    every, middle = edges.copy(), np.empty((4, 4), np.int64)
    residual.close(every, middle)
    assert every.tolist() == [
        [0, 4, 1, INFINITE],
        [-4, 0, -3, INFINITE],
        [-1, 3, 0, INFINITE],
        [5, 9, 6, 0],
    ]
    assert middle[0, 2] == 1
    assert middle[0, 1] == -1


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)), max_size=20))
def test_both_methods_agree_on_random_graphs(arcs: list[tuple[int, int, int]]) -> None:
    # Node heights make some costs negative and no circle so: cost + height(start) - height(end).
    heights = [0, 3, -2, 5, 1]
    edges = graph({(a, b): c + heights[a] - heights[b] for a, b, c in arcs if a != b}, 5)
    every, middle = edges.copy(), np.empty((5, 5), np.int64)
    residual.close(every, middle)
    distance, before = np.empty(5, np.int64), np.empty(5, np.int64)
    for source in range(5):
        residual.shortest_from(source, edges, distance, before)
        assert distance.tolist() == every[source].tolist()


def test_a_contracted_graph_by_hand() -> None:
    """Two rows, two columns; row 0 holds column 0 (gain 5), row 1 holds column 1 (gain 7).

    Row 0 may take column 1 (gain 2), row 1 column 0 (gain 1). Rows 1 to 2, columns 0 to 2, the
    second unit of a column costs 10.
    """
    x = np.array([[1, 0], [0, 1]], np.uint8)
    fixed = np.zeros((2, 2), np.uint8)
    gain = np.array([[5, 2], [1, 7]], np.int64)
    bounds = np.array([[1, 2], [1, 2]], np.int64)
    columns = np.array([[0, 2], [0, 2]], np.int64)
    room = kernels.workspace(3)
    residual.contract(x, fixed, (gain, bounds, columns, np.array([0, 10], np.int64)), room)
    edges, proper, via = room
    never = int(INFINITE)
    assert proper.tolist() == [
        [never, -2 + 7, -2 + 10],  # 0 takes column 1: from row 1, or as its second unit
        [-1 + 5, never, -1 + 10],
        [5, 7, never],  # a row gives up its column, whose first unit cost nothing
    ]
    assert via.tolist() == [[-1, 1, 1], [0, -1, 0], [0, 1, -1]]
    # Each row has an empty slot to fill (hub -> row, for nothing) and none to spare.
    assert edges.tolist() == [[never, 5, 8], [4, never, 9], [0, 0, never]]


def test_a_fixed_pair_is_in_no_edge() -> None:
    x = np.array([[1, 0], [0, 1]], np.uint8)
    fixed = np.array([[1, 0], [0, 0]], np.uint8)
    bounds = np.array([[0, 1], [0, 1]], np.int64)
    room = kernels.workspace(3)
    net = (np.ones((2, 2), np.int64), bounds, bounds.copy(), np.zeros(2, np.int64))
    residual.contract(x, fixed, net, room)
    assert room[2].tolist() == [[-1, 1, -1], [-1, -1, -1], [-1, 1, -1]]  # column 1 of row 1 only


def test_whether_the_loops_are_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers(Problem.of(instance([["1"]])))  # compiles them if nobody has
    assert compiled.is_compiled()
    for folder in (str(tmp_path), None):  # numba keeps nothing there, or nothing at all
        stats = SimpleNamespace(cache_path=folder)
        monkeypatch.setattr(kernels, "solve", SimpleNamespace(stats=stats))
        assert not compiled.is_compiled()
