"""Prices on the tiny instance: what one more slot is worth, by hand."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.study.prices import flips as flips_module
from allocator.study.prices.bounds import bounds
from allocator.study.prices.flips import flips
from allocator.study.prices.layout_bounds import layout_bounds
from allocator.study.prices.shadow import Price, Prices, prices
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, layout, tiny


def priced(asked: Instance, with_pairs: bool = False) -> Prices:
    found = prices(asked, with_pairs)
    assert found is not None
    return found


def gains(found: Prices) -> dict[tuple[str, tuple[str, ...] | None], float]:
    """Return what each loosening gains, by rule and subject; defaults and entries by ``None``."""
    return {
        (one.stated.rule, None if one.bound is None else one.bound.subject): one.gain / 1e6
        for one in found.prices
    }


def price_of(found: Prices, rule: str) -> Price:
    return next(one for one in found.prices if one.stated.rule == rule)


def test_one_more_slot_of_each_park_and_industry() -> None:
    found = gains(priced(tiny()))
    assert found["park_cap", ("north",)] == 2  # film beside ai and chips
    assert found["park_cap", ("south",)] == 3  # seeds
    assert found["park_cap", ("east",)] == 1  # ai 5, while south gives ai 7 for seeds 3
    assert found["industry_cap", ("ai",)] == 3  # east: ai 5 for seeds 2
    assert found["industry_cap", ("chips",)] == 2
    assert found["industry_cap", ("film",)] == 0
    assert found["park_floor", ("east",)] == 0
    assert found["park_cap", None] == 2 + 3
    assert found["industry_cap", None] == 3


def test_the_layout_that_gains_it_comes_with_it() -> None:
    found = next(one for one in priced(tiny()).prices if one.gain == 3_000_000)
    assert found.bound is not None
    assert found.bound.subject == ("south",)
    assert found.layout == BEST | layout("south seeds")
    assert found.bound.tight
    assert (found.bound.used, found.bound.limit) == (2, 2)


def test_floors_quotas_and_budgets() -> None:
    rules = CAPS_OF_TWO | {
        "park_floor": {"default": 0},
        "quota": [{"id": "seeds", "industries": ["seeds"], "min": 2}, {"id": "few", "max": 5}],
    }
    found = priced(tiny(rules=rules, parks=[{"id": "north", "floor": 2}, "south", "east"]))
    told = gains(found)
    assert ("quota", ("seeds", "min")) in told
    assert told["quota", ("few", "max")] > 0
    assert ("park_floor", ("south",)) not in told
    budget = {"total": 2, "per_park": 2}
    now = [{"park": "north", "industry": "film"}, {"park": "south", "industry": "film"}]
    now.append({"park": "east", "industry": "film"})
    caps = {"industry_cap": {"default": 3}}
    held = priced(tiny(rules=CAPS_OF_TWO | caps | {"change_budget": budget}, current=now))
    told = gains(held)
    assert told["change_budget", ("total",)] == 5  # ai beside film in east, after north and south
    assert told["change_budget", ("per_park",)] == 0


def test_a_supply_has_its_smallest_useful_increase() -> None:
    # north has room for ai alone (9); chips (6) more from 3 on, film (2) from 2.5 on
    asked = instance(
        [["9", "6", "2"]],
        rules={"park_cap": {"default": 3}},
        resources=[{"id": "land", "name": "land"}],
        supplies=[{"resource": "land", "park": "p0", "amount": "5"}],
        needs=[
            {"resource": "land", "industry": "i0", "amount": "5"},
            {"resource": "land", "industry": "i1", "amount": "3"},
            {"resource": "land", "industry": "i2", "amount": "2.5"},
        ],
    )
    found = price_of(priced(asked), "capacity")
    assert found.gain == 8_000_000
    assert found.least == Decimal("2.5")
    assert found.least_gain == 2_000_000
    assert found.bound is not None
    assert (found.bound.used, found.bound.limit, found.bound.tight) == (5, 5, True)


def test_locks_and_other_entries_are_priced_by_dropping_them() -> None:
    lock = {"park": "east", "industry": "chips", "lock": "in", "reason": "r"}
    rules = CAPS_OF_TWO | {"exclusive": [{"industries": ["ai", "chips"]}]}
    told = gains(priced(tiny(rules=rules, locks=[lock])))
    assert told["lock_in", None] > 0
    assert told["exclusive", None] > 0
    threshold = gains(priced(tiny(rules=CAPS_OF_TWO | {"min_affinity": {"threshold": 3}})))
    assert threshold["min_affinity", None] == 1  # seeds 2 in east, in place of the second best


def test_a_cap_that_admits_all_there_is_has_no_price() -> None:
    rules = {"park_cap": {"default": 4}, "industry_cap": {"default": 3}}
    told = gains(priced(tiny(rules=rules)))
    assert not any(rule.endswith("cap") and subject for rule, subject in told)


def test_sectors_are_priced_where_they_are_counted() -> None:
    rows = [{"id": one, "sector_zh": "s"} for one in ("ai", "chips")]
    rules = CAPS_OF_TWO | {"industry_cap": {"default": 1, "per": "sector"}}
    told = gains(priced(tiny(rules=rules, industries=[*rows, "film", "seeds"])))
    assert told["industry_cap", ("s",)] > 0
    assert ("industry_cap", ("ai",)) not in told


def test_all_pairs_are_priced_when_asked() -> None:
    assert priced(tiny()).pairs is None
    found = {one.pair: one for one in priced(tiny(), with_pairs=True).pairs or ()}
    assert len(found) == 12
    assert found["east", "ai"].in_best is False
    assert found["east", "ai"].cost == 1_000_000  # the second-best layout
    assert found["north", "seeds"].cost == 4_000_000  # chips 6 to east as 4, where seeds 2 go


def test_nothing_legal_has_no_price() -> None:
    assert prices(tiny(rules={"park_floor": {"default": 5}})) is None


def test_under_an_order_the_value_may_fall() -> None:
    fields: dict[str, Any] = {
        "objective": {"affinity": 1, "differentiation": 5},
        "ordered": [{"term": "differentiation"}],
    }
    found = priced(tiny(**fields))
    assert found.value == tiny(**fields).valuation.value(found.layout)
    assert all(one.stated is not None for one in found.prices)


def test_bounds_of_a_layout_say_what_is_full_and_what_is_broken() -> None:
    held = layout("north ai", "north chips", "north film")
    found = layout_bounds(tiny(), held)
    broken = {(one.stated.rule, one.subject) for one in found.bounds if found.breaks(one)}
    assert broken == {
        ("park_cap", ("north",)),
        ("park_floor", ("south",)),
        ("park_floor", ("east",)),
    }
    assert {one.rule for one in found.violations} == {"park_cap", "park_floor"}
    assert len(bounds(tiny(), BEST)) == 3 + 4 + 3


def test_flipped_layouts_are_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found = flips(tiny())
    monkeypatch.setattr(flips_module, "_resolved", lambda *_: layout("north ai"))
    with pytest.raises(DisagreementError):
        found.flipped(("north", "ai"))
