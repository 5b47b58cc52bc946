"""The solver for large problems on cases that fit in the head, and what it refuses."""

from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from allocator.optimize.network import NetworkEngine, engine, large
from allocator.optimize.network.large import (
    Answer,
    BeyondNumbersError,
    Start,
    solve_large,
)
from allocator.optimize.network.large.arcs import proves
from allocator.optimize.problem import BARRED, LOCKED, Problem
from tests.support.synergy import synergy_case

GAIN = np.array([[9, 8, 1], [7, 1, 1]])


def solved(
    gain: list[list[int]] | NDArray[np.int64] = GAIN,
    parks: tuple[int, int] = (0, 9),
    industries: tuple[int, int] = (0, 9),
    overlap: int = 0,
    state: dict[tuple[int, int], int] | None = None,
) -> Answer:
    """Solve a problem with the same bounds for all parks and for all industries."""
    worth = np.array(gain, np.int64)
    states = np.zeros(worth.shape, np.int8)
    for place, value in (state or {}).items():
        states[place] = value
    return solve_large(
        worth,
        states,
        np.tile(np.array(parks), (worth.shape[0], 1)),
        np.tile(np.array(industries), (worth.shape[1], 1)),
        overlap,
    )


def test_all_that_gains_where_nothing_forbids_it() -> None:
    assert solved([[3, -1], [-2, 5]]).x.tolist() == [[1, 0], [0, 1]]


def test_a_park_gives_way_where_that_gains_more() -> None:
    assert solved(parks=(1, 1), industries=(0, 1)).x.tolist() == [[0, 1, 0], [1, 0, 0]]


def test_floors_of_parks_and_industries_are_met_at_a_loss() -> None:
    assert solved([[-5, -9], [-7, -8]], parks=(1, 2)).x.tolist() == [[1, 0], [1, 0]]
    assert solved([[-5, -9], [-7, -8]], industries=(1, 2)).x.tolist() == [[1, 0], [0, 1]]


def test_shared_industries_cost_more_and_more() -> None:
    # 2 each, 1.5 per pair of parks: two parks are worth 2.5, one 2, three 1.5
    assert solved([[20]] * 3, overlap=15).x.sum() == 2


def test_locked_pairs_count_and_barred_ones_stay_out() -> None:
    found = solved(parks=(0, 1), state={(0, 2): LOCKED, (1, 0): BARRED})
    assert found.x.tolist() == [[0, 0, 1], [0, 1, 0]]


def test_more_floors_of_parks_than_places_are_short() -> None:
    found = solved([[5], [4], [3]], parks=(1, 1), industries=(0, 2))
    park, industry = found.short
    assert park in range(3)
    assert industry == -1
    assert found.x.sum() == 2
    assert found.x[park].sum() == 0


def test_more_floors_of_industries_than_places_are_short() -> None:
    found = solved([[5, 4, 3]], parks=(0, 2), industries=(1, 1))
    park, industry = found.short
    assert park == -1
    assert found.x[:, industry].sum() == 0


def test_a_park_barred_from_all_but_one_is_short() -> None:
    barred = {(1, 0): BARRED, (1, 1): BARRED}
    assert solved(parks=(2, 3), state=barred).short == (1, -1)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (1, 1)])
def test_nothing_to_choose_from(shape: tuple[int, int]) -> None:
    found = solved(np.full(shape, -1))
    assert found.short == (-1, -1)
    assert found.x.shape == shape
    assert not found.x.any()


def test_the_same_gain_everywhere_from_one_pair_per_park() -> None:
    found = solve_large(
        np.full((40, 20), 7),
        np.zeros((40, 20), np.int8),
        np.tile([1, 2], (40, 1)),
        np.tile([2, 2], (20, 1)),
        0,
        Start(of_parks=1, of_industries=1, spread=0, effort=0),
    )
    assert found.x.sum(0).tolist() == [2] * 20
    assert found.x.sum(1).tolist() == [1] * 40


def test_numbers_without_room_for_a_proof_are_refused() -> None:
    with pytest.raises(BeyondNumbersError):
        solved([[1 << 60]])
    assert solved([[1 << 59]]).x.all()


@pytest.mark.parametrize(
    ("x", "parks", "industries"),
    [
        ([[1, 0]], [4], [0, 0]),  # the pair left out would gain more
        ([[0, 1]], [6], [0, 0]),  # the pair in gains less than its price
        ([[1, 1]], [0], [0, 0]),  # over the cap
        ([[0, 0]], [9], [0, 0]),  # below the floor
        ([[0, 1]], [0], [5, 0]),  # a price of an industry with room
        ([[0, 1]], [1 << 60], [0, 0]),  # no room for sums
    ],
)
def test_the_proof_refuses(x: list[list[int]], parks: list[int], industries: list[int]) -> None:
    gain, state = np.array([[3, 5]]), np.zeros((1, 2), np.int8)
    bounds = np.array([[1, 1]]), np.array([[0, 1], [0, 1]])

    def says(x: list[list[int]], parks: list[int], industries: list[int]) -> bool:
        prices = np.array(parks), np.array(industries)
        return bool(proves(gain, state, np.array(x, np.uint8), bounds, 0, prices))

    assert says([[0, 1]], [4], [0, 0])
    assert not says(x, parks, industries)


def test_the_engine_takes_it_from_a_size_on_and_lists_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem.of(synergy_case(parks=12, industries=15, bonds=0, seed=3))
    small = list(islice(NetworkEngine(problem).stream(), 50))
    monkeypatch.setattr(engine, "WORTH_IT", 1)
    assert list(islice(NetworkEngine(problem).stream(), 50)) == small

    def refuses(*_: object) -> None:
        raise BeyondNumbersError

    monkeypatch.setattr(large, "solve_large", refuses)
    assert NetworkEngine(problem).best() == small[0][1]
