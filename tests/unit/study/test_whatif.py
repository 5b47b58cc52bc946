"""What if, on the tiny instance: north ai chips, south ai chips, east film seeds is worth 38."""

from decimal import Decimal

import pytest

from allocator.errors import InapplicableError
from allocator.model.instance import Instance
from allocator.model.outcome import Status
from allocator.study.ranking.best import best_of
from allocator.study.whatif.compare import Compared, Shift, what_if
from tests.support.tiny import BEST, layout
from tests.support.variants import variant, world

GRANT = {"reason": "r", "by": "b", "on": "2025"}


def compared(*changes: dict, **fields: object) -> Compared:
    """Compare one variant of the tiny instance."""
    return what_if(world(**fields), [variant(*changes)]).compared[0]


def test_without_changes_everything_is_that_of_the_base() -> None:
    base = world()
    found = what_if(base, [variant()])
    one = found.compared[0]
    assert one.outcome is found.base
    assert (found.base.best, found.base.value) == (BEST, 38)
    assert (one.difference, one.moves, one.parks, one.industries) == (0, ([], []), (), ())
    assert (one.stages, one.without, one.judged.violations) == ((), (), ())


def test_a_pair_locked_out_goes_to_the_next_best() -> None:
    one = compared({"lock": {"park": "south", "industry": "ai", "lock": "out", "reason": "r"}})
    # south: chips and seeds (8 + 3), east: film and ai (6 + 5), north as before: 37
    assert (one.outcome.value, one.difference) == (37, -1)
    assert one.moves == ([("east", "ai"), ("south", "seeds")], [("east", "seeds"), ("south", "ai")])
    assert [(row.rule, row.park, row.industry) for row in one.judged.violations] == [
        ("lock_out", "south", "ai")
    ]
    assert one.judged.value == 38


def test_who_gains_and_who_loses() -> None:
    one = compared({"lock": {"park": "south", "industry": "ai", "lock": "out", "reason": "r"}})
    assert one.parks == (
        Shift("east", ("ai",), ("seeds",), Decimal(8), Decimal(11)),
        Shift("south", ("seeds",), ("ai",), Decimal(15), Decimal(11)),
    )
    assert one.industries == (
        Shift("ai", ("east",), ("south",), Decimal(16), Decimal(14)),
        Shift("seeds", ("south",), ("east",), Decimal(2), Decimal(3)),
    )


def test_who_gains_in_affinity_alone() -> None:
    one = compared({"affinity": {"park": "north", "scale": "1.5", "reason": "r"}})
    assert one.outcome.best == BEST
    assert one.parks == (Shift("north", (), (), Decimal(15), Decimal("22.5")),)
    assert [(row.id, row.after - row.before) for row in one.industries] == [
        ("ai", Decimal("4.5")),
        ("chips", 3),
    ]


def test_leaving_each_change_out_tells_what_it_causes() -> None:
    """One more place for south, which seeds take (3), a useless lock, and one that costs 1."""
    one = compared(
        {"exception": {"rule": "park_cap", "subject": "south", "slots": 1} | GRANT},
        {"lock": {"park": "north", "industry": "ai", "lock": "in", "reason": "r"}},
        {"lock": {"park": "east", "industry": "ai", "lock": "out", "reason": "r"}},
    )
    assert (one.outcome.value, one.difference) == (41, 3)
    effects = [one.effect(without) for without in one.without]
    assert effects[0] == (3, ([("south", "seeds")], []))
    assert effects[1:] == [(0, ([], [])), (0, ([], []))]
    assert [(row.number, row.needed_by) for row in one.without] == [(1, None), (2, None), (3, None)]
    assert one.outcome.exceptions[0][1] == 1


def test_two_changes_that_matter_together_only() -> None:
    """Chips in a third park needs a place in east and a place for chips: neither does alone."""
    park = {"exception": {"rule": "park_cap", "subject": "east", "slots": 1} | GRANT}
    industry = {"exception": {"rule": "industry_cap", "subject": "chips", "slots": 1} | GRANT}
    locks = [
        {"lock": {"park": park, "industry": one, "lock": "in", "reason": "r"}}
        for park, one in (("east", "film"), ("east", "seeds"), ("south", "ai"), ("north", "ai"))
    ]
    one = compared(park, industry, *locks)
    assert one.outcome.value == 42
    assert [one.effect(without)[0] for without in one.without[:2]] == [4, 4]


