"""park_cap: sum_i x[p,i] <= cap[p] + granted[p]."""

from typing import Any

import pytest

from allocator.model.rules import Violation
from allocator.model.rules.counts import park_cap
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

ONE_EACH: dict[str, Any] = {"park_cap": {"default": 1, "clause": "P1", "in_principle": True}}
NORTH_TWICE = layout("north ai", "north chips", "south ai")
NORTH_ONCE = layout("north ai", "south ai")


def grant(slots: int, rule: str = "park_cap", subject: str = "north") -> dict[str, Any]:
    """Return a granted exception."""
    return {
        "rule": rule,
        "subject": subject,
        "slots": slots,
        "reason": "new land",
        "by": "zone office",
        "on": "2025",
    }


def test_the_judge_names_park_amounts_and_clause() -> None:
    # north holds 3 of at most 2, south 2 of 2, east 4 of 2.
    crowded = layout(
        *("north ai", "north chips", "north film", "south ai", "south chips"),
        *("east ai", "east chips", "east film", "east seeds"),
    )
    found = park_cap(tiny(), crowded)
    assert found == [
        Violation("park_cap", "P1", park="east", actual=4, limit=2),
        Violation("park_cap", "P1", park="north", actual=3, limit=2),
    ]
    assert [one.amount for one in found] == [2, 1]


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=ONE_EACH)
    assert verdicts("park_cap", asked, NORTH_ONCE) == (True, True)
    assert verdicts("park_cap", asked, NORTH_TWICE) == (False, False)


def test_a_cap_of_a_park_replaces_the_default_up_and_down() -> None:
    wide = two_rows(rules=ONE_EACH, parks=[{"id": "north", "cap": 2}, "south"])
    assert verdicts("park_cap", wide, NORTH_TWICE) == (True, True)
    shut = two_rows(rules=ONE_EACH, parks=[{"id": "north", "cap": 0}, "south"])
    assert verdicts("park_cap", shut, NORTH_ONCE) == (False, False)
    assert park_cap(shut, NORTH_ONCE) == [
        Violation("park_cap", "P1", park="north", actual=1, limit=0)
    ]


def test_a_granted_slot_is_added_to_the_default_or_to_the_parks_own_cap() -> None:
    assert verdicts("park_cap", two_rows(rules=ONE_EACH, grants=[grant(1)]), NORTH_TWICE) == (
        True,
        True,
    )
    own = two_rows(rules=ONE_EACH, parks=[{"id": "north", "cap": 0}, "south"], grants=[grant(1)])
    assert verdicts("park_cap", own, NORTH_ONCE) == (True, True)
    assert verdicts("park_cap", own, NORTH_TWICE) == (False, False)


def test_grants_add_up_and_the_limit_told_includes_them() -> None:
    asked = tiny(grants=[grant(1), grant(1)])  # north: 2 + 1 + 1
    full = layout("north ai", "north chips", "north film", "north seeds")
    assert park_cap(asked, full) == []
    asked = tiny(grants=[grant(1)])
    assert park_cap(asked, full) == [Violation("park_cap", "P1", park="north", actual=4, limit=3)]


@pytest.mark.parametrize(
    "elsewhere", [grant(1, subject="south"), grant(1, rule="industry_cap", subject="north")]
)
def test_a_grant_to_another_park_or_another_rule_does_not_help(elsewhere: dict[str, Any]) -> None:
    asked = two_rows(rules=ONE_EACH, grants=[elsewhere])
    assert verdicts("park_cap", asked, NORTH_TWICE) == (False, False)


def test_without_a_clause_none_is_named() -> None:
    rules = CAPS_OF_TWO | {"park_cap": {"default": 0}}
    assert [one.clause for one in park_cap(tiny(rules=rules), layout("east ai"))] == [None]
