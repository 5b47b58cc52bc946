"""lock_in: x[p,i] = 1 for every pair that is locked in."""

from allocator.model.rules import Violation
from allocator.model.rules.pairs import lock_in
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import layout, tiny

FILM_IN = {"park": "south", "industry": "film", "lock": "in", "reason": "studio is built"}
AI_IN = {"park": "south", "industry": "ai", "lock": "in", "reason": "signed"}
AI_OUT = {"park": "south", "industry": "ai", "lock": "out", "reason": "no power"}


def test_the_judge_names_the_pair_and_the_reason() -> None:
    found = lock_in(tiny(locks=[FILM_IN, AI_OUT]), layout("south ai", "north film"))
    assert found == [
        Violation("lock_in", None, "south", "film", reason="studio is built"),
    ]
    assert found[0].amount is None  # a plain yes or no


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(locks=[AI_IN])
    assert verdicts("lock_in", asked, layout("south ai", "north ai")) == (True, True)
    # The other park's ai and the park's other industry do not stand in for the pair.
    assert verdicts("lock_in", asked, layout("north ai", "south chips")) == (False, False)


def test_a_pair_locked_out_is_no_matter_of_this_rule() -> None:
    assert verdicts("lock_in", two_rows(locks=[AI_OUT]), layout()) == (True, True)


def test_each_missing_pair_is_named_once_in_order() -> None:
    found = lock_in(tiny(locks=[FILM_IN, AI_IN]), layout())
    assert [(one.park, one.industry, one.reason) for one in found] == [
        ("south", "ai", "signed"),
        ("south", "film", "studio is built"),
    ]
