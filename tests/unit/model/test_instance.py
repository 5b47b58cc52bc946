"""The instance: defaults, overrides and granted exceptions resolved in one place."""

from typing import Any

from tests.support.build import instance
from tests.support.tiny import CAPS_OF_TWO, tiny

PARKS = [{"id": "south", "cap": 4, "floor": 0}, {"id": "north"}, {"id": "east", "cap": 0}]
INDUSTRIES = ["seeds", {"id": "ai", "cap": 1, "floor": 1}, "film", "chips"]


def grant(rule: str, subject: str, slots: int) -> dict[str, Any]:
    """Return a granted exception."""
    return {
        "rule": rule,
        "subject": subject,
        "slots": slots,
        "reason": "r",
        "by": "b",
        "on": "2025",
    }


def test_ids_are_sorted_whatever_the_rows() -> None:
    asked = tiny(parks=PARKS, industries=INDUSTRIES)
    assert asked.parks == ("east", "north", "south")
    assert asked.industries == ("ai", "chips", "film", "seeds")


def test_caps_are_default_or_own_plus_grants() -> None:
    grants = [
        grant("park_cap", "south", 1),
        grant("park_cap", "east", 2),
        grant("park_cap", "east", 1),
        grant("industry_cap", "chips", 1),
        grant("industry_cap", "ai", 1),
    ]
    asked = tiny(parks=PARKS, industries=INDUSTRIES, grants=grants)
    assert asked.park_caps == {"south": 4 + 1, "north": 2, "east": 0 + 2 + 1}
    assert asked.industry_caps == {"ai": 1 + 1, "chips": 2 + 1, "film": 2, "seeds": 2}


def test_floors_are_default_or_own() -> None:
    rules = CAPS_OF_TWO | {"industry_floor": {"default": 0}}
    asked = tiny(parks=PARKS, industries=INDUSTRIES, rules=rules)
    assert asked.park_floors == {"south": 0, "north": 1, "east": 1}
    assert asked.industry_floors == {"ai": 1, "chips": 0, "film": 0, "seeds": 0}


def test_slots_are_the_tighter_side_never_more_than_there_are_pairs() -> None:
    assert tiny().slots == 6  # parks 3 x 2, industries 4 x 2
    rules = {"park_cap": {"default": 9}, "industry_cap": {"default": 9}}
    assert tiny(rules=rules).slots == 12  # every pair: a cap of 9 is no more than 4 or 3
    one = CAPS_OF_TWO | {"industry_cap": {"default": 1}}
    assert tiny(rules=one).slots == 4
    none = CAPS_OF_TWO | {"park_cap": {"default": 0}}
    assert tiny(rules=none).slots == 0


def test_locks_and_current_are_read_by_pair() -> None:
    asked = tiny(
        locks=[
            {"park": "north", "industry": "ai", "lock": "in", "reason": "r"},
            {"park": "south", "industry": "ai", "lock": "out", "reason": "r"},
        ],
        current=[{"park": "east", "industry": "film"}, {"park": "east", "industry": "film"}],
    )
    assert asked.locked_in == {("north", "ai")}
    assert asked.locked_out == {("south", "ai")}
    assert asked.current == {("east", "film")}


def test_barred_is_locked_out_below_the_threshold_or_unknown() -> None:
    asked = instance(
        [["1", "2", None], ["3", "0.5", "4"]],
        rules={"min_affinity": {"threshold": "1"}},
        locks=[{"park": "p1", "industry": "i2", "lock": "out", "reason": "r"}],
    )
    assert asked.below_threshold == {("p1", "i1")}  # 0.5; p0 i0 is 1, at the threshold
    assert asked.unknown == {("p0", "i2")}
    assert asked.barred == {("p1", "i1"), ("p0", "i2"), ("p1", "i2")}


def test_without_a_threshold_no_pair_is_below_it() -> None:
    assert tiny().below_threshold == frozenset()
    assert tiny().barred == frozenset()


def test_unknown_in_any_weighted_criterion_is_unknown() -> None:
    cells = [
        {"criterion": "jobs", "park": "p0", "industry": "i0", "value": "5"},
        {"criterion": "heat", "park": "p0", "industry": "i1", "value": "5"},
    ]
    criteria = [{"id": name, "name": name} for name in ("jobs", "heat")]
    asked = instance(
        [["1", "1", None]],
        criteria=criteria,
        criteria_values=cells,
        objective={"affinity": "1", "jobs": "1", "heat": "0"},
    )
    assert asked.unknown == {("p0", "i1"), ("p0", "i2")}  # heat has no weight
