"""exclusive: x[p,i] + x[p,j] <= 1."""

from typing import Any

from allocator.model.rules import Violation
from allocator.model.rules.together import exclusive
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

AI_OR_CHIPS: dict[str, Any] = {"exclusive": [{"industries": ["ai", "chips"], "clause": "plan-3"}]}


def test_the_judge_names_both_pairs_the_clause_and_the_reason() -> None:
    rules = CAPS_OF_TWO | {
        "exclusive": [
            {"industries": ["chips", "ai"], "clause": "plan-3"},
            {"industries": ["film", "seeds"], "reason": {"zh": "噪声", "en": "noise"}},
        ]
    }
    found = exclusive(
        tiny(rules=rules),
        layout("north ai", "north chips", "south ai", "east film", "east seeds", "east chips"),
    )
    assert found == [
        Violation("exclusive", "plan-3", "north", "chips", against=("north", "ai")),
        Violation("exclusive", None, "east", "film", reason="噪声", against=("east", "seeds")),
    ]
    assert [one.amount for one in found] == [None, None]  # a plain yes or no


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=AI_OR_CHIPS)
    # Two parks may hold one each.
    assert verdicts("exclusive", asked, layout("north ai", "south chips")) == (True, True)
    assert verdicts("exclusive", asked, layout("north ai", "north chips")) == (False, False)


def test_every_park_in_which_they_meet_is_named() -> None:
    both = layout("north ai", "north chips", "south ai", "south chips")
    assert [one.park for one in exclusive(two_rows(rules=AI_OR_CHIPS), both)] == ["north", "south"]


def test_other_industries_are_free() -> None:
    rules = CAPS_OF_TWO | {"exclusive": [{"industries": ["ai", "seeds"]}]}
    crowd = layout("north ai", "north chips", "north film")
    assert verdicts("exclusive", tiny(rules=rules), crowd) == (True, True)
    assert verdicts("exclusive", tiny(rules=rules), crowd | layout("north seeds")) == (False, False)
