"""Check on the tiny instance: verdict, value, gap, moves, and what could not be valued."""

from allocator.model.outcome import Status
from allocator.study.proposal.check import check, standing
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, SECOND, layout, tiny

MILLION = 1_000_000
CURRENT = [
    {"park": "north", "industry": "ai"},
    {"park": "south", "industry": "film"},
    {"park": "east", "industry": "seeds"},
]


def test_the_best_layout_is_allowed_and_has_no_gap() -> None:
    verdict = check(tiny(), BEST)
    assert verdict.allowed
    assert verdict.violations == ()
    assert verdict.gap == 0
    assert verdict.status == Status.OPTIMAL
    assert verdict.engine == "network"
    assert verdict.best == verdict.proposal == standing(tiny(), BEST)


def test_another_legal_layout_has_its_gap() -> None:
    verdict = check(tiny(), SECOND)
    assert verdict.allowed
    assert verdict.proposal.value == 37 * MILLION
    assert verdict.gap == MILLION
    assert verdict.best is not None
    assert verdict.best.layout == BEST


def test_a_layout_that_breaks_rules_may_be_worth_more_than_the_best() -> None:
    # East takes ai as well: 5 more, and two rules broken.
    verdict = check(tiny(), BEST | layout("east ai"))
    assert not verdict.allowed
    assert [(one.rule, one.park, one.industry) for one in verdict.violations] == [
        ("park_cap", "east", None),
        ("industry_cap", None, "ai"),
    ]
    assert verdict.proposal.value == 43 * MILLION
    assert verdict.gap == -5 * MILLION


def test_added_and_dropped_are_told_against_the_current_layout() -> None:
    verdict = check(tiny(current=CURRENT), BEST)
    assert verdict.added == [
        ("east", "film"),
        ("north", "chips"),
        ("south", "ai"),
        ("south", "chips"),
    ]
    assert verdict.dropped == [("south", "film")]
    assert verdict.current.value == (9 + 1 + 2) * MILLION


def test_the_current_layout_itself_moves_nothing() -> None:
    asked = tiny(current=CURRENT)
    verdict = check(asked, asked.current)
    assert (verdict.added, verdict.dropped) == ([], [])
    assert verdict.proposal == verdict.current
    assert verdict.gap == (38 - 12) * MILLION


def test_terms_of_proposal_current_and_best() -> None:
    objective = {"affinity": "1", "continuity": "0.5", "differentiation": "1"}
    verdict = check(tiny(current=CURRENT, objective=objective), BEST)
    # BEST: ai and chips shared once each; 4 added and 1 dropped at half a point.
    assert verdict.proposal.terms == {
        "affinity": 38 * MILLION,
        "differentiation": -2 * MILLION,
        "continuity": -5 * MILLION // 2,
    }
    assert verdict.current.terms["continuity"] == 0
    assert verdict.best is not None
    assert verdict.best.value >= verdict.proposal.value


def test_pairs_without_a_value_are_named_and_left_out() -> None:
    asked = instance([["4", None], ["3", "2"]])
    verdict = check(asked, layout("p0 i0", "p0 i1", "p1 i1"))
    assert verdict.unvalued == (("p0", "i1"),)
    assert verdict.proposal.value == 6 * MILLION
    assert [one.rule for one in verdict.violations] == ["known_value"]
    assert check(asked, layout("p0 i0", "p1 i1")).unvalued == ()


def test_where_nothing_is_legal_there_is_no_best_and_no_gap() -> None:
    rules = CAPS_OF_TWO | {"park_floor": {"default": 3}}
    verdict = check(tiny(rules=rules), BEST)
    assert verdict.status == Status.INFEASIBLE
    assert verdict.best is None
    assert verdict.gap is None
    assert [one.rule for one in verdict.violations] == ["park_floor"] * 3


def test_the_empty_proposal_drops_everything() -> None:
    verdict = check(tiny(current=CURRENT), layout())
    assert verdict.added == []
    assert len(verdict.dropped) == 3
    assert [one.rule for one in verdict.violations] == ["park_floor"] * 3
    assert verdict.gap == 38 * MILLION