def test_a_change_that_another_rests_on() -> None:
    one = compared(
        {"add_industry": {"id": "oil"}},
        {"affinity": {"park": "east", "industry": "oil", "set": 9, "reason": "r"}},
    )
    assert one.outcome.best - BEST == {("east", "oil")}
    assert [(row.outcome, row.needed_by) for row in one.without[:1]] == [(None, 2)]
    assert one.effect(one.without[0]) == (None, None)
    assert one.effect(one.without[1])[0] == 7  # oil 9 for seeds 2


def test_an_infeasible_variant_says_why_and_which_change_it_is() -> None:
    one = compared(
        {"cap": {"every": "industry", "value": 1}},
        {"floor": {"every": "park", "value": 2}},
        {"weight": {"term": "differentiation", "value": 1}},
    )
    assert (one.outcome.ranking.status, one.outcome.best) == (Status.INFEASIBLE, None)
    (short,) = one.outcome.ranking.shortages
    assert (short.needed, short.available) == (6, 4)
    assert (one.difference, one.moves, one.parks) == (None, None, ())
    values = [row.outcome.value for row in one.without]
    assert values[2] is None
    assert None not in values[:2]


def test_a_base_without_a_legal_layout() -> None:
    rules = {"park_floor": {"default": 2}, "industry_cap": {"default": 1}}
    found = what_if(
        world(rules=rules), [variant(), variant({"floor": {"every": "park", "value": 1}})]
    )
    assert found.base.best is None
    assert [one.outcome.value for one in found.compared] == [None, 26]  # 9 + 8 + 6 + 3
    assert (found.compared[1].judged, found.compared[1].difference) == (None, None)
    assert not found.nothing_is_legal
    assert what_if(world(rules=rules), [variant()]).nothing_is_legal


def test_the_best_of_the_base_without_the_park_that_is_gone() -> None:
    one = compared({"remove_park": {"park": "north"}})
    assert one.judged.layout == layout("south ai", "south chips", "east film", "east seeds")
    assert one.judged.gone == layout("north ai", "north chips")
    assert (one.judged.value, one.judged.violations) == (23, ())
    assert one.outcome.value == 26  # east takes ai 5 for seeds 2
    assert [row.id for row in one.parks] == ["east", "north"]


def test_values_on_different_scales_are_compared_exactly() -> None:
    fine = {"affinity": {"park": "north", "industry": "ai", "set": "9.000000001", "reason": "r"}}
    one = compared(fine, {"weight": {"term": "differentiation", "value": "0.1"}})
    assert one.base.instance.valuation.exponent != one.outcome.instance.valuation.exponent
    assert one.difference == Decimal("0.000000001") - Decimal("0.2")


def test_affinities_are_computed_once_per_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    from allocator.study.whatif import compare as whatif

    asked = []
    computed = whatif.affinity_matrix
    monkeypatch.setattr(
        whatif, "affinity_matrix", lambda scenario: asked.append(scenario) or computed(scenario)
    )
    doubled = {"affinity": {"scale": 2, "reason": "r"}}
    cap = {"cap": {"every": "park", "value": 1}}
    found = what_if(world(), [variant(cap), variant(cap, doubled), variant(doubled)])
    assert len(asked) == 1
    assert [one.outcome.value for one in found.compared] == [23, 46, 76]


def test_every_value_is_that_of_the_scenario_solved_alone() -> None:
    base = world()
    asked = [
        variant(
            {"cap": {"park": "north", "value": 1}}, {"floor": {"industry": "seeds", "value": 2}}
        ),
        variant({"threshold": {"value": 4}}, {"weight": {"term": "differentiation", "value": 2}}),
        variant({"withdraw": {"industry": "chips", "reason": "r"}}),
    ]
    for one, stated in zip(what_if(base, asked).compared, asked, strict=True):
        made = stated.apply(base.scenario)
        alone = best_of(Instance(made, base.affinity))
        assert alone is not None
        assert (one.outcome.best, one.outcome.ranking.layouts[0].value) == (alone[1], alone[0])


def test_what_meets_its_limit() -> None:
    one = compared({"change_budget": {"total": 6}}, {"floor": {"industry": "seeds", "value": 1}})
    assert one.base.binding == {"park_cap": (3, 3), "industry_cap": (2, 4)}
    assert one.outcome.binding["industry_floor"] == (1, 1)
    assert one.outcome.binding["change_budget"] == (1, 1)


def test_a_change_that_cannot_be_made() -> None:
    with pytest.raises(InapplicableError):
        compared({"unlock": {"park": "north", "industry": "ai"}})
