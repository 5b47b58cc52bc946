"""industry_cap: sum_p x[p,i] <= cap[i] + granted[i], or per sector."""

from typing import Any

from allocator.model.rules import Violation
from allocator.model.rules.counts import industry_cap
from tests.rules.test_park_cap import grant
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

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


BY_SECTOR: dict[str, Any] = {"industry_cap": {"default": 1, "clause": "P2", "per": "sector"}}
ALIKE = [{"id": "ai", "sector_zh": "信息"}, {"id": "chips", "sector_zh": "信息"}]


def test_per_sector_the_judge_names_sector_amounts_and_clause() -> None:
    industries = [*ALIKE, {"id": "film", "sector_zh": "文化"}, "seeds"]
    rules = CAPS_OF_TWO | {"industry_cap": {"default": 2, "clause": "P2", "per": "sector"}}
    asked = tiny(rules=rules, industries=industries)
    # 信息 (ai, chips) is in 3 parks, film in 2, seeds, a sector of its own, in 3.
    found = industry_cap(
        asked,
        layout(
            *("north ai", "south chips", "east ai", "north film", "south film"),
            *("north seeds", "south seeds", "east seeds"),
        ),
    )
    assert found == [
        Violation("industry_cap", "P2", actual=3, limit=2, subject="seeds"),
        Violation("industry_cap", "P2", actual=3, limit=2, subject="信息"),
    ]
    assert [(one.amount, one.park, one.industry) for one in found] == [(1, None, None)] * 2


def test_per_sector_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=BY_SECTOR, industries=ALIKE)
    # Two industries of a sector in one park are one park; in two parks they are two.
    assert verdicts("industry_cap", asked, layout("north ai", "north chips")) == (True, True)
    assert verdicts("industry_cap", asked, layout("north ai", "south chips")) == (False, False)
    assert verdicts("industry_cap", asked, layout("north ai", "south ai")) == (False, False)


def test_per_industry_sectors_do_not_matter() -> None:
    asked = two_rows(rules=ONE_EACH, industries=ALIKE)
    assert verdicts("industry_cap", asked, layout("north ai", "south chips")) == (True, True)


def test_an_industry_without_a_sector_is_one_of_its_own() -> None:
    asked = two_rows(rules=BY_SECTOR, industries=["ai", "chips"])
    assert verdicts("industry_cap", asked, layout("north ai", "south chips")) == (True, True)
    assert verdicts("industry_cap", asked, layout("north ai", "south ai")) == (False, False)
    half = two_rows(rules=BY_SECTOR, industries=[ALIKE[0], "chips"])
    assert verdicts("industry_cap", half, layout("north ai", "south chips")) == (True, True)


def test_a_sector_named_in_english_alone_counts() -> None:
    english = [{"id": one, "sector_en": "IT"} for one in ("ai", "chips")]
    asked = two_rows(rules=BY_SECTOR, industries=english)
    assert verdicts("industry_cap", asked, layout("north ai", "south chips")) == (False, False)


def test_a_granted_slot_of_a_sector() -> None:
    grants = [grant(1, "industry_cap", "信息")]
    asked = two_rows(rules=BY_SECTOR, industries=ALIKE, grants=grants)
    assert verdicts("industry_cap", asked, layout("north ai", "south chips")) == (True, True)
    other = two_rows(rules=BY_SECTOR, industries=ALIKE, grants=[grant(1, "park_cap", "信息")])
    assert verdicts("industry_cap", other, layout("north ai", "south chips")) == (False, False)


def test_per_sector_with_nothing_allowed() -> None:
    rules = BY_SECTOR | {"industry_cap": {"default": 0, "per": "sector"}}
    asked = two_rows(rules=rules, industries=ALIKE)
    assert verdicts("industry_cap", asked, layout()) == (True, True)
    assert verdicts("industry_cap", asked, layout("north ai")) == (False, False)


def test_a_sector_is_not_the_industry_whose_id_is_its_name() -> None:
    industries = [{"id": "软件"}, {"id": "ai", "sector_zh": "软件"}]
    asked = two_rows(rules=BY_SECTOR, industries=industries)
    assert verdicts("industry_cap", asked, layout("north 软件", "south ai")) == (True, True)
    assert verdicts("industry_cap", asked, layout("north 软件", "south 软件")) == (False, False)
    assert verdicts("industry_cap", asked, layout("north ai", "south ai")) == (False, False)
    granted = two_rows(
        rules=BY_SECTOR, industries=industries, grants=[grant(1, "industry_cap", "软件")]
    )
    # The name is the sector's: ai may be in two parks, the industry still in one.
    assert verdicts("industry_cap", granted, layout("north ai", "south ai")) == (True, True)
    assert verdicts("industry_cap", granted, layout("north 软件", "south 软件")) == (False, False)
