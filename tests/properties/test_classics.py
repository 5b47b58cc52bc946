"""Two classical problems as plain scenario folders, through the program itself.

The generalized assignment problem (each job to exactly one agent, a need per pair, one resource)
and a 0/1 knapsack with two criteria; against brute force and HiGHS.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from allocator.app.cli import main
from tests.support.classics import Assignment, Knapsack

# Instance c515-1 of the OR-Library (file gap1): 5 agents, 15 jobs, optimum 336
# (Beasley 1990; Osman 1995).
C515_1 = Assignment(
    profit=[
        [17, 21, 22, 18, 24, 15, 20, 18, 19, 18, 16, 22, 24, 24, 16],
        [23, 16, 21, 16, 17, 16, 19, 25, 18, 21, 17, 15, 25, 17, 24],
        [16, 20, 16, 25, 24, 16, 17, 19, 19, 18, 20, 16, 17, 21, 24],
        [19, 19, 22, 22, 20, 16, 19, 17, 21, 19, 25, 23, 25, 25, 25],
        [18, 19, 15, 15, 21, 25, 16, 16, 23, 15, 22, 17, 19, 22, 24],
    ],
    need=[
        [8, 15, 14, 23, 8, 16, 8, 25, 9, 17, 25, 15, 10, 8, 24],
        [15, 7, 23, 22, 11, 11, 12, 10, 17, 16, 7, 16, 10, 18, 22],
        [21, 20, 6, 22, 24, 10, 24, 9, 21, 14, 11, 14, 11, 19, 16],
        [20, 11, 8, 14, 9, 5, 6, 19, 19, 7, 6, 6, 13, 9, 18],
        [8, 13, 13, 13, 10, 20, 25, 16, 16, 17, 10, 10, 5, 12, 23],
    ],
    capacity=[36, 34, 38, 27, 33],
)

# Two agents, three jobs: agent a0 is better at all, but has time for one big job, or for two
# small ones: j0 + j1 (5 + 4) and j2 by a1 (1), or j2 alone (7) and the others by a1 (3 + 3).
SMALL = Assignment(
    profit=[[5, 4, 7], [3, 3, 1]], need=[[2.5, 0.75, 3.25], [1, 1, 1]], capacity=[3.25, 2]
)


def drawn(seed: int, agents: int = 3, jobs: int = 7, room: float = 0.8) -> Assignment:
    """Return an instance drawn as Ross and Soland (1975) do; costs as profits below 0.

    Needs 5 to 25, costs 15 to 25, agents with `room` of their even share of the needs.
    """
    random = Random(seed)
    need = [[random.randint(5, 25) for _ in range(jobs)] for _ in range(agents)]
    cost = [[-random.randint(15, 25) for _ in range(jobs)] for _ in range(agents)]
    return Assignment(cost, need, [int(room * sum(row) / agents) for row in need])


def answered(folder: Path, *options: str, status: int = 0) -> dict[str, Any]:
    """Return the program's answer to `rank` as JSON."""
    result = CliRunner().invoke(main, ["rank", str(folder), *options, "--format", "json"])
    assert result.exit_code == status, result.stderr
    return json.loads(result.stdout)


def check(asked: Assignment, answer: dict[str, Any], optimum: float) -> None:
    """Hold the first layout of an answer against the problem as it was stated."""
    assert answer["status"] == "optimal"
    assert answer["engine"] == "patterns"
    best = answer["result"]["layouts"][0]
    given = {pair["industry"]: int(pair["park"][1:]) for pair in best["pairs"]}
    assert len(best["pairs"]) == len(given) == asked.jobs  # each job once
    used, profit = [0.0] * len(asked.capacity), 0.0
    for job, agent in given.items():
        used[agent] += asked.need[agent][int(job[1:])]
        profit += asked.profit[agent][int(job[1:])]
    assert all(one <= most for one, most in zip(used, asked.capacity, strict=True))
    assert best["value"] == pytest.approx(profit) == pytest.approx(optimum)


def test_the_known_optimum_of_an_or_library_instance(tmp_path: Path) -> None:
    assert C515_1.by_highs() == pytest.approx(336)
    check(C515_1, answered(C515_1.write(tmp_path / "gap"), "-k", "1"), 336)


def test_a_generalized_assignment_in_the_head(tmp_path: Path) -> None:
    assert SMALL.by_brute_force() == SMALL.by_highs() == 7 + 3 + 3
    check(SMALL, answered(SMALL.write(tmp_path / "gap"), "-k", "1"), 13)


@pytest.mark.parametrize("seed", range(4))
def test_drawn_generalized_assignments_at_least_cost(seed: int, tmp_path: Path) -> None:
    asked = drawn(seed, room=0.9)
    optimum = asked.by_brute_force()
    assert optimum is not None
    assert asked.by_highs() == pytest.approx(optimum)
    check(asked, answered(asked.write(tmp_path / "gap"), "-k", "1"), optimum)


def test_a_generalized_assignment_that_nothing_fits(tmp_path: Path) -> None:
    asked = drawn(0, room=0.3)
    assert asked.by_brute_force() is None
    assert asked.by_highs() is None
    answer = answered(asked.write(tmp_path / "gap"), "-k", "1", status=1)
    assert answer["status"] == "infeasible"


def sack(seed: int, items: int = 12) -> Knapsack:
    """Return a knapsack whose profits pull against each other, half of all weight allowed."""
    random = Random(seed)
    drawn = []
    for _ in range(items):
        first = random.randint(1, 30)
        drawn.append((first, 31 - first + random.randint(-5, 5), random.randint(5, 20)))
    return Knapsack(drawn, sum(one[2] for one in drawn) // 2)


def front(folder: Path) -> list[tuple[float, float]]:
    """Return the frontier that the program lists."""
    points = answered(folder, "--frontier", "first,second")["result"]["points"]
    return [(one["terms"]["first"], one["terms"]["second"]) for one in points]


def test_a_knapsack_in_the_head(tmp_path: Path) -> None:
    # Room for two of weight 1, or the one of weight 2. (5, 5) goes with either of the others;
    # (7, 1) + (1, 7) = (8, 8) is beaten by (9, 8), as is all that is left.
    asked = Knapsack([(7, 1, 1), (1, 7, 1), (5, 5, 1), (9, 8, 2)], 2)
    expected = [(12, 6), (9, 8), (6, 12)]
    assert asked.front() == expected
    assert front(asked.write(tmp_path / "sack")) == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_whole_front_of_a_two_criteria_knapsack(seed: int, tmp_path: Path) -> None:
    asked = sack(seed)
    expected = asked.front()  # 4096 subsets
    assert len(expected) > 5
    assert front(asked.write(tmp_path / "sack")) == expected
