"""The core of the patterns engine: what it proves, what a stop leaves, and sharpened prices."""

from itertools import islice
from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.model.outcome import Status
from allocator.optimize.limits import Limit, StoppedError
from allocator.optimize.patterns import PatternsEngine, core, dual, engine
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.synergy import synergy_case


def medium(**fields: Any) -> Instance:
    """Return a case whose industries are scarce, so that prices matter."""
    stated = {
        "rules": {
            "park_cap": {"default": 3},
            "industry_cap": {"default": 5},
            "park_floor": {"default": 1},
        }
    }
    return synergy_case(parks=20, industries=14, bonds=40, seed=3, **(stated | fields))


SHARING = {"objective": {"affinity": "1", "synergy": "1", "differentiation": "0.05"}}


@pytest.mark.parametrize("fields", [{}, SHARING])
def test_prices_of_the_program_are_as_good_as_long_descent(
    fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = medium(**fields)
    long = PatternsEngine(asked).bound
    monkeypatch.setattr(dual, "_ROUNDS", 40)
    rough = PatternsEngine(asked).bound
    monkeypatch.setattr(dual, "_MANY", 0)
    sharp = PatternsEngine(asked)
    assert sharp.bound < rough
    best = sharp.best()
    assert best is not None
    room = asked.valuation.tie_room
    assert asked.valuation.key(best) <= sharp.bound
    # the program may leave out a pattern that matters, and still comes near
    assert sharp.bound - long < (rough - long) // 2 + room


@pytest.mark.parametrize("fields", [{}, SHARING])
def test_the_core_lists_what_the_search_lists(fields: dict[str, Any]) -> None:
    asked = medium(**fields)
    searched = list(islice(PatternsEngine(asked).stream(12), 12))
    assert list(islice(PatternsEngine(asked).further(), 12)) == searched
    after = [layout for _, layout in searched[:5]]
    assert list(islice(PatternsEngine(asked).further(1, after), 7)) == searched[5:]


def give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no search get anywhere."""
    monkeypatch.setattr(engine, "_PATIENCE", 0)
    monkeypatch.setattr(engine, "_NODES_PER_LAYOUT", 0)


def test_a_core_that_is_stopped_says_what_nothing_exceeds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = medium()
    best = PatternsEngine(asked).best()
    give_up(monkeypatch)
    with pytest.raises(StoppedError) as stopped:
        PatternsEngine(asked, Limit(effort=0.0)).best()
    assert stopped.value.found is not None
    assert stopped.value.bound is not None
    assert best is not None
    value = asked.valuation.value
    assert value(stopped.value.found) <= value(best) <= stopped.value.bound
    found = rank(asked, RankQuestion(count=1, effort=0.0))
    assert (found.status, found.engine) == (Status.FEASIBLE, "patterns")
    assert found.bound == stopped.value.bound


def test_one_layout_that_is_proven_is_optimal_though_the_rest_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = medium()
    best = PatternsEngine(asked).best()
    give_up(monkeypatch)

    def stop(*_: object) -> None:
        raise core.UnprovenError(None, 0)

    monkeypatch.setattr(core.Core, "tied", stop)
    found = rank(asked, RankQuestion(count=1))
    assert found.status == Status.OPTIMAL
    assert [one.layout for one in found.layouts] == [best]
    assert found.bound == found.layouts[0].value
    assert not found.exhausted
    found = rank(asked, RankQuestion(count=2))
    assert (found.status, len(found.layouts)) == (Status.FEASIBLE, 1)


def test_cp_sat_that_takes_over_and_stops_keeps_the_bound_of_the_patterns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = medium()
    made = PatternsEngine(asked)
    met = made.met()
    give_up(monkeypatch)
    monkeypatch.setattr(core, "_MOST_LITERALS", 0)
    found = rank(asked, RankQuestion(count=1, effort=0.01))
    assert (found.status, found.engine) == (Status.FEASIBLE, "patterns+constraint")
    assert found.bound is not None
    assert found.bound <= asked.valuation.value_of(made.bound)
    assert met is not None
    assert found.layouts[0].value >= asked.valuation.value(met)
