"""Statements: what a planner wrote, one by one, and the scenario without some of them."""

from typing import Any

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Stated
from allocator.model.rules import violations
from allocator.study.conflicts.keeping import keeping, number_at, with_number, without
from allocator.study.conflicts.statements import statements
from tests.support.tiny import INDUSTRIES, layout, tiny

WHOLE: dict[str, Any] = {
    "rules": {
        "park_cap": {"default": 2, "clause": "P1", "in_principle": True},
        "industry_cap": {"default": 2, "clause": "P2"},
        "park_floor": {"default": 1},
        "min_affinity": {"threshold": 1, "clause": "E"},
        "capacity": {"clause": "L"},
        "exclusive": [{"industries": ["film", "ai"]}],
        "requires": [{"industry": "film", "needs": "seeds"}],
        "apart": [{"industries": ["ai", "ai"], "km": 5}],
        "quota": [{"id": "q", "min": 1, "max": 9}, {"id": "r", "max": 4}],
        "change_budget": {"total": 6, "per_park": 3, "clause": "B"},
    },
    "parks": [{"id": "north", "cap": 3}, {"id": "south", "floor": 2}, {"id": "east", "floor": 0}],
    "locks": [
        {"park": "north", "industry": "ai", "lock": "in", "reason": "r"},
        {"park": "east", "industry": "ai", "lock": "out", "reason": "r"},
    ],
    "resources": [{"id": "land", "name": "land"}],
    "supplies": [{"resource": "land", "park": "east", "amount": "3.5"}],
    "needs": [{"resource": "land", "industry": "ai", "amount": "2"}],
}
LOCS = [
    ("park_cap", (), ("rules", "park_cap", "default")),
    ("park_cap", ("north",), ("parks", 0, "cap")),
    ("industry_cap", (), ("rules", "industry_cap", "default")),
    ("min_affinity", (), ("rules", "min_affinity", "threshold")),
    ("park_floor", (), ("rules", "park_floor", "default")),
    ("park_floor", ("south",), ("parks", 1, "floor")),
    ("lock_out", ("east", "ai"), ("locks", 1)),
    ("lock_in", ("north", "ai"), ("locks", 0)),
    ("capacity", ("land", "east"), ("supplies", 0, "amount")),
    ("exclusive", ("ai", "film"), ("rules", "exclusive", 0)),
    ("requires", ("film", "seeds"), ("rules", "requires", 0)),
    ("apart", ("ai", "ai"), ("rules", "apart", 0, "km")),
    ("quota", ("q", "max"), ("rules", "quota", 0, "max")),
    ("quota", ("q", "min"), ("rules", "quota", 0, "min")),
    ("quota", ("r", "max"), ("rules", "quota", 1, "max")),
    ("change_budget", ("per_park",), ("rules", "change_budget", "per_park")),
    ("change_budget", ("total",), ("rules", "change_budget", "total")),
]


def broken(asked: Instance, held: Pairs) -> set[str]:
    return {one.rule for one in violations(asked, held)}


def test_every_line_that_binds_is_a_statement() -> None:
    found = statements(tiny(**WHOLE))
    assert [(one.rule, one.entry, one.loc) for one in found] == LOCS
    clauses = {one.rule: one.clause for one in found}
    assert (clauses["park_cap"], clauses["capacity"], clauses["change_budget"]) == ("P1", "L", "B")
    assert clauses["min_affinity"] == "E"
    assert clauses["lock_in"] is None


def test_each_way_leads_to_what_was_written() -> None:
    asked = tiny(**WHOLE)
    numbers = {one.rule: number_at(asked, one.loc) for one in statements(asked) if one.entry == ()}
    assert numbers == {"park_cap": 2, "industry_cap": 2, "min_affinity": 1, "park_floor": 1}
    assert number_at(asked, ("supplies", 0, "amount")) == asked.supplies["land", "east"]
    assert number_at(asked, ("locks", 1)).lock == "out"


def test_what_asks_nothing_is_no_statement() -> None:
    capped = [{"id": one, "cap": 2, "floor": 0} for one in ("north", "south", "east")]
    found = statements(tiny(parks=capped))
    assert [(one.rule, one.entry) for one in found] == [
        ("park_cap", ("east",)),
        ("park_cap", ("north",)),
        ("park_cap", ("south",)),
        ("industry_cap", ()),
    ]


def test_where_sectors_are_counted_industries_have_no_cap_of_their_own() -> None:
    rules = {"industry_cap": {"default": 1, "per": "sector"}}
    rows = [{"id": one, "cap": 1} for one in INDUSTRIES]
    found = [one for one in statements(tiny(rules=rules, industries=rows)) if "cap" in one.rule]
    assert [(one.rule, one.entry) for one in found] == [("park_cap", ()), ("industry_cap", ())]


def test_keeping_nothing_admits_everything() -> None:
    asked = keeping(tiny(**WHOLE), [])
    assert not violations(asked, layout())
    every = frozenset((park, one) for park in asked.parks for one in asked.industries)
    assert not violations(asked, every)
    assert not asked.valuation.terms(every)


def test_each_statement_alone_is_judged_by_its_own_rule() -> None:
    asked = tiny(**WHOLE)
    every = frozenset((park, one) for park in asked.parks for one in asked.industries)
    for one in statements(asked):
        alone = keeping(asked, [one])
        for held in (every, layout(), layout("east film", "north film")):
            assert broken(alone, held) <= {one.rule}


def test_a_number_of_ones_own_does_not_fall_back_to_the_default() -> None:
    asked = tiny(**WHOLE)
    own = next(one for one in statements(asked) if one.entry == ("north",))
    assert without(asked, own).park_caps == {"north": 4, "south": 2, "east": 2}
    default = next(one for one in statements(asked) if one.rule == "park_cap")
    assert without(asked, default).park_caps == {"north": 3, "south": 4, "east": 4}
    assert without(asked, default, own).park_caps == {"north": 4, "south": 4, "east": 4}


def test_one_bound_of_a_quota_and_of_a_budget_can_be_dropped() -> None:
    asked = tiny(**WHOLE)
    least = Stated("quota", ("q", "min"), None, ("rules", "quota", 0, "min"))
    total = Stated("change_budget", ("total",), None, ("rules", "change_budget", "total"))
    rules = without(asked, least, total).scenario.rules
    assert [(one.id, one.min, one.max) for one in rules.quota] == [("q", None, 9), ("r", None, 4)]
    assert rules.change_budget is not None
    assert (rules.change_budget.total, rules.change_budget.per_park) == (None, 3)


def test_without_keeps_the_aims_and_keeping_does_not() -> None:
    asked = tiny(**WHOLE)
    one = statements(asked)[0]
    assert without(asked, one).valuation.gains == asked.valuation.gains
    assert keeping(asked, [one]).valuation.gains == {}


def test_unknown_values_bar_unless_that_is_dropped() -> None:
    asked = tiny(objective={"affinity": 1, "jobs": 1}, criteria=[{"id": "jobs", "name": "Jobs"}])
    known = next(one for one in statements(asked) if one.rule == "known_value")
    assert len(keeping(asked, [known]).unknown) == 12
    assert not without(asked, known).unknown


def test_another_number_leaves_the_rest() -> None:
    asked = with_number(tiny(**WHOLE), ("supplies", 0, "amount"), 9)
    assert asked.supplies["land", "east"] == 9
    assert with_number(asked, ("parks", 1, "floor"), 0).park_floors["south"] == 0
    assert asked.park_floors["south"] == 2
