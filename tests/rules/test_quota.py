"""quota: lo <= sum over a set of parks x a set of industries of x[p,i] <= hi."""

from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.model.rules import Violation
from allocator.model.rules.budgets import quota
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny


def one_quota(**bounds: Any) -> Instance:
    """Return the two rows with one quota."""
    return two_rows(rules={"quota": [{"id": "q", **bounds}]})


def test_the_judge_names_the_quota_amounts_and_clause() -> None:
    leading = {"id": "leading", "industries": ["ai", "chips"], "min": 5, "clause": "plan-2"}
    suburbs = {"id": "suburbs", "parks": ["south", "east"], "max": 1}
    fine = {"id": "fine", "parks": ["north"], "industries": ["ai"], "min": 1, "max": 1}
    asked = tiny(rules=CAPS_OF_TWO | {"quota": [leading, suburbs, fine]})
    # ai and chips: 3 pairs of at least 5; south and east: 4 pairs of at most 1.
    found = quota(
        asked,
        layout("north ai", "north chips", "south ai", "south film", "east film", "east seeds"),
    )
    assert found == [
        Violation("quota", "plan-2", actual=3, limit=5, subject="leading"),
        Violation("quota", None, actual=4, limit=1, subject="suburbs"),
    ]
    assert [one.amount for one in found] == [2, 3]


def test_one_layout_admitted_one_forbidden_from_below_and_from_above() -> None:
    few, both = layout("north ai"), layout("north ai", "south ai")
    least = one_quota(industries=["ai"], min=2)
    assert verdicts("quota", least, both) == (True, True)
    assert verdicts("quota", least, few | layout("north chips")) == (False, False)
    most = one_quota(industries=["ai"], max=1)
    assert verdicts("quota", most, few | layout("south chips")) == (True, True)
    assert verdicts("quota", most, both) == (False, False)


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (2, False)])
def test_both_bounds_may_be_one_number(count: int, fits: bool) -> None:
    asked = one_quota(parks=["north"], min=1, max=1)
    held = frozenset(sorted(layout("north ai", "north chips"))[:count])
    assert verdicts("quota", asked, held | layout("south ai")) == (fits, fits)


def test_all_parks_all_industries_or_both_where_nothing_is_said() -> None:
    three = layout("north ai", "north chips", "south ai")
    for sets, count in (
        ({}, 3),
        ({"parks": ["north"]}, 2),
        ({"industries": ["ai"]}, 2),
        ({"parks": ["north"], "industries": ["ai"]}, 1),
        ({"parks": ["north", "south"], "industries": ["ai", "chips"]}, 3),
    ):
        assert verdicts("quota", one_quota(**sets, min=count, max=count), three) == (True, True)
        for bounds in ({"min": count + 1}, {"max": count - 1}):
            assert verdicts("quota", one_quota(**sets, **bounds), three) == (False, False)


def test_most_zero_is_a_ban_and_least_zero_is_nothing() -> None:
    assert verdicts("quota", one_quota(parks=["south"], max=0), layout("north ai")) == (True, True)
    assert verdicts("quota", one_quota(parks=["south"], max=0), layout("south ai")) == (
        False,
        False,
    )
    assert verdicts("quota", one_quota(min=0), layout()) == (True, True)


def test_an_id_named_twice_counts_once() -> None:
    asked = one_quota(industries=["ai", "ai"], max=1)
    assert verdicts("quota", asked, layout("north ai")) == (True, True)


def test_quotas_that_overlap_hold_each() -> None:
    rules = {
        "quota": [
            {"id": "north", "parks": ["north"], "max": 1},
            {"id": "ai", "industries": ["ai"], "min": 1},
        ]
    }
    asked = two_rows(rules=rules)
    assert verdicts("quota", asked, layout("north ai")) == (True, True)
    assert verdicts("quota", asked, layout("north chips")) == (False, False)
    assert verdicts("quota", asked, layout("north chips", "north ai")) == (False, False)
