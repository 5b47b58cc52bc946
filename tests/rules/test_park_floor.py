"""park_floor: sum_i x[p,i] >= floor[p]."""

from allocator.model.rules import JUDGES, Violation
from allocator.model.rules.counts import park_floor
from allocator.study.conflicts.statements import statements
from tests.support.build import instance
from tests.support.parts import two_rows, verdicts
from tests.support.tiny import CAPS_OF_TWO, layout, tiny

ONE_EACH = {"park_floor": {"default": 1, "clause": "plan-3"}}


def test_the_judge_names_park_amounts_and_clause() -> None:
    rules = CAPS_OF_TWO | {"park_floor": {"default": 2, "clause": "plan-3"}}
    # north holds 2 of at least 2, south 1, east none.
    found = park_floor(tiny(rules=rules), layout("north ai", "north chips", "south ai"))
    assert found == [
        Violation("park_floor", "plan-3", park="east", actual=0, limit=2),
        Violation("park_floor", "plan-3", park="south", actual=1, limit=2),
    ]
    assert [one.amount for one in found] == [2, 1]


def test_one_layout_admitted_one_forbidden() -> None:
    asked = two_rows(rules=ONE_EACH)
    assert verdicts("park_floor", asked, layout("north ai", "south ai")) == (True, True)
    assert verdicts("park_floor", asked, layout("north ai", "north chips")) == (False, False)


def test_every_park_holds_one_unless_told_otherwise() -> None:
    assert verdicts("park_floor", two_rows(), layout("north ai")) == (False, False)
    none = two_rows(rules={"park_floor": {"default": 0}})
    assert verdicts("park_floor", none, layout()) == (True, True)


def test_a_floor_of_a_park_replaces_the_default_also_if_it_is_zero() -> None:
    free = two_rows(rules=ONE_EACH, parks=["north", {"id": "south", "floor": 0}])
    assert verdicts("park_floor", free, layout("north ai")) == (True, True)
    two = two_rows(rules=ONE_EACH, parks=[{"id": "north", "floor": 2}, "south"])
    assert verdicts("park_floor", two, layout("north ai", "south ai")) == (False, False)
    assert verdicts("park_floor", two, layout("north ai", "north chips", "south ai")) == (
        True,
        True,
    )


def test_a_granted_cap_slot_does_not_touch_the_floor() -> None:
    grant = {"rule": "park_cap", "subject": "north", "slots": 2, "reason": "r", "by": "b"}
    asked = two_rows(rules=ONE_EACH, grants=[grant | {"on": "2025"}])
    assert verdicts("park_floor", asked, layout("north ai", "south ai")) == (True, True)


def test_a_floor_of_its_own_does_not_rest_on_the_clause_of_the_default() -> None:
    asked = instance(
        [["1", "1"]] * 2,
        parks=[{"id": "p0", "floor": 2}, {"id": "p1"}],
        rules={"park_floor": {"default": 1, "clause": "P9"}},
    )
    broken = JUDGES["park_floor"](asked, frozenset())
    assert [(one.park, one.clause) for one in broken] == [("p0", None), ("p1", "P9")]
    told = {one.entry: one.clause for one in statements(asked) if one.rule == "park_floor"}
    assert told == {(): "P9", ("p0",): None}
