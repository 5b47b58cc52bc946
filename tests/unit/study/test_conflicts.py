"""Conflicts: the statements named cannot hold together, and any one less of them can."""

from typing import Any

import pytest
from hypothesis import given, settings

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Conflict, Stated, Status
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.limits import Limit, StoppedError
from allocator.study.conflicts.explore import explore, minimal_conflict
from allocator.study.conflicts.keeping import keeping
from allocator.study.conflicts.statements import statements
from allocator.study.proposal.check import check
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.build import instance
from tests.support.full_strategies import full_instances
from tests.support.tiny import layout, tiny

LOOSE = {"park_cap": {"default": 4}, "industry_cap": {"default": 3}}
FLOOR = Stated("park_floor", (), None, ("rules", "park_floor", "default"))


def said(conflict: Conflict | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return rule and entry of every part."""
    assert conflict is not None
    return [(one.rule, one.entry) for one in conflict.parts]


def verify(asked: Instance, conflict: Conflict | None) -> Conflict:
    """Hold a conflict against brute force: infeasible, and feasible without any one part."""
    assert conflict is not None
    assert conflict.minimal
    assert not legal_layouts(keeping(asked, conflict.parts))
    for part in conflict.parts:
        assert legal_layouts(keeping(asked, [one for one in conflict.parts if one != part]))
    return conflict


def lock(pair: str, how: str) -> dict[str, str]:
    park, industry = pair.split()
    return {"park": park, "industry": industry, "lock": how, "reason": "r"}


def land(**fields: Any) -> Instance:
    """Return the tiny instance where every industry needs 2 of the land of north, which has 1."""
    needs = [{"resource": "land", "industry": one, "amount": "2"} for one in tiny().industries]
    rules = LOOSE | {"capacity": {"clause": "L"}} | fields.pop("rules", {})
    return tiny(
        resources=[{"id": "land", "name": "land"}, {"id": "water", "name": "water"}],
        supplies=[
            {"resource": "land", "park": "north", "amount": "1"},
            {"resource": "water", "park": "north", "amount": "9"},
        ],
        needs=needs,
        rules=rules,
        **fields,
    )


def test_capacity_against_a_floor() -> None:
    found = verify(land(), minimal_conflict(land()))
    assert said(found) == [("park_floor", ()), ("capacity", ("land", "north"))]
    assert found.parts[1].clause == "L"
    assert found.parts[1].loc == ("supplies", 0, "amount")


def test_exclusive_against_locks() -> None:
    rules = LOOSE | {
        "exclusive": [
            {"industries": ["seeds", "film"], "clause": "E"},
            {"industries": ["chips", "ai"]},
        ]
    }
    asked = tiny(rules=rules, locks=[lock("east film", "in"), lock("east seeds", "in")])
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [
        ("lock_in", ("east", "film")),
        ("lock_in", ("east", "seeds")),
        ("exclusive", ("film", "seeds")),
    ]
    assert [one.loc for one in found.parts] == [
        ("locks", 0),
        ("locks", 1),
        ("rules", "exclusive", 0),
    ]


def test_requires_against_locks_in_and_out() -> None:
    rules = LOOSE | {
        "requires": [{"industry": "ai", "needs": "chips"}, {"industry": "chips", "needs": "film"}]
    }
    asked = tiny(rules=rules, locks=[lock("east ai", "in"), lock("east film", "out")])
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [
        ("lock_out", ("east", "film")),
        ("lock_in", ("east", "ai")),
        ("requires", ("ai", "chips")),
        ("requires", ("chips", "film")),
    ]


def test_apart_against_a_floor_of_industries() -> None:
    near = [{"park": a, "other": b, "km": "5"} for a, b in (("north", "south"), ("south", "east"))]
    near.append({"park": "north", "other": "east", "km": "30"})
    asked = tiny(
        distances=near,
        industries=[{"id": "ai", "floor": 3}, "chips", "film", "seeds"],
        rules=LOOSE
        | {
            "apart": [
                {"industries": ["ai", "ai"], "km": 10},
                {"industries": ["ai", "film"], "km": 1},
            ]
        },
    )
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [("industry_floor", ("ai",)), ("apart", ("ai", "ai"))]
    assert found.parts[0].loc == ("industries", 0, "floor")


@pytest.mark.parametrize("bound", ["total", "per_park"])
def test_change_budget_against_a_cap(bound: str) -> None:
    # north holds all four and may hold one: three moves, two allowed
    now = [{"park": "north", "industry": one} for one in tiny().industries]
    now += [{"park": "south", "industry": "ai"}, {"park": "east", "industry": "ai"}]
    budget = {"total": 9, "per_park": 9, "clause": "B"} | {bound: 2}
    rules = LOOSE | {"park_cap": {"default": 1, "clause": "P1"}, "change_budget": budget}
    asked = tiny(current=now, rules=rules)
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [("park_cap", ()), ("change_budget", (bound,))]
    assert [one.clause for one in found.parts] == ["P1", "B"]


def test_quotas_are_named_by_id() -> None:
    quotas = [
        {"id": "few", "industries": ["ai", "chips"], "max": 3},
        {"id": "idle", "max": 12},
        {"id": "many", "industries": ["chips", "film"], "min": 6},
        {"id": "more", "industries": ["ai"], "min": 1},
    ]
    asked = tiny(rules=LOOSE | {"quota": quotas})
    found = verify(asked, minimal_conflict(asked))
    assert [one.entry for one in found.parts] == [("few", "max"), ("many", "min"), ("more", "min")]


def test_a_sector_cap_and_unknown_values_take_part() -> None:
    # both industries are one sector, in one park at most; each park needs one
    asked = instance(
        [["1", None], ["1", "2"]],
        industries=[{"id": "i0", "sector_en": "s"}, {"id": "i1", "sector_en": "s"}],
        rules={"industry_cap": {"default": 1, "per": "sector", "clause": "P2"}},
    )
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [("industry_cap", ()), ("park_floor", ())]
    quota = {"id": "q", "parks": ["p0"], "industries": ["i1"], "min": 1}
    asked = instance([["1", None], ["1", "2"]], rules={"quota": [quota]})
    found = verify(asked, minimal_conflict(asked))
    assert said(found) == [("known_value", ()), ("quota", ("q", "min"))]


def test_one_statement_alone_can_be_a_conflict() -> None:
    asked = tiny(rules=LOOSE | {"quota": [{"id": "q", "min": 13, "max": 14}]})
    assert said(verify(asked, minimal_conflict(asked))) == [("quota", ("q", "min"))]


def test_both_bounds_of_a_quota_are_statements() -> None:
    asked = tiny(rules=LOOSE | {"quota": [{"id": "q", "min": 5, "max": 4}]})
    found = said(verify(asked, minimal_conflict(asked)))
    assert found == [("quota", ("q", "max")), ("quota", ("q", "min"))]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [{"industries": two} for two in (["ai", "film"], ["film", "ai"], ["seeds", "ai"])]
    locks = [lock(f"east {one}", "in") for one in ("ai", "film", "seeds")]
    found = [
        minimal_conflict(tiny(rules=LOOSE | {"exclusive": order}, locks=locks))
        for order in (rows, rows[::-1])
    ]
    assert said(found[0]) == said(found[1])
    assert said(found[0]) == [
        ("lock_in", ("east", "ai")),
        ("lock_in", ("east", "seeds")),
        ("exclusive", ("ai", "seeds")),
    ]


def test_a_rule_that_bars_or_asks_nothing_is_no_part() -> None:
    rules = LOOSE | {"min_affinity": {"threshold": -9}, "park_floor": {"default": 0}}
    asked = tiny(rules=rules | {"quota": [{"id": "q", "min": 5, "max": 4}]})
    assert [one.rule for one in statements(asked)] == ["park_cap", "industry_cap", "quota", "quota"]


def test_what_can_be_met_is_no_conflict() -> None:
    assert minimal_conflict(tiny()) is None


def test_rank_and_check_name_the_conflict() -> None:
    for engine in ("auto", "constraint"):
        found = rank(land(), RankQuestion(engine=engine))
        assert (found.status, found.shortages) == (Status.INFEASIBLE, ())
        assert found.conflict == minimal_conflict(land())
    assert check(land(), layout()).conflict == minimal_conflict(land())
    assert rank(tiny(), RankQuestion(count=1)).conflict is None


def test_what_counting_shows_needs_no_conflict() -> None:
    short = rank(tiny(rules={"park_floor": {"default": 5}}), RankQuestion())
    assert short.shortages
    assert short.conflict is None


def test_an_ordered_objective_has_the_conflict_of_its_rules() -> None:
    asked = land(ordered=[{"term": "affinity"}])
    assert rank(asked, RankQuestion()).conflict == minimal_conflict(land())


def test_undecided_tests_leave_their_rule_in(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ConstraintEngine.any_layout

    def any_layout(self: ConstraintEngine, rules: set[str]) -> Pairs | None:
        if len(self.instance.supplies) == 1:
            self.limit.spend(9)
            raise StoppedError
        return whole(self, rules)

    monkeypatch.setattr(ConstraintEngine, "any_layout", any_layout)
    supplies = [("capacity", ("land", "north")), ("capacity", ("water", "north"))]
    found = minimal_conflict(land())
    assert said(found) == [("park_floor", ()), *supplies]
    assert found is not None
    assert not found.minimal
    whole_tree = explore(land(), 10)
    assert not whole_tree.complete
    assert not whole_tree.decided


def test_a_person_who_interrupts_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, runs = ConstraintEngine.any_layout, list[int]()

    def any_layout(self: ConstraintEngine, rules: set[str]) -> Pairs | None:
        runs.append(1)
        if len(runs) == 3:
            raise StoppedError
        return whole(self, rules)

    monkeypatch.setattr(ConstraintEngine, "any_layout", any_layout)
    found = minimal_conflict(land())
    assert found is not None
    assert not found.minimal
    assert len(runs) == 3
    assert ("capacity", ("water", "north")) in said(found)


def test_without_effort_or_time_nothing_is_claimed() -> None:
    assert minimal_conflict(land(), Limit(effort=0.0)) is None
    assert minimal_conflict(land(), Limit(deadline=0.0)) is None


def test_layouts_are_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConstraintEngine, "any_layout", lambda *_: frozenset())
    with pytest.raises(DisagreementError):
        minimal_conflict(land())


@settings(max_examples=100)
@given(full_instances(largest=6))
def test_conflicts_are_minimal_by_brute_force(asked: Instance) -> None:
    found = minimal_conflict(asked)
    assert (found is None) == bool(legal_layouts(asked))
    if found is not None:
        verify(asked, found)
        ranking = rank(asked, RankQuestion(count=1))
        assert ranking.conflict == (None if ranking.shortages else found)


def test_all_conflicts_and_all_corrections() -> None:
    # two locks of north exclude each other, two of south contradict: two times three ways
    locks = [lock("north ai", "in"), lock("north chips", "in"), lock("south ai", "in")]
    rules = LOOSE | {"exclusive": [{"industries": ["ai", "chips"]}]}
    asked = tiny(rules=rules, locks=[*locks, lock("south ai", "out")])
    found = explore(asked, 10)
    assert found.complete
    assert [said(one) for one in found.conflicts] == [
        [("lock_out", ("south", "ai")), ("lock_in", ("south", "ai"))],
        [
            ("lock_in", ("north", "ai")),
            ("lock_in", ("north", "chips")),
            ("exclusive", ("ai", "chips")),
        ],
    ]
    assert len(found.corrections) == 2 * 3
    assert {len(one) for one in found.corrections} == {2}


def test_a_legal_scenario_needs_no_correction() -> None:
    found = explore(tiny(), 10)
    assert (found.conflicts, found.corrections, found.complete) == ((), ((),), True)


def test_a_family_of_conflicts_is_cut_and_said_to_be() -> None:
    # any 5 of 6 locks against a quota of 4: six conflicts, and the quota or any two locks to change
    pairs = ["north ai", "north chips", "south ai", "south chips", "east film", "east seeds"]
    quota = [{"id": "q", "max": 4}]
    rules = LOOSE | {"quota": quota, "park_floor": {"default": 0}}
    asked = tiny(rules=rules, locks=[lock(one, "in") for one in pairs])
    whole = explore(asked, 100)
    assert (len(whole.conflicts), len(whole.corrections)) == (6, 1 + 15)
    assert whole.complete
    part = explore(asked, 3)
    assert len(part.conflicts) >= 3
    assert len(part.corrections) >= 3
