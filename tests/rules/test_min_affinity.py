"""min_affinity: x[p,i] = 0 where the affinity is known and below the threshold.

The two rows: north 2 and -1, south 1 and 0.5.
"""

from decimal import Decimal
from typing import Any

from allocator.model.rules import Violation
from allocator.model.rules.pairs import min_affinity
from tests.support.build import instance
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny


def at_least(threshold: str) -> dict[str, Any]:
    """Return rules with this threshold alone."""
    return {"min_affinity": {"threshold": threshold, "clause": "plan-5"}}


def test_the_judge_names_pair_amounts_and_clause() -> None:
    asked = tiny(rules=CAPS_OF_TWO | at_least("2.5"))
    found = min_affinity(asked, layout("north film", "south film", "south seeds", "north ai"))
    assert found == [  # film: 2 in the north, 1 in the south; seeds 3 and ai 9 pass
        Violation("min_affinity", "plan-5", "north", "film", Decimal(2), Decimal("2.5")),
        Violation("min_affinity", "plan-5", "south", "film", Decimal(1), Decimal("2.5")),
    ]
    assert [one.amount for one in found] == [Decimal("0.5"), Decimal("1.5")]


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=at_least("0.75"))
    assert verdicts("min_affinity", asked, layout("north ai", "south ai")) == (True, True)
    assert verdicts("min_affinity", asked, layout("north ai", "south chips")) == (False, False)


def test_a_pair_exactly_at_the_threshold_passes() -> None:
    chips = layout("south chips")  # 0.5
    assert verdicts("min_affinity", two_rows(rules=at_least("0.5")), chips) == (True, True)
    assert verdicts("min_affinity", two_rows(rules=at_least("0.50")), chips) == (True, True)
    above = two_rows(rules=at_least("0.5000000000000000000001"))  # no float would tell
    assert verdicts("min_affinity", above, chips) == (False, False)


def test_a_threshold_of_zero_bars_the_negative_and_keeps_zero() -> None:
    asked = two_rows(rules=at_least("0"))
    assert verdicts("min_affinity", asked, layout("north chips")) == (False, False)  # -1
    assert min_affinity(tiny(rules=at_least("0")), layout("north seeds")) == []  # 0


def test_unknown_affinity_is_not_below_the_threshold() -> None:
    asked = instance(
        [["2", None], ["1", "0.5"]],
        parks=["north", "south"],
        industries=["ai", "chips"],
        rules=at_least("1"),
    )
    assert verdicts("min_affinity", asked, layout("north chips")) == (True, True)
    assert verdicts("min_affinity", asked, layout("south chips")) == (False, False)


def test_without_the_rule_nothing_is_barred() -> None:
    assert verdicts("min_affinity", two_rows(), layout("north chips")) == (True, True)


def test_the_affinity_counts_not_the_weighted_affinity() -> None:
    # South chips is 0.5; a weight of 10 in the objective makes it 5, the rule still reads 0.5.
    asked = two_rows(rules=at_least("1"), objective={"affinity": "10"})
    assert verdicts("min_affinity", asked, layout("south chips")) == (False, False)
