"""capacity: sum_i need[p,i] x[p,i] <= supply[p], per resource."""

from typing import Any

import pytest

from allocator.model.rules import Violation
from allocator.model.rules.resources import capacity
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

NORTH_BOTH = layout("north ai", "north chips")
SOUTH_BOTH = layout("south ai", "south chips")


def supply(park: str, amount: str, resource: str = "land") -> dict[str, Any]:
    """Return what a park supplies."""
    return {"resource": resource, "park": park, "amount": amount}


def need(industry: str, amount: str, park: str | None = None) -> dict[str, Any]:
    """Return what an industry needs, in one park or in any."""
    return {"resource": "land", "industry": industry, "park": park, "amount": amount}


def test_the_judge_names_park_resource_amounts_and_clause() -> None:
    # north: ai 4 + chips 3 = 7 ha of 5; south: ai 4 of 4; power: ai 1 of 0 in the north.
    asked = tiny(
        rules=CAPS_OF_TWO | {"capacity": {"clause": "plan-7"}},
        resources=[{"id": "land", "name": "land"}, {"id": "power", "name": "power"}],
        supplies=[supply("north", "5"), supply("south", "4"), supply("north", "0", "power")],
        needs=[need("ai", "4"), need("chips", "3"), need("ai", "1") | {"resource": "power"}],
    )
    found = capacity(asked, NORTH_BOTH | layout("south ai"))
    assert found == [
        Violation("capacity", "plan-7", "north", actual=7, limit=5, subject="land"),
        Violation("capacity", "plan-7", "north", actual=1, limit=0, subject="power"),
    ]
    assert [one.amount for one in found] == [2, 1]


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(supplies=[supply("north", "4")], needs=[need("ai", "4"), need("chips", "1")])
    assert verdicts("capacity", asked, layout("north ai")) == (True, True)
    assert verdicts("capacity", asked, NORTH_BOTH) == (False, False)


def test_a_park_without_supply_is_not_limited_one_with_supply_zero_is() -> None:
    asked = two_rows(supplies=[supply("north", "0")], needs=[need("ai", "9"), need("chips", "9")])
    assert verdicts("capacity", asked, SOUTH_BOTH) == (True, True)
    assert verdicts("capacity", asked, layout("north ai")) == (False, False)


def test_what_needs_nothing_fits_in_nothing() -> None:
    asked = two_rows(supplies=[supply("north", "0")], needs=[need("ai", "9")])
    assert verdicts("capacity", asked, layout("north chips")) == (True, True)


@pytest.mark.parametrize("rows", [1, -1])
def test_the_need_of_a_pair_goes_before_the_need_of_the_industry(rows: int) -> None:
    """Up and down, whichever row comes first."""
    asked = two_rows(
        supplies=[supply("north", "3"), supply("south", "3")],
        needs=[need("ai", "4"), need("ai", "3", "north"), need("chips", "1")][::rows],
    )
    assert verdicts("capacity", asked, layout("north ai")) == (True, True)  # 3 of 3, not 4
    assert verdicts("capacity", asked, layout("south ai")) == (False, False)  # 4 of 3
    free = two_rows(
        supplies=[supply("north", "3")], needs=[need("ai", "4"), need("ai", "0", "north")][::rows]
    )
    assert verdicts("capacity", free, layout("north ai")) == (True, True)  # 0 is a need, too


@pytest.mark.parametrize(("amount", "fits"), [("3.25", True), ("3.2499999", False)])
def test_decimals_are_added_exactly(amount: str, fits: bool) -> None:
    asked = two_rows(
        supplies=[supply("north", amount)], needs=[need("ai", "2.5"), need("chips", "0.75")]
    )
    assert verdicts("capacity", asked, NORTH_BOTH) == (fits, fits)


def test_tenths_that_floats_cannot_add() -> None:
    asked = two_rows(
        supplies=[supply("north", "0.3")], needs=[need("ai", "0.1"), need("chips", "0.2")]
    )
    assert verdicts("capacity", asked, NORTH_BOTH) == (True, True)


@pytest.mark.parametrize(
    ("amount", "one", "other", "fits"),
    [
        # As a spreadsheet leaves them: more digits together than 64 bits, or 28 places, hold.
        ("120000.3333333333333333", "120000", "0.3333333333333333", True),
        ("120000.3333333333333333", "120000", "0.3333333333333334", False),
        ("1e28", "1e28", "0.5", False),
        ("10000000000000000000000000000.5", "1e28", "0.5", True),
        ("1e299", "1e299", "1e-299", False),
        ("1e-30", "5e-31", "5e-31", True),
        ("1e-30", "5e-31", "6e-31", False),
        ("3e40", "1e40", "2e40", True),
        ("3e40", "1e40", "3e40", False),
    ],
)
def test_many_digits_and_large_numbers_are_exact(
    amount: str, one: str, other: str, fits: bool
) -> None:
    asked = two_rows(
        supplies=[supply("north", amount)], needs=[need("ai", one), need("chips", other)]
    )
    assert verdicts("capacity", asked, NORTH_BOTH) == (fits, fits)


def test_each_resource_is_counted_alone() -> None:
    asked = two_rows(
        supplies=[supply("north", "1"), supply("north", "1", "power")],
        needs=[need("ai", "1"), need("chips", "1") | {"resource": "power"}],
    )
    assert verdicts("capacity", asked, NORTH_BOTH) == (True, True)
