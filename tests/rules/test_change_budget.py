"""change_budget: drops + adds against the current layout <= m, in all and per park."""

from typing import Any

from allocator.model.instance import Instance
from allocator.model.rules import Violation
from allocator.model.rules.budgets import change_budget
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

NORTH_AI = [{"park": "north", "industry": "ai"}]
NOW, SWAPPED = layout("north ai"), layout("north chips")


def budget(**most: Any) -> Instance:
    """Return the two rows, ai in the north today, with a budget."""
    return two_rows(rules={"change_budget": most}, current=NORTH_AI)


def test_the_judge_names_parks_amounts_and_clause() -> None:
    current = [{"park": p, "industry": i} for p, i in (("north", "ai"), ("east", "seeds"))]
    rules = CAPS_OF_TWO | {"change_budget": {"total": 3, "per_park": 1, "clause": "plan-8"}}
    # north swaps ai for chips (2), south adds film (1), east keeps seeds and adds ai, film (2).
    found = change_budget(
        tiny(rules=rules, current=current),
        layout("north chips", "south film", "east seeds", "east ai", "east film"),
    )
    assert found == [
        Violation("change_budget", "plan-8", actual=5, limit=3),
        Violation("change_budget", "plan-8", "east", actual=2, limit=1),
        Violation("change_budget", "plan-8", "north", actual=2, limit=1),
    ]
    assert [one.amount for one in found] == [2, 1, 1]


def test_one_layout_admitted_one_forbidden_in_all() -> None:
    asked = budget(total=2)
    assert verdicts("change_budget", asked, SWAPPED) == (True, True)  # a swap counts two
    assert verdicts("change_budget", asked, SWAPPED | layout("south ai")) == (False, False)
    assert verdicts("change_budget", budget(total=1), SWAPPED) == (False, False)


def test_one_layout_admitted_one_forbidden_per_park() -> None:
    asked = budget(per_park=1)
    each = NOW | layout("north chips", "south ai")  # one move in either park, two in all
    assert verdicts("change_budget", asked, each) == (True, True)
    assert verdicts("change_budget", asked, SWAPPED) == (False, False)
    assert verdicts("change_budget", budget(per_park=2), SWAPPED) == (True, True)


def test_drops_count_as_adds_do() -> None:
    assert verdicts("change_budget", budget(total=1), layout()) == (True, True)
    assert verdicts("change_budget", budget(total=0), layout()) == (False, False)
    assert verdicts("change_budget", budget(total=0), NOW | layout("south ai")) == (False, False)
    assert verdicts("change_budget", budget(total=0), NOW) == (True, True)


def test_moving_an_industry_to_another_park_is_two_moves_one_in_each() -> None:
    moved = layout("south ai")
    assert verdicts("change_budget", budget(total=1), moved) == (False, False)
    assert verdicts("change_budget", budget(total=2, per_park=1), moved) == (True, True)


def test_both_bounds_hold() -> None:
    each = NOW | layout("north chips", "south ai")
    assert verdicts("change_budget", budget(total=2, per_park=1), each) == (True, True)
    assert verdicts("change_budget", budget(total=1, per_park=1), each) == (False, False)
    assert verdicts("change_budget", budget(total=2, per_park=0), each) == (False, False)


def test_without_a_current_layout_every_pair_is_a_move() -> None:
    asked = two_rows(rules={"change_budget": {"total": 1}})
    assert verdicts("change_budget", asked, NOW) == (True, True)
    assert verdicts("change_budget", asked, NOW | SWAPPED) == (False, False)


def test_no_budget_no_limit() -> None:
    everything = layout("north chips", "south ai", "south chips")
    for asked in (two_rows(current=NORTH_AI), budget()):
        assert verdicts("change_budget", asked, everything) == (True, True)
