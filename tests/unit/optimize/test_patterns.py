"""The patterns engine on cases that fit in the head, and where it gives up."""

from decimal import Decimal
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from allocator.model.instance import Instance
from allocator.model.outcome import Status
from allocator.model.rules import violations
from allocator.optimize.limits import Limit, StoppedError, TooHardError
from allocator.optimize.patterns import PatternsEngine, core, dual, engine
from allocator.optimize.patterns.table import NEVER, Table, patterns
from allocator.optimize.problem import Problem
from allocator.optimize.scope import pattern_count
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.build import instance
from tests.support.synergy import synergy_case

FREE = {
    "park_cap": {"default": 2},
    "industry_cap": {"default": 1},
    "park_floor": {"default": 0},
}


@pytest.mark.parametrize(("industries", "largest"), [(1, 1), (4, 2), (5, 3), (4, 4), (3, 0)])
def test_patterns_are_all_sets_up_to_a_size(industries: int, largest: int) -> None:
    listed = [
        tuple(one for one in row if one < industries) for row in patterns(industries, largest)
    ]
    every = [one for size in range(largest + 1) for one in combinations(range(industries), size)]
    assert sorted(listed) == sorted(every)


def test_a_pattern_is_worth_its_pairs_and_their_synergy() -> None:
    asked = instance(
        [["1", "2", "4"]],
        rules=FREE,
        objective={"affinity": "1", "synergy": "1"},
        synergy=[{"industry": "i0", "other": "i2", "value": "-0.5"}],
        locks=[{"park": "p0", "industry": "i1", "lock": "out", "reason": "r"}],
    )
    problem = Problem.of(asked)
    made = Table.of(asked, problem)
    worth = {
        tuple(one for one in members if one < 3): value
        for members, value in zip(made.members.tolist(), made.worth[0].tolist(), strict=True)
    }
    assert {held for held, value in worth.items() if value > NEVER} == {(), (0,), (2,), (0, 2)}
    assert asked.valuation.value_of(worth[0, 2]) == 4_500_000


def test_synergy_decides() -> None:
    """Alone i0 and i1 are worth 5 and 4, i2 and i3 together 3 + 3 + 4."""
    asked = instance(
        [["5", "4", "3", "3"]],
        rules=FREE,
        objective={"affinity": "1", "synergy": "1"},
        synergy=[{"industry": "i2", "other": "i3", "value": "4"}],
    )
    made = PatternsEngine(asked)
    assert made.best() == {("p0", "i2"), ("p0", "i3")}
    flip = made.flip_costs()["p0", "i2"]
    assert flip is not None
    assert round(flip / asked.valuation.tie_room) == 1_000_000  # 10 against 5 + 4
    assert made.bound >= asked.valuation.key(frozenset({("p0", "i2"), ("p0", "i3")}))


def test_nothing_legal_is_said_at_once() -> None:
    locked = [{"park": "p0", "industry": "i0", "lock": way, "reason": "r"} for way in ("in", "out")]
    for fields in (
        {"locks": locked},
        {
            "rules": FREE
            | {"park_floor": {"default": 2}, "exclusive": [{"industries": ["i0", "i1"]}]}
        },
    ):
        made = PatternsEngine(instance([["1", "1"]], **({"rules": FREE} | fields)))
        assert made.best() is None
        assert made.best_with(("p0", "i1"), True) is None
        assert (list(made.stream()), made.flip_costs()) == ([], {})


def test_a_search_is_given_up_when_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = synergy_case(parks=6, industries=8, bonds=10, seed=1)
    monkeypatch.setattr(engine, "_PATIENCE", 3)
    monkeypatch.setattr(engine, "_NODES_PER_LAYOUT", 0)
    with pytest.raises(TooHardError):
        list(PatternsEngine(asked).stream())


def test_time_that_is_up_stops_with_a_bound() -> None:
    asked = synergy_case(parks=6, industries=8, bonds=10, seed=1)
    made = PatternsEngine(asked, Limit(deadline=0.0))
    with pytest.raises(StoppedError) as stopped:
        made.best()
    best = PatternsEngine(asked).best()
    assert best is not None
    assert stopped.value.bound is not None
    assert stopped.value.bound >= asked.valuation.value(best)


def test_numbers_too_large_for_64_bits_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = synergy_case(parks=3, industries=4, bonds=2, seed=1)
    monkeypatch.setattr(dual, "LARGEST", 1 << 30)
    with pytest.raises(TooHardError):
        PatternsEngine(asked).best()


def test_how_many_patterns_there_are() -> None:
    asked = synergy_case(parks=2, industries=6, bonds=2, seed=1)
    assert pattern_count(asked) == 1 + 6 + 15 + 20
    assert len(patterns(6, 3)) == 42
    assert np.unique(patterns(6, 3), axis=0).shape == (42, 3)


def runaway() -> Instance:
    """Return parks whose land holds neither industry's needs: prices rise without end."""
    worth = [["-0.123456789012", "-0.1"], ["-0.3", "-0.1"], ["-0.2", "-0.1"]]
    parks = ("p0", "p1", "p2")
    return instance(
        worth,
        rules={"park_cap": {"default": 2}, "industry_cap": {"default": 2}},
        resources=[{"id": "land", "name": "land"}],
        supplies=[{"resource": "land", "park": park, "amount": "1"} for park in parks],
        needs=[
            {"resource": "land", "industry": "i0", "amount": "1"},
            {"resource": "land", "industry": "i1", "amount": "2"},
        ],
    )


def test_prices_that_run_away_are_left_to_cp_sat() -> None:
    with pytest.raises(TooHardError):
        PatternsEngine(runaway()).best()
    found = rank(runaway(), RankQuestion(count=2))
    assert (found.status, found.engine) == (Status.INFEASIBLE, "patterns+constraint")
    assert found.conflict is not None


@pytest.mark.parametrize("question", [{}, {"apart": 2}, {"apart": 2, "within": Decimal("0.1")}])
def test_what_is_given_up_is_answered_by_the_core_and_by_cp_sat_beyond_it(
    question: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = synergy_case(parks=3, industries=4, bonds=3, seed=2)
    free = rank(asked, RankQuestion(count=3, **question))
    monkeypatch.setattr(engine, "_PATIENCE", 0)
    monkeypatch.setattr(engine, "_NODES_PER_LAYOUT", 0)
    found = rank(asked, RankQuestion(count=3, **question))
    assert [one.layout for one in found.layouts] == [one.layout for one in free.layouts]
    assert found.engine == "patterns"
    monkeypatch.setattr(core, "_MOST_LITERALS", 0)
    found = rank(asked, RankQuestion(count=3, **question))
    assert [one.layout for one in found.layouts] == [one.layout for one in free.layouts]
    assert found.engine == "patterns+constraint"


def test_a_stopped_search_hands_over_what_it_met() -> None:
    asked = synergy_case(parks=6, industries=8, bonds=10, seed=1)
    made = PatternsEngine(asked)
    met, best = made.met(), made.best()
    assert met is not None
    assert best is not None
    assert not violations(asked, met)
    assert asked.valuation.key(met) <= asked.valuation.key(best) <= made.bound
