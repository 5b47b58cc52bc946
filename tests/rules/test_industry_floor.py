"""industry_floor: sum_p x[p,i] >= floor[i]."""

from allocator.model.rules import Violation
from allocator.model.rules.counts import industry_floor
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

ONE_EACH = {"industry_floor": {"default": 1, "clause": "plan-4"}}


def test_the_judge_names_industry_amounts_and_clause() -> None:
    rules = CAPS_OF_TWO | {"industry_floor": {"default": 1, "clause": "plan-4"}}
    industries = [{"id": "ai", "floor": 3}, "chips", "film", "seeds"]
    asked = tiny(rules=rules, industries=industries)
    # ai is in 1 park of at least 3, film in 1 of 1, chips and seeds in none.
    found = industry_floor(asked, layout("north ai", "south film"))
    assert found == [
        Violation("industry_floor", None, industry="ai", actual=1, limit=3),
        Violation("industry_floor", "plan-4", industry="chips", actual=0, limit=1),
        Violation("industry_floor", "plan-4", industry="seeds", actual=0, limit=1),
    ]
    assert [one.amount for one in found] == [2, 1, 1]


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=ONE_EACH)
    assert verdicts("industry_floor", asked, layout("north ai", "north chips")) == (True, True)
    assert verdicts("industry_floor", asked, layout("north ai", "south ai")) == (False, False)


def test_no_industry_must_be_laid_out_unless_told() -> None:
    assert verdicts("industry_floor", two_rows(), layout()) == (True, True)


def test_a_floor_of_an_industry_replaces_the_default_also_if_it_is_zero() -> None:
    free = two_rows(rules=ONE_EACH, industries=["ai", {"id": "chips", "floor": 0}])
    assert verdicts("industry_floor", free, layout("north ai")) == (True, True)
    two = two_rows(rules=ONE_EACH, industries=[{"id": "ai", "floor": 2}, "chips"])
    assert verdicts("industry_floor", two, layout("north ai", "south chips")) == (False, False)
    assert verdicts("industry_floor", two, layout("north ai", "south ai", "south chips")) == (
        True,
        True,
    )
