"""Every kind of change: what it does to a scenario, and when it cannot be made."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from allocator.errors import InapplicableError
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario
from allocator.model.variant import ChangeEntry
from tests.support.variants import FULL, change, scenario, variant

BASE = scenario(**FULL)


def without(made: Scenario, *tables: str) -> dict[str, Any]:
    """Return all of a scenario but some fields: what a change has to leave alone."""
    return {name: value for name, value in dict(made).items() if name not in tables}


def locks(made: Scenario) -> dict[tuple[str, str], str]:
    return {(row.park, row.industry): row.lock for row in made.locks}


def refused(kind: str, base: Scenario = BASE, **fields: Any) -> InapplicableError:
    with pytest.raises(InapplicableError) as caught:
        change(base, kind, **fields)
    return caught.value


def malformed(kind: str, **fields: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        variant({kind: fields})
    return [one["type"] for one in caught.value.errors()]


def test_lock_adds_one_lock_and_touches_nothing_else() -> None:
    made = change(BASE, "lock", park="east", industry="seeds", lock="in", reason="why")
    assert locks(made) == locks(BASE) | {("east", "seeds"): "in"}
    assert made.locks[-1].reason == "why"
    assert without(made, "locks") == without(BASE, "locks")


@pytest.mark.parametrize("lock", ["in", "out"])
def test_a_locked_pair_is_not_locked_again(lock: str) -> None:
    pair = {"park": "north", "industry": "ai", "lock": lock, "reason": "r"}
    assert refused("lock", **pair).code == "locked-in-already"
    pair = {"park": "south", "industry": "film", "lock": lock, "reason": "r"}
    assert refused("lock", **pair).code == "locked-out-already"


def test_unlock_lifts_one_lock() -> None:
    made = change(BASE, "unlock", park="north", industry="ai")
    assert locks(made) == {("south", "film"): "out"}
    assert refused("unlock", park="east", industry="ai").code == "not-locked"


def test_withdraw_locks_an_industry_out_everywhere() -> None:
    made = change(BASE, "withdraw", industry="film", reason="r")
    assert {pair for pair, lock in locks(made).items() if pair[1] == "film" and lock == "out"} == {
        ("north", "film"),
        ("south", "film"),
        ("east", "film"),
    }
    assert len(made.locks) == 4  # one of the three was locked out already
    assert refused("withdraw", industry="ai", reason="r").code == "locked-in-already"


def test_freeze_leaves_exactly_todays_pairs() -> None:
    made = change(BASE, "freeze", parks=["north", "east"], reason="r")
    frozen = {pair: lock for pair, lock in locks(made).items() if pair[0] != "south"}
    assert frozen == {
        (park, industry): "in" if (park, industry) in Instance(BASE, {}).current else "out"
        for park in ("north", "east")
        for industry in ("ai", "chips", "film", "seeds")
    }
    base = change(BASE, "lock", park="east", industry="film", lock="out", reason="r")
    assert refused("freeze", base, parks=["east"], reason="r").code == "locked-out-already"


def test_keep_current_is_a_quota_per_park_that_has_something() -> None:
    made = change(BASE, "keep_current", least=2)
    quotas = {row.id: row for row in made.rules.quota}
    assert set(quotas) == {"alone", "wide", "today.north", "today.east"}  # south has nothing today
    assert (quotas["today.north"].industries, quotas["today.north"].min) == (("ai", "chips"), 2)
    assert (quotas["today.east"].industries, quotas["today.east"].min) == (("film",), 1)
    every = change(made, "keep_current", parks=["north"])
    assert [row.min for row in every.rules.quota if row.id == "today.north"] == [2]
    assert len(every.rules.quota) == 4  # one replaces the other


@pytest.mark.parametrize("kind", ["cap", "floor"])
def test_a_limit_of_one_of_a_side_or_of_all_of_it(kind: str) -> None:
    park = Instance(change(BASE, kind, park="east", value=4), {})
    industry = Instance(change(BASE, kind, industry="film", value=3), {})
    every = Instance(change(BASE, kind, every="industry", value=0), {})
    if kind == "cap":
        assert park.park_caps == {"north": 3, "south": 2, "east": 4}
        assert industry.industry_caps == {"ai": 3, "chips": 2, "film": 3, "seeds": 2}
        assert every.industry_caps == {"ai": 1, "chips": 0, "film": 0, "seeds": 0}  # one is granted
    else:
        assert park.park_floors == {"north": 1, "south": 1, "east": 4}
        assert industry.industry_floors == {"ai": 0, "chips": 0, "film": 3, "seeds": 0}
        assert set(every.industry_floors.values()) == {0}


def test_the_number_that_a_limit_replaces() -> None:
    own = scenario(parks=[{"id": "north", "cap": 4}, {"id": "south"}, {"id": "east"}])
    asked = [{"park": "north"}, {"park": "south"}, {"industry": "ai"}, {"every": "park"}]
    entries = variant(*({"cap": one | {"value": 1}} for one in asked)).changes
    assert [entry.change.was(own) for entry in entries] == [4, 2, 2, 2]


@pytest.mark.parametrize(
    "whose", [{}, {"park": "north", "industry": "ai"}, {"park": "north", "every": "park"}]
)
def test_a_limit_is_of_one_thing(whose: dict[str, str]) -> None:
    assert malformed("cap", value=1, **whose) == ["limit-of-what"]


def test_exceptions_come_and_go() -> None:
    grant = {
        "rule": "park_cap",
        "subject": "east",
        "slots": 2,
        "reason": "r",
        "by": "b",
        "on": 2025,
    }
    made = change(BASE, "exception", **grant)
    assert Instance(made, {}).park_caps["east"] == 4
    assert refused("exception", made, **grant).code == "there-already"
    gone = change(made, "revoke", rule="park_cap", subject="east")
    assert gone == BASE
    assert refused("revoke", rule="park_cap", subject="east").code == "no-such-exception"


def test_the_threshold_keeps_its_reason() -> None:
    made = change(BASE, "threshold", value="2.5")
    assert made.rules.min_affinity == BASE.rules.min_affinity.model_copy(
        update={"threshold": Decimal("2.5")}
    )
    assert change(scenario(), "threshold", value=1).rules.min_affinity.threshold == 1


def test_what_the_cap_counts() -> None:
    made = change(BASE, "count_per", per="sector")
    assert made.rules.industry_cap == BASE.rules.industry_cap.model_copy(update={"per": "sector"})


def test_a_budget_replaces_all_of_the_one_before() -> None:
    made = change(BASE, "change_budget", per_park=1).rules.change_budget
    assert (made.total, made.per_park, made.clause) == (None, 1, "P9")
    assert change(scenario(), "change_budget", total=4).rules.change_budget.total == 4


def test_quotas_are_set_replaced_and_dropped() -> None:
    made = change(BASE, "quota", id="wide", parks=["south"], min=1)
    assert [(row.id, row.parks, row.min, row.max) for row in made.rules.quota] == [
        ("alone", ("north",), None, 1),
        ("wide", ("south",), 1, None),
    ]
    left = change(made, "drop_quota", id="alone")
    assert [row.id for row in left.rules.quota] == ["wide"]
    error = refused("drop_quota", id="nothing")
    assert (error.code, error.facts["known"]) == ("no-such-quota", "alone, wide")


def test_supplies_and_needs_are_replaced_or_added() -> None:
    made = change(BASE, "supply", resource="land", park="north", amount=1)
    made = change(made, "supply", resource="land", park="east", amount="2.5")
    assert Instance(made, {}).supplies == {
        ("land", "north"): Decimal(1),
        ("land", "east"): Decimal("2.5"),
    }
    made = change(made, "need", resource="land", industry="ai", amount=7)
    asked = Instance(made, {})
    assert asked.need("land", ("north", "ai")) == 3  # the row of the park goes before
    assert asked.need("land", ("south", "ai")) == 7


def test_a_weight_is_of_a_term_that_there_is() -> None:
    made = change(BASE, "weight", term="jobs", value="-0.5")
    assert made.objective == BASE.objective | {"jobs": Decimal("-0.5")}
    assert refused("weight", term="beauty", value=1).code == "unknown-term"


def test_an_affinity_is_set_anew_or_multiplied_once() -> None:
    made = change(BASE, "affinity", park="north", set=5, reason="one")
    made = change(made, "affinity", park="north", set=6, reason="two")
    assert [(row.park, row.set, row.scale) for row in made.adjustments] == [
        ("north", None, Decimal("0.5")),
        ("north", Decimal(6), None),
    ]
    twice = {"park": "north", "industry": "ai", "scale": "0.5", "reason": "other"}
    assert refused("affinity", **twice).code == "there-already"
    assert malformed("affinity", park="north", reason="r") == ["set-or-scale"]
    assert malformed("affinity", park="north", set=1, scale=1, reason="r") == ["set-or-scale"]


def test_what_is_added_must_be_new() -> None:
    made = change(BASE, "add_park", id="west", cap=4)
    made = change(made, "add_industry", id="oil", sector_zh="s")
    made = change(made, "add_source", id="third", where="w", publisher="p", as_of="2025")
    row = {"park": "west", "industry": "oil", "role": "leading", "grade": "A", "source": "third"}
    made = change(made, "add_evidence", **row)
    assert (made.parks[-1].cap, made.industries[-1].sector_zh) == (4, "s")
    assert made.evidence[-1].model_dump(exclude_none=True) == row
    for kind, fields in (
        ("add_park", {"id": "west"}),
        ("add_industry", {"id": "oil"}),
        ("add_source", {"id": "old", "where": "w", "publisher": "p", "as_of": 2025}),
        ("add_evidence", row),
    ):
        assert refused(kind, made, **fields).code == "there-already"
    assert refused("add_evidence", **row).code == "unknown-park"
    assert refused("add_evidence", **row | {"park": "east"}).code == "unknown-industry"


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ({"source": "old"}, [1, 2]),
        ({"before": "2020"}, [1, 2]),
        ({"before": "2021-06"}, [1, 2]),
        ({"before": "2021-07"}, []),
        ({"grades": ["B", "C"]}, [0]),
        ({"roles": ["supporting"]}, [0, 1]),
        ({"park": "north"}, [2]),
        ({"industry": "film"}, [0, 1]),
        ({"park": "north", "grades": ["B", "C"]}, [0, 2]),
    ],
)
def test_statements_are_struck_by_all_conditions_together(
    conditions: dict[str, Any], left: list[int]
) -> None:
    made = change(BASE, "strike_evidence", **conditions)
    assert [BASE.evidence.index(row) for row in made.evidence] == left


def test_a_bare_year_is_before_a_month_only_if_all_of_it_is() -> None:
    assert refused("strike_evidence", before="2019-06").code == "no-such-evidence"
    assert len(change(BASE, "strike_evidence", before="2020-01").evidence) == 2


def test_strike_needs_a_condition_and_something_to_strike() -> None:
    assert malformed("strike_evidence") == ["strike-what"]
    assert refused("strike_evidence", grades=["Z"]).code == "no-such-evidence"
    assert refused("strike_evidence", source="none").code == "unknown-source"


def mentions(node: Any, word: str) -> bool:
    """Return whether a word stands anywhere in a scenario."""
    if isinstance(node, dict):
        return any(mentions(one, word) for pair in node.items() for one in pair)
    if isinstance(node, list | tuple):
        return any(mentions(one, word) for one in node)
    return node == word


@pytest.mark.parametrize(("kind", "gone"), [("park", "north"), ("industry", "ai")])
def test_removing_leaves_no_trace_and_nothing_else_out(kind: str, gone: str) -> None:
    made = change(BASE, f"remove_{kind}", **{kind: gone})
    stated = made.model_dump()
    assert not mentions(stated, gone)
    assert [row.id for row in made.rules.quota] == ["wide"]  # the other one counted nothing else
    for table, rows in dict(BASE).items():
        if isinstance(rows, tuple):
            kept = [row for row in rows if not mentions(row.model_dump(), gone)]
            assert [row for row in getattr(made, table) if row in rows] == kept, table
    assert refused(f"remove_{kind}", made, **{kind: gone}).code == f"unknown-{kind}"


def test_the_last_one_stays() -> None:
    made = change(change(BASE, "remove_park", park="north"), "remove_park", park="east")
    error = refused("remove_park", made, park="south")
    assert (error.code, error.facts) == ("nothing-left", {"value": "south"})


def test_a_sector_goes_with_its_last_industry_and_its_exception_with_it() -> None:
    grants = [FULL["grants"][1] | {"subject": one} for one in ("s", "t")]
    industries = [{"id": one, "sector_zh": "s"} for one in ("ai", "chips", "film")]
    base = scenario(
        industries=[*industries, {"id": "seeds", "sector_zh": "t"}],
        grants=grants,
        rules={"industry_cap": {"default": 2, "in_principle": True, "per": "sector"}},
    )
    made = change(base, "remove_industry", industry="seeds")
    assert [row.subject for row in made.grants] == ["s"]
    assert [row.subject for row in change(base, "remove_industry", industry="ai").grants] == [
        "s",
        "t",
    ]


def test_an_entry_has_one_kind() -> None:
    two = {"drop_quota": {"id": "a"}, "count_per": {"per": "sector"}}
    for entry in ({}, two, {"drop_quota": None}):
        with pytest.raises(ValidationError) as caught:
            ChangeEntry.model_validate(entry)
        assert [one["type"] for one in caught.value.errors()] == ["not-one-change"]


@pytest.mark.parametrize("kind", ChangeEntry.model_fields)
def test_every_pointer_is_a_field(kind: str) -> None:
    annotation = ChangeEntry.model_fields[kind].annotation
    model = annotation.__args__[0]
    assert set(model.pointers) <= set(model.model_fields)


def test_a_variant_has_its_own_name_unless_it_changes_nothing() -> None:
    assert variant().apply(BASE) is BASE
    made = variant({"drop_quota": {"id": "wide"}}, id="mine", name="Mine").apply(BASE)
    assert (made.id, str(made.name)) == ("mine", "Mine")
