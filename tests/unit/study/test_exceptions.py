"""Exceptions: what each place beyond a cap in principle would buy, on numbers in the head."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from allocator.app.session import Session
from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import tie_weight
from allocator.study.exceptions import at_price, exception_curve, exceptions_taken
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, layout, tiny

LIFTED: dict[str, Any] = {"default": 1, "in_principle": True}


def test_each_place_buys_the_best_pair_left() -> None:
    # One park of one place; industries worth 5, 3, 2, -1: each place adds the next one.
    asked = instance([["5", "3", "2", "-1"]], rules={"park_cap": LIFTED})
    steps = exception_curve(asked, 4)
    assert [(step.budget, step.value // 10**6, step.gain // 10**6) for step in steps] == [
        (0, 5, 0),
        (1, 8, 3),
        (2, 10, 2),
        (3, 10, 0),  # nobody takes the last one
        (4, 10, 0),
    ]
    assert [dict(step.taken) for step in steps] == [
        {},
        {("park_cap", "p0"): 1},
        *[{("park_cap", "p0"): 2}] * 3,
    ]
    assert all(step.keeps for step in steps)


def test_what_the_step_before_took_may_be_given_up() -> None:
    # One place: i0 for 5. Two: i1 and i2 for 4 each, which do not go with i0.
    rules = {
        "park_cap": {"default": 0, "in_principle": True},
        "park_floor": {"default": 0},
        "exclusive": [{"industries": ["i0", "i1"]}, {"industries": ["i0", "i2"]}],
        "industry_cap": LIFTED | {"default": 0},
    }
    steps = exception_curve(instance([["5", "4", "4"]], rules=rules), 4)
    # A pair takes two exceptions here: a place of the park and one of the industry.
    assert [(step.budget, step.value // 10**6, step.keeps) for step in steps] == [
        (0, 0, True),
        (1, 0, True),
        (2, 5, True),
        (3, 5, True),
        (4, 8, False),
    ]
    assert dict(steps[4].taken) == {
        ("park_cap", "p0"): 2,
        ("industry_cap", "i1"): 1,
        ("industry_cap", "i2"): 1,
    }


def test_infeasible_at_none_feasible_at_one() -> None:
    locks = [{"park": "p0", "industry": f"i{n}", "lock": "in", "reason": "r"} for n in (0, 1)]
    steps = exception_curve(instance([["5", "3"]], rules={"park_cap": LIFTED}, locks=locks), 2)
    assert [(step.budget, step.value // 10**6, step.gain) for step in steps] == [
        (1, 8, 0),
        (2, 8, 0),
    ]
    assert steps[0].keeps


def test_infeasible_whatever_is_granted() -> None:
    rules = {"park_cap": LIFTED, "quota": [{"id": "q", "min": 3}]}
    assert exception_curve(instance([["5", "3"]], rules=rules), 3) == ()


def test_a_cap_that_does_not_bind_in_principle_is_never_lifted() -> None:
    rules = {"park_cap": {"default": 1}, "industry_cap": LIFTED}
    steps = exception_curve(instance([["5", "3"]], rules=rules), 2)
    assert [(step.value // 10**6, dict(step.taken)) for step in steps] == [(5, {})] * 3


def test_an_exception_to_a_cap_per_sector_is_one_more_park() -> None:
    rules = {"park_cap": {"default": 1}, "industry_cap": LIFTED | {"per": "sector"}}
    alike = [{"id": one, "sector_zh": "s"} for one in ("i0", "i1")]
    asked = instance(
        [["5", "3"], ["1", "2"]], rules=rules | {"park_floor": {"default": 0}}, industries=alike
    )
    steps = exception_curve(asked, 2)
    assert [step.value // 10**6 for step in steps] == [5, 7, 7]
    one_more = {("industry_cap", "s"): 1}
    assert [dict(step.taken) for step in steps] == [{}, one_more, one_more]


def test_granted_slots_are_no_exceptions_taken() -> None:
    grants = [
        {
            "rule": "park_cap",
            "subject": "p0",
            "slots": 1,
            "reason": "r",
            "by": "b",
            "on": "2025",
        }
    ]
    asked = instance([["5", "3", "2"]], rules={"park_cap": LIFTED}, grants=grants)
    steps = exception_curve(asked, 1)
    assert [(step.value // 10**6, sum(step.taken.values())) for step in steps] == [(8, 0), (10, 1)]


def one_early_or_two_late() -> Instance:
    """Return one shut park: two industries late in the order of ties, or an early one.

    Each is worth a millionth.
    """

    def names(low: int, high: int) -> list[str]:
        every = (f"i{n}" for n in count())
        found = (one for one in every if low <= tie_weight("p0", one) < high)
        return [next(found), next(found)]

    one, other = names(-65_536, -55_000)  # both late in the order of ties
    early, _ = names(-5_000, 0)
    rules = {
        "park_cap": {"default": 0, "in_principle": True},
        "park_floor": {"default": 0},
        "exclusive": [{"industries": [early, late]} for late in (one, other)],
    }
    return instance([["0.000001"] * 3], industries=[one, other, early], rules=rules)


def test_a_millionth_of_value_goes_before_all_ties() -> None:
    """Layouts beyond the caps once had tie sums that reached into their values."""
    asked = one_early_or_two_late()
    assert [step.value for step in exception_curve(asked, 2)] == [0, 1, 2]
    free = at_price(asked, Decimal(0))
    assert free is not None
    assert free.value == 2


@pytest.mark.parametrize(
    ("price", "value"),
    [("0", 10), ("1.9", 10), ("2.1", 8), ("2.9", 8), ("3.5", 5), ("1e8", 5), ("1e299", 5)],
)
def test_a_place_is_taken_where_it_pays(price: str, value: int) -> None:
    # Worth 5, 3, 2 over one place: the second brings 3, the third 2.
    found = at_price(instance([["5", "3", "2", "-1"]], rules={"park_cap": LIFTED}), Decimal(price))
    assert found is not None
    assert found.value == value * 10**6


@pytest.mark.parametrize("price", ["1", "1e7", "1e8", "1e12", "1e13", "1e299"])
def test_a_place_that_must_be_taken_is_taken_at_any_price(price: str) -> None:
    """At prices whose keys do not fit 64 bits nothing was said to be legal."""
    locks = [{"park": "p0", "industry": f"i{n}", "lock": "in", "reason": "r"} for n in (0, 1)]
    asked = instance([["5", "3"]], rules={"park_cap": LIFTED}, locks=locks)
    found = at_price(asked, Decimal(price))
    assert found is not None
    assert (found.value, dict(found.taken)) == (8_000_000, {("park_cap", "p0"): 1})
    impossible = instance([["5", "3"]], rules={"park_cap": {"default": 1}}, locks=locks)
    assert at_price(impossible, Decimal(price)) is None


def test_a_price_whose_key_would_wrap_around_takes_nothing() -> None:
    """A price of 2**39 times the room for ties, 2**25, is 0 in 64 bits: exceptions came free."""
    asked = instance(
        [["1"] * 29] * 17,
        rules={"park_cap": LIFTED, "park_floor": {"default": 0}},
        objective={"affinity": "1", "differentiation": "33.5"},
    )
    found = at_price(asked, Decimal("549755.813888"))
    assert found is not None
    # Each park has an industry of its own; 12 more would not overlap either, but cost far more.
    assert (found.value, dict(found.taken)) == (17_000_000, {})


def test_exceptions_taken_of_a_layout() -> None:
    # ai in three parks of two; east holds three of two.
    asked = tiny()
    assert exceptions_taken(asked, BEST) == {}
    assert exceptions_taken(asked, BEST | layout("east ai")) == {
        ("park_cap", "east"): 1,
        ("industry_cap", "ai"): 1,
    }
    with pytest.raises(DisagreementError, match="park_floor"):
        exceptions_taken(asked, layout("north ai"))
    strict = tiny(rules=CAPS_OF_TWO | {"park_cap": {"default": 2}})
    with pytest.raises(DisagreementError, match="park_cap"):
        exceptions_taken(strict, BEST | layout("east chips", "east ai"))


def test_an_industry_and_a_sector_of_one_name_take_their_own_places() -> None:
    rules = {"park_cap": {"default": 9}, "industry_cap": LIFTED | {"per": "sector"}}
    industries = [{"id": "s"}, {"id": "i1", "sector_zh": "s"}]
    asked = instance(
        [["5", "3"], ["4", "2"]],
        rules=rules | {"park_floor": {"default": 0}},
        industries=industries,
    )
    steps = exception_curve(asked, 2)
    # 5 + 3 without; one place more for the industry buys 4, one more for the sector 2.
    assert [step.value // 10**6 for step in steps] == [8, 12, 14]
    assert sorted(dict(steps[-1].taken).values()) == [1, 1]
    names = Session(asked, "zh").capped("industry_cap")
    assert [names[one] for _, one in steps[-1].taken] == ["s", "s"]
