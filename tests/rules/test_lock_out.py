"""lock_out: x[p,i] = 0 for every pair that is locked out."""

from allocator.model.rules import Violation
from allocator.model.rules.pairs import lock_out
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import layout, tiny

AI_OUT = {"park": "south", "industry": "ai", "lock": "out", "reason": "no power"}
CHIPS_IN = {"park": "south", "industry": "chips", "lock": "in", "reason": "signed"}


def test_the_judge_names_the_pair_and_the_reason() -> None:
    found = lock_out(tiny(locks=[AI_OUT, CHIPS_IN]), layout("south ai", "south chips"))
    assert found == [Violation("lock_out", None, "south", "ai", reason="no power")]
    assert found[0].amount is None


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(locks=[AI_OUT])
    # Only this pair is barred, neither the park nor the industry.
    assert verdicts("lock_out", asked, layout("north ai", "south chips")) == (True, True)
    assert verdicts("lock_out", asked, layout("south ai")) == (False, False)


def test_a_pair_locked_in_is_no_matter_of_this_rule() -> None:
    assert verdicts("lock_out", two_rows(locks=[CHIPS_IN]), layout("south chips")) == (True, True)
