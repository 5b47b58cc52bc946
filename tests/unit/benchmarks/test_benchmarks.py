"""Each benchmark at a tiny size, with the peers that are installed: the answers must be equal."""

import numpy as np
import pytest

from benchmarks import (
    commands,
    first_use,
    flips,
    frontier,
    linkage,
    peers,
    perturbed,
    ranking,
    scale,
    synergy,
)
from benchmarks.instances import linear, with_current, with_links, with_second, with_synergy
from benchmarks.timing import DifferentError, Row, Run, race, show, side_by_side, spoken


def measured(rows: list[Row]) -> list[str]:
    """Return the engines that answered; ours must be among them."""
    assert rows[0].seconds is not None
    return [row.engine for row in rows if row.seconds is not None]


def test_ranking_gives_equal_values_to_the_last_of_all_layouts() -> None:
    rows = ranking.measure(linear(3, 4), wanted=30, rounds=1, firsts=(12, 5))
    assert "CP-SAT loop" in measured(rows)


def test_ranking_beyond_the_pools_says_so() -> None:
    rows = ranking.measure(linear(4, 6), wanted=1001, rounds=1, firsts=(3, 2))
    notes = {row.engine: row.note for row in rows}
    assert notes["Gurobi pool"].startswith("not asked")
    assert "first 3 of 1001, the rest extrapolated" in notes["CP-SAT loop"]


def test_flips_give_equal_costs() -> None:
    assert measured(flips.measure(linear(4, 6), rounds=1))
    assert measured(flips.measure(linear(7, 5), rounds=1))


def test_perturbed_worlds_have_equal_values() -> None:
    rows = perturbed.measure(linear(4, 6), 0.1, count=6, first=3, rounds=1)
    assert "CP-SAT" in measured(rows)


def test_synergy_and_linkage_keep_within_all_bounds() -> None:
    case = linear(4, 6)
    assert synergy.measure(with_synergy(case, 8), seconds=5)
    assert synergy.measure_ranked(with_synergy(case, 8), 20, rounds=1)
    assert linkage.measure(with_links(case, 3, 4), seconds=5)


def test_frontiers_have_equal_points() -> None:
    assert measured(frontier.measure(with_second(linear(3, 4)), first=50, rounds=1))
    assert measured(frontier.measure_moves(with_current(linear(3, 4)), first=50, rounds=1))


def test_scale_gives_equal_values() -> None:
    assert "OR-tools min-cost flow" in measured(scale.measure(linear(9, 8), rounds=1, memory=False))
    assert scale.measure_synergy(with_synergy(linear(4, 6), 8), seconds=5)


def test_the_start_asks_every_question() -> None:
    first_use.start()


def two(first: list[int], second: list[int]) -> list[Run]:
    """Return two runs that give these answers."""
    return [
        Run("ours", "allocator", lambda: np.array(first)),
        Run("theirs", "benchmarks", lambda: np.array(second)),
    ]


def test_another_answer_is_an_error() -> None:
    with pytest.raises(DifferentError, match="theirs differs from ours"):
        side_by_side("tiny", two([3, 2], [3, 1]), rounds=1)


def test_a_value_beyond_a_bound_is_an_error() -> None:
    with pytest.raises(DifferentError, match="beyond a bound"):
        race("tiny", two([3, 3], [2, 2]))


def test_a_peer_that_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    runs = [*two([3], [3]), Run("Absent", "no_such_package", lambda: np.array([3]))]
    show("Tiny", side_by_side("tiny", [*runs, peers.not_asked("Idle", "no need")], rounds=1))
    shown = capsys.readouterr().out
    assert "| tiny | Absent | - |  |  | not installed, or not built yet |" in shown
    assert "| tiny | Idle | - |  |  | not asked: no need |" in shown


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "-"), (0.0001234, "0.123 ms"), (0.5, "500 ms"), (2, "2.00 s"), (1234.5, "1,234 s")],
)
def test_times_are_spoken_in_their_unit(seconds: float | None, text: str) -> None:
    assert spoken(seconds) == text


def test_whole_commands_are_timed_and_must_answer() -> None:
    asked = commands.questions()
    six = asked["check, six moves"]
    assert [row.engine for row in commands.measure({"check": six}, rounds=1)] == ["check"]
    assert len(asked["whatif, ten variants"]) == 12
    with pytest.raises(AssertionError):
        commands.measure({"wrong": ["check", "nowhere"]}, rounds=1)
