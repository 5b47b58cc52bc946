"""Affinities set or multiplied by hand: the matrix, the trace and the fingerprint see them."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.affinity import affinity_matrix, trace
from allocator.affinity.matrix import unadjusted
from allocator.files import load_scenario
from allocator.study.record import fingerprint
from tests.support.scenarios import ZHONGGUANCUN
from tests.support.variants import change, scenario

PAIR = ("haidian", "ai")


@pytest.fixture(scope="module")
def real() -> Any:
    return load_scenario(ZHONGGUANCUN).scenario


def adjust(base: Any, **fields: Any) -> Any:
    return change(base, "affinity", reason="why", **fields)


def test_without_adjustments_nothing_differs(real: Any) -> None:
    assert affinity_matrix(real) == unadjusted(real)


def test_one_pair_is_set_and_no_other(real: Any) -> None:
    made = affinity_matrix(adjust(real, park="haidian", industry="ai", set="0.3"))
    before = affinity_matrix(real)
    assert {pair for pair in made if made[pair] != before[pair]} == {PAIR}
    cell = made[PAIR]
    assert (cell.value, cell.low, cell.high, cell.coverage) == (Decimal("0.3"), None, None, 1)
    assert cell.parts == before[PAIR].parts


@pytest.mark.parametrize(
    ("group", "meant"),
    [
        ({"park": "haidian"}, lambda pair: pair[0] == "haidian"),
        ({"industry": "ai"}, lambda pair: pair[1] == "ai"),
        ({}, bool),
    ],
)
def test_a_group_is_multiplied(real: Any, group: dict[str, str], meant: Any) -> None:
    before, made = affinity_matrix(real), affinity_matrix(adjust(real, scale="0.5", **group))
    for pair, cell in before.items():
        factor = Decimal("0.5") if meant(pair) else Decimal(1)
        assert abs(made[pair].value - cell.value * factor) <= Decimal("0.0000005")
        assert abs(made[pair].high - cell.high * factor) <= Decimal("0.0000005")
        assert made[pair].coverage == cell.coverage


def test_numbers_come_before_factors_whatever_the_order() -> None:
    one = adjust(adjust(scenario(), scale=2), park="north", set=4)
    other = adjust(adjust(scenario(), park="north", set=4), scale=2)
    assert affinity_matrix(one) == affinity_matrix(other)
    assert affinity_matrix(one)["north", "seeds"].value == 8
    assert affinity_matrix(one)["south", "ai"].value == 14
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(scenario())


def test_factors_multiply_exactly_where_numbers_are_the_planners_own() -> None:
    made = adjust(adjust(scenario(), scale="0.0000001"), park="north", scale="0.1")
    assert affinity_matrix(made)["north", "ai"].value == Decimal("9E-8")


def test_an_unknown_affinity_is_known_once_it_is_set_and_not_when_it_is_multiplied() -> None:
    base = scenario(given=[{"park": "north", "industry": "ai", "value": 1}])
    pair = {"park": "south", "industry": "ai"}
    assert affinity_matrix(adjust(base, scale=3, **pair))["south", "ai"].value is None
    assert affinity_matrix(adjust(base, set=3, **pair))["south", "ai"].value == 3


def test_the_trace_shows_what_is_set_by_hand_and_what_was_computed(real: Any) -> None:
    made = adjust(adjust(real, park="haidian", scale="0.5"), industry="ai", set="0.4")
    found, before = trace(made, *PAIR), trace(real, *PAIR)
    assert [(row.set, row.scale) for row in found.adjustments] == [
        (Decimal("0.4"), None),
        (None, Decimal("0.5")),
    ]
    assert found.affinity == affinity_matrix(made)[PAIR]
    assert found.affinity.value == Decimal("0.2")
    assert (found.computed, found.parts) == (before.affinity, before.parts)
    assert (before.computed, before.adjustments) == (before.affinity, ())
