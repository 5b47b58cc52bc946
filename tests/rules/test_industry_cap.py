"""industry_cap: sum_p x[p,i] <= cap[i] + granted[i]."""

from typing import Any

from allocator.model.rules import Violation
from allocator.model.rules.counts import industry_cap
from tests.rules.test_park_cap import grant
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import layout, tiny

ONE_EACH: dict[str, Any] = {"industry_cap": {"default": 1, "clause": "P2", "in_principle": True}}
AI_TWICE = layout("north ai", "south ai", "north chips")
AI_ONCE = layout("north ai", "north chips")


def test_the_judge_names_industry_amounts_and_clause() -> None:
    # ai in 3 parks of at most 2, chips in 2 of 2.
    found = industry_cap(
        tiny(), layout("north ai", "south ai", "east ai", "north chips", "east chips")
    )
    assert found == [Violation("industry_cap", "P2", industry="ai", actual=3, limit=2)]
    assert found[0].amount == 1
    assert found[0].park is None


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=ONE_EACH)
    assert verdicts("industry_cap", asked, AI_ONCE) == (True, True)
    assert verdicts("industry_cap", asked, AI_TWICE) == (False, False)


def test_a_cap_of_an_industry_replaces_the_default_up_and_down() -> None:
    wide = two_rows(rules=ONE_EACH, industries=[{"id": "ai", "cap": 2}, "chips"])
    assert verdicts("industry_cap", wide, AI_TWICE) == (True, True)
    shut = two_rows(rules=ONE_EACH, industries=[{"id": "ai", "cap": 0}, "chips"])
    assert verdicts("industry_cap", shut, AI_ONCE) == (False, False)


def test_a_granted_slot_is_for_one_industry_and_this_rule() -> None:
    granted = two_rows(rules=ONE_EACH, grants=[grant(1, "industry_cap", "ai")])
    assert verdicts("industry_cap", granted, AI_TWICE) == (True, True)
    both = AI_TWICE | layout("south chips")
    assert verdicts("industry_cap", granted, both) == (False, False)
    other_rule = two_rows(rules=ONE_EACH, grants=[grant(1, "park_cap", "ai")])
    assert verdicts("industry_cap", other_rule, AI_TWICE) == (False, False)


def test_park_and_industry_of_one_id_are_told_apart() -> None:
    # A park named ai gets a slot; the industry named ai does not.
    named: dict[str, Any] = {"parks": ["ai", "south"], "industries": ["ai", "chips"]}
    asked = two_rows(rules=ONE_EACH, grants=[grant(1, "park_cap", "ai")], **named)
    assert verdicts("industry_cap", asked, layout("ai ai", "south ai")) == (False, False)
    assert industry_cap(asked, layout("ai ai", "ai chips")) == []
