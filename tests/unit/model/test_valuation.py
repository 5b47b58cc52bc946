"""The objective in whole numbers: the scale, exactness, and the terms of a layout."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from allocator.model.valuation import Valuation, criterion_tables, scaled
from tests.support.build import instance
from tests.support.tiny import BEST, SECOND, layout, tiny

CURRENT = [{"park": p, "industry": i} for p, i in (("north", "ai"), ("east", "seeds"))]


def row(*numbers: str | None, **fields: Any) -> Valuation:
    """Return the valuation of one park with one industry per number."""
    return instance([numbers], **fields).valuation


def gains(valuation: Valuation) -> list[int]:
    """Return the worth of the pairs of `row` by affinity."""
    return [worth for _, worth in sorted(valuation.gains["affinity"].items())]


def test_six_decimals_unless_there_is_need() -> None:
    valuation = row("1", "0.5", "0.000001")
    assert (valuation.exponent, valuation.exact) == (6, True)
    assert gains(valuation) == [1_000_000, 500_000, 1]


@pytest.mark.parametrize(
    ("numbers", "weight", "exponent"),
    [
        (("0.1234567",), "1", 7),
        (("0.123456789012",), "1", 12),
        (("0.123456",), "0.001", 9),  # the digits of number times weight count
        (("0.5",), "0.0000001", 8),
        (("1", "2"), "1", 6),
        (("1e2", "2E-7"), "1", 7),
    ],
)
def test_the_scale_is_raised_where_digits_would_be_lost(
    numbers: tuple[str, ...], weight: str, exponent: int
) -> None:
    valuation = row(*numbers, objective={"affinity": weight})
    assert (valuation.exponent, valuation.exact) == (exponent, True)
    shown = [valuation.shown(worth) for worth in gains(valuation)]
    assert shown == [Decimal(number) * Decimal(weight) for number in numbers]


def test_weights_of_other_terms_raise_the_scale_too() -> None:
    objective = {"affinity": "1", "differentiation": "0.00000001"}
    valuation = row("1", objective=objective)
    assert (valuation.exponent, valuation.overlap_cost) == (8, 1)
    objective = {"affinity": "1", "continuity": "0.000000001"}
    valuation = row("1", objective=objective)
    assert (valuation.exponent, valuation.move_cost) == (9, 1)


def test_numbers_without_end_are_rounded_and_said_to_be() -> None:
    valuation = row("0.3333333333333333333333333333", "1")
    # Two slots leave 38 bits, that is 2.7 x 10^11, for a number.
    assert (valuation.exponent, valuation.exact) == (11, False)
    assert gains(valuation) == [33_333_333_333, 10**11]


def test_rounding_is_half_to_even() -> None:
    halves = [Decimal(n) for n in ("0.5", "1.5", "2.5", "-0.5", "-1.5")]
    assert [scaled(half, 0) for half in halves] == [0, 2, 2, 0, -2]
    assert scaled(Decimal("1.25"), 1) == 12


def test_the_scale_is_lowered_for_huge_numbers() -> None:
    valuation = row("1e300", "5e299", "-1e300")
    assert valuation.exponent < -280
    assert valuation.exact  # nothing is lost: all are whole at this scale
    first, second, third = gains(valuation)
    assert (first, third) == (2 * second, -first)
    assert valuation.shown(first) == Decimal("1e300")


def test_huge_and_tiny_numbers_together_lose_the_tiny_and_say_so() -> None:
    valuation = row("1e300", "1e-300", "1")
    assert not valuation.exact
    first, second, third = gains(valuation)
    assert first > 10**9
    assert (second, third) == (0, 0)


def test_tiny_numbers_alone_keep_their_digits() -> None:
    valuation = row("1e-300", "2e-300", "-1e-300")
    assert valuation.exact
    first, second, third = gains(valuation)
    assert first > 0
    assert (second, third) == (2 * first, -first)
    assert valuation.shown(second) == Decimal("2e-300")


def test_more_digits_than_the_arithmetic_holds_are_not_called_exact() -> None:
    long = "1" + "0" * 449 + "1"  # 451 digits
    assert not row(long).exact


def test_nothing_but_zeros() -> None:
    valuation = row("0", "0.0", "-0")
    assert (valuation.exponent, valuation.exact, gains(valuation)) == (6, True, [0, 0, 0])


def test_negative_numbers_count_by_their_size() -> None:
    up, down = row("1e12", "1"), row("-1e12", "1")
    assert up.exponent == down.exponent


@pytest.mark.parametrize("term", ["continuity", "differentiation"])
def test_a_term_weighed_below_zero_does_not_make_room(term: str) -> None:
    """Sizes once cancelled: affinity 1 and continuity -1 were taken as 0, and 10^12 as fitting."""
    numbers = ("1", "0.333333333333")
    plus = row(*numbers, objective={"affinity": "1000", term: "1000"})
    minus = row(*numbers, objective={"affinity": "1000", term: "-1000"})
    assert plus.exponent == minus.exponent


def test_more_slots_leave_less_room_per_number() -> None:
    numbers: Sequence[Sequence[str]] = [["123456.789012345"] * 12 for _ in range(12)]
    rules = [{"park_cap": {"default": n}, "industry_cap": {"default": n}} for n in (1, 3, 12)]
    exponents = [instance(numbers, rules=one).valuation.exponent for one in rules]
    assert exponents == sorted(exponents, reverse=True)
    assert exponents[0] > exponents[-1]


def test_the_tie_room_is_above_every_tie_sum() -> None:
    for slots, room in ((0, 1 << 16), (1, 1 << 17), (6, 1 << 19), (7, 1 << 19), (8, 1 << 20)):
        valuation = Valuation(6, True, {}, 0, 0, frozenset(), slots)
        assert valuation.tie_room == room
        assert slots * 0x10000 < room


def test_the_value_of_the_best_tiny_layout() -> None:
    valuation = tiny().valuation
    assert valuation.value(BEST) == 38_000_000  # 9 + 6, 7 + 8, 6 + 2
    assert valuation.value(SECOND) == 37_000_000  # 9 + 6, 8 + 3, 5 + 6
    assert valuation.value(layout()) == 0


def test_terms_are_named_and_add_up() -> None:
    # Overlaps of BEST: ai once, chips once. Moves from the current layout: north chips, south ai,
    # south chips and east film are added, nothing is dropped.
    objective = {"affinity": "1", "differentiation": "0.5", "continuity": "0.25"}
    valuation = tiny(objective=objective, current=CURRENT).valuation
    assert valuation.terms(BEST) == {
        "affinity": 38_000_000,
        "differentiation": -2 * 500_000,
        "continuity": -4 * 250_000,
    }
    assert valuation.value(BEST) == 36_000_000
    assert valuation.value(layout()) == -2 * 250_000  # both current pairs dropped


def test_terms_without_weight_are_not_named() -> None:
    objective = {"affinity": "2", "differentiation": "0"}
    assert tiny(objective=objective).valuation.terms(BEST) == {"affinity": 76_000_000}


def test_pairs_of_unknown_worth_are_left_out() -> None:
    valuation = row("2", None)
    assert valuation.value(frozenset({("p0", "i0"), ("p0", "i1")})) == 2_000_000
    assert [valuation.alone(("p0", one)) for one in ("i0", "i1")] == [2_000_000, 0]


def test_a_pair_alone_is_worth_what_adding_it_changes() -> None:
    objective = {"affinity": "1", "continuity": "0.25"}
    asked = tiny(objective=objective, current=CURRENT)
    valuation = asked.valuation
    assert valuation.alone(("north", "ai")) == 9_250_000  # current: keeping it saves a move
    assert valuation.alone(("north", "chips")) == 5_750_000
    for pair in product(asked.parks, asked.industries):
        gain = valuation.value(BEST | {pair}) - valuation.value(BEST - {pair})
        assert gain == valuation.alone(pair)


def test_without_a_criterion_a_pair_alone_is_worth_its_move() -> None:
    valuation = tiny(objective={"continuity": "1"}, current=CURRENT).valuation
    assert valuation.alone(("north", "ai")) == 1_000_000
    assert valuation.alone(("north", "chips")) == -1_000_000


JOBS = {
    "criteria": [
        {"id": "jobs", "name": "jobs", "complete": False},
        {"id": "heat", "name": "heat", "complete": True},
    ],
    "criteria_values": [
        {"criterion": "jobs", "park": "p0", "industry": "i0", "value": "30"},
        {"criterion": "heat", "park": "p0", "industry": "i1", "value": "-7"},
    ],
}


def test_criterion_tables_complete_and_incomplete() -> None:
    asked = instance(
        [["1", None, "3"]], objective={"affinity": "1", "jobs": "0.1", "heat": "1"}, **JOBS
    )
    tables = criterion_tables(asked.scenario, asked.affinity)
    assert tables == {
        "affinity": {("p0", "i0"): 1, ("p0", "i2"): 3},
        "heat": {("p0", "i0"): 0, ("p0", "i1"): -7, ("p0", "i2"): 0},
        "jobs": {("p0", "i0"): 30},
    }
    assert list(tables) == ["affinity", "heat", "jobs"]  # affinity first, then by id


def test_a_pair_alone_adds_up_all_criteria() -> None:
    asked = instance(
        [["1", None, "3"]], objective={"affinity": "1", "jobs": "0.1", "heat": "1"}, **JOBS
    )
    assert asked.valuation.alone(("p0", "i0")) == 1_000_000 + 3_000_000 + 0


def test_a_criterion_without_weight_has_no_table() -> None:
    asked = instance([["1", "2", "3"]], objective={"jobs": "1", "affinity": "0"}, **JOBS)
    assert set(criterion_tables(asked.scenario, asked.affinity)) == {"jobs"}
