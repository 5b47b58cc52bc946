"""The rules together: one list of ids, one file of tests each, one verdict on a layout."""

from pathlib import Path

from allocator.model.rules import JUDGES, violations
from allocator.model.rules.clauses import clause_of, reason_of
from allocator.optimize.constraint import PARTS
from tests.support.build import scenario
from tests.support.tiny import BEST, CAPS_OF_TWO, layout, tiny


def test_every_rule_has_a_judge_a_part_and_a_file_of_tests() -> None:
    files = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert set(JUDGES) == set(PARTS) == files - {"all_rules"}


def test_a_legal_layout_has_no_violation() -> None:
    assert violations(tiny(), BEST) == []


def test_all_that_is_wrong_is_named_at_once() -> None:
    locks = [
        {"park": "east", "industry": "seeds", "lock": "in", "reason": "r"},
        {"park": "north", "industry": "ai", "lock": "out", "reason": "r"},
    ]
    rules = CAPS_OF_TWO | {
        "industry_floor": {"default": 1},
        "min_affinity": {"threshold": "2"},
    }
    wrong = layout(
        "north ai", "north chips", "north film", "south ai", "south film", "east ai", "east chips"
    )
    found = violations(tiny(rules=rules, locks=locks), wrong)
    assert [(one.rule, one.park, one.industry) for one in found] == [
        ("park_cap", "north", None),  # 3 of 2
        ("industry_cap", None, "ai"),  # 3 of 2
        ("industry_floor", None, "seeds"),  # none of 1
        ("lock_in", "east", "seeds"),
        ("lock_out", "north", "ai"),
        ("min_affinity", "south", "film"),  # 1, below 2
    ]


def test_the_empty_layout_breaks_only_floors_and_locks() -> None:
    locks = [{"park": "east", "industry": "seeds", "lock": "in", "reason": "r"}]
    found = violations(tiny(locks=locks), layout())
    assert [one.rule for one in found] == ["park_floor"] * 3 + ["lock_in"]


def test_clause_and_reason_of_a_rule() -> None:
    rules = {
        "park_cap": {"default": 3, "clause": "P1"},
        "industry_cap": {"default": 3, "reason": {"zh": "三", "en": "three"}},
    }
    asked = scenario(["p"], ["i"], rules=rules)
    assert (clause_of(asked, "park_cap"), reason_of(asked, "park_cap", "en")) == ("P1", None)
    assert clause_of(asked, "industry_cap") is None
    assert reason_of(asked, "industry_cap", "en") == "three"
    assert reason_of(asked, "industry_cap", "zh") == "三"
    for plain in ("min_affinity", "lock_in", "known_value"):  # not stated, or without a clause
        assert clause_of(asked, plain) is None
        assert reason_of(asked, plain, "zh") is None
