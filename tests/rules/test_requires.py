"""requires: x[p,i] <= x[p,j]."""

from typing import Any

from allocator.model.rules import Violation
from allocator.model.rules.together import requires
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

AI_NEEDS_CHIPS: dict[str, Any] = {
    "requires": [{"industry": "ai", "needs": "chips", "clause": "plan-5"}]
}


def test_the_judge_names_the_pair_what_it_lacks_the_clause_and_the_reason() -> None:
    rules = CAPS_OF_TWO | {
        "requires": [
            {"industry": "ai", "needs": "chips", "clause": "plan-5"},
            {"industry": "film", "needs": "ai", "reason": "render farms"},
        ]
    }
    found = requires(
        tiny(rules=rules), layout("north ai", "north chips", "south ai", "east film", "east chips")
    )
    assert found == [
        Violation("requires", "plan-5", "south", "ai", against=("south", "chips")),
        Violation("requires", None, "east", "film", reason="render farms", against=("east", "ai")),
    ]
    assert found[0].amount is None


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=AI_NEEDS_CHIPS)
    assert verdicts("requires", asked, layout("north ai", "north chips")) == (True, True)
    # What it needs is in the other park only.
    assert verdicts("requires", asked, layout("north ai", "south chips")) == (False, False)


def test_the_one_that_is_needed_may_stand_alone() -> None:
    assert verdicts("requires", two_rows(rules=AI_NEEDS_CHIPS), layout("north chips")) == (
        True,
        True,
    )


def test_needs_run_on_and_may_run_in_a_circle() -> None:
    rules = CAPS_OF_TWO | {
        "requires": [
            {"industry": one, "needs": other}
            for one, other in (("ai", "chips"), ("chips", "film"), ("film", "ai"))
        ]
    }
    asked = tiny(rules=rules)
    circle = layout("north ai", "north chips", "north film", "south seeds")
    assert verdicts("requires", asked, circle) == (True, True)
    for pair in layout("north ai", "north chips", "north film"):
        assert verdicts("requires", asked, circle - {pair}) == (False, False)
