"""Relaxations: what has to change least, in numbers that fit in the head."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.optimize.limits import Limit, StoppedError
from allocator.study.conflicts.explain import explain_conflicts
from allocator.study.conflicts.explore import explore
from allocator.study.conflicts.kinds import few_of_each, kind_of
from allocator.study.conflicts.relaxations import relaxations
from tests.support.tiny import tiny

FREE: dict[str, Any] = {
    "park_cap": {"default": 4, "clause": "P1", "in_principle": True},
    "industry_cap": {"default": 3},
    "park_floor": {"default": 0},
}


def told(asked: Instance) -> list[list[tuple[str, tuple[str, ...], Any, Any]]]:
    """Return rule, entry, before and after of each change of each relaxation."""
    found = relaxations(asked, explore(asked, 10).corrections, 10, Limit())
    assert all(one.proven for one in found)
    return [
        [(c.stated.rule, c.stated.entry, c.before, c.after) for c in one.changes] for one in found
    ]


def locks(*pairs: str, how: str = "in") -> list[dict[str, str]]:
    return [
        {"park": park, "industry": one, "lock": how, "reason": "r"}
        for park, one in map(str.split, pairs)
    ]


def test_a_cap_and_the_locks_against_it_the_principle_last() -> None:
    rules = FREE | {"park_cap": {"default": 2, "clause": "P1", "in_principle": True}}
    asked = tiny(rules=rules, locks=locks("north ai", "north chips", "north film"))
    assert told(asked) == [
        [("lock_in", ("north", "ai"), None, None)],
        [("lock_in", ("north", "chips"), None, None)],
        [("lock_in", ("north", "film"), None, None)],
        [("park_cap", (), 2, 3)],
    ]
    (_, _, _, cap) = relaxations(asked, explore(asked, 10).corrections, 10, Limit())
    assert cap.changes[0].only == ("north",)
    assert cap.changes[0].amount == 1


def test_a_supply_by_the_least_that_is_missing_exactly() -> None:
    asked = tiny(
        rules=FREE,
        resources=[{"id": "land", "name": "land"}],
        supplies=[{"resource": "land", "park": "north", "amount": "10"}],
        needs=[
            {"resource": "land", "industry": "ai", "amount": "6.5"},
            {"resource": "land", "industry": "chips", "amount": "6.000000000001"},
            {"resource": "land", "industry": "film", "amount": "99"},
        ],
        locks=locks("north ai", "north chips"),
    )
    supply = told(asked)[-1]
    assert supply == [("capacity", ("land", "north"), 10, Decimal("12.500000000001"))]


def test_quota_floor_threshold_distance_and_budget() -> None:
    quota = {"id": "q", "industries": ["ai"], "min": 3}
    out = locks("north ai", how="out")
    least = told(tiny(rules=FREE | {"quota": [quota]}, locks=out))
    assert least[0] == [("lock_out", ("north", "ai"), None, None)]
    assert least[1] == [("quota", ("q", "min"), 3, 2)]
    rules = FREE | {"quota": [{"id": "q", "max": 2}], "park_floor": {"default": 1}}
    assert told(tiny(rules=rules)) == [
        [("park_floor", (), 1, 0)],
        [("quota", ("q", "max"), 2, 3)],
    ]
    barred = FREE | {"min_affinity": {"threshold": "6.5"}}
    assert told(tiny(rules=barred, locks=locks("north film", "east chips")))[0] == [
        ("min_affinity", (), Decimal("6.5"), 2)
    ]
    now = [{"park": "north", "industry": "ai"}]
    budget = FREE | {"change_budget": {"total": 1}}
    asked = tiny(rules=budget, current=now, locks=locks("east ai", "east film"))
    assert told(asked)[-1] == [("change_budget", ("total",), 1, 2)]


def test_a_distance_falls_to_one_that_is_there_or_is_dropped() -> None:
    near = [{"park": "north", "other": "south", "km": "4"}]
    rules = FREE | {"apart": [{"industries": ["ai", "chips"], "km": 10}]}
    asked = tiny(rules=rules, distances=near, locks=locks("north ai", "south chips"))
    assert told(asked)[-1] == [("apart", ("ai", "chips"), 10, 4)]
    asked = tiny(rules=rules, distances=near, locks=locks("north ai", "north chips"))
    assert told(asked)[-1] == [("apart", ("ai", "chips"), 10, None)]


def test_two_statements_change_where_one_is_not_enough() -> None:
    quotas = [
        {"id": "a", "industries": ["ai"], "max": 0},
        {"id": "b", "parks": ["north"], "max": 0},
    ]
    asked = tiny(rules=FREE | {"quota": quotas}, locks=locks("north ai"))
    assert told(asked) == [
        [("lock_in", ("north", "ai"), None, None)],
        [("quota", ("a", "max"), 0, 1), ("quota", ("b", "max"), 0, 1)],
    ]


def test_a_default_names_those_that_need_it_to_change() -> None:
    # ai and chips in all three parks, of two places each at most: both need the third
    rules = FREE | {"industry_cap": {"default": 2}, "park_floor": {"default": 0}}
    pairs = [f"{park} {one}" for park in ("north", "south", "east") for one in ("ai", "chips")]
    asked = tiny(rules=rules, locks=locks(*pairs))
    found = relaxations(asked, explore(asked, 100).corrections, 100, Limit())
    cap = next(one for one in found if len(one.changes) == 1)
    assert (cap.changes[0].before, cap.changes[0].after) == (2, 3)
    assert cap.changes[0].only == ("ai", "chips")


def test_undecided_steps_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = FREE | {"quota": [{"id": "q", "max": 2}], "exclusive": [{"industries": ["ai", "film"]}]}
    five = locks("north ai", "south ai", "east chips", "south chips", "north seeds")
    asked = tiny(rules=rules, locks=five)
    corrections = explore(asked, 10).corrections
    quota = next(one for one in corrections if one[0].rule == "quota")
    exact = relaxations(asked, [quota], 1, Limit())
    assert [change.after for change in exact[0].changes] == [5]

    def stopped(*_: object) -> None:
        raise StoppedError

    monkeypatch.setattr("allocator.study.conflicts.relaxations.any_legal", stopped)
    assert relaxations(asked, [quota], 1, Limit()) == ()


def test_of_each_kind_a_few_come_first() -> None:
    assert few_of_each(["a1", "a2", "a3", "a4", "b1"], lambda one: one[0]) == [
        "a1",
        "a2",
        "a3",
        "b1",
        "a4",
    ]


def test_kinds_and_their_counts_are_told() -> None:
    rules = FREE | {"quota": [{"id": "q", "max": 2}]}
    asked = tiny(rules=rules, locks=locks("north ai", "south ai", "east ai"))
    found = explain_conflicts(asked)
    assert not found.legal
    assert found.decided
    assert (found.conflicts_known, found.relaxations_known, found.complete) == (1, 4, True)
    by_lock = [one for one in found.relaxations if one.stated[0].rule == "lock_in"]
    assert found.kinds_of_relaxations[kind_of(by_lock[0].stated)] == len(by_lock) == 3
    assert [one.kind for one in found.shortages] == ["quota_max"]


def test_a_legal_scenario_has_nothing_to_relax() -> None:
    found = explain_conflicts(tiny())
    assert found.legal
    assert found.decided
    assert (found.conflicts, found.relaxations, found.shortages) == ((), (), ())
    assert (found.conflicts_known, found.relaxations_known) == (0, 0)
