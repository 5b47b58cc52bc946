"""Synergy, linkage and balance: the model's expressions against the valuation, layout by layout."""

from itertools import product
from typing import Any

import pytest

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.valuation import Valuation
from allocator.optimize.constraint import ConstraintEngine, terms
from tests.support.build import instance
from tests.support.parts import two_rows
from tests.unit.optimize.test_constraint import NO_FLOOR, modelled

NAMED: dict[str, Any] = {"parks": ["north", "south"], "industries": ["ai", "chips", "film"]}
NEAR = [{"park": "north", "other": "south", "km": "3"}]


def bond(one: str, other: str, value: str) -> dict[str, str]:
    """Return what two industries are worth to each other."""
    return {"industry": one, "other": other, "value": value}


def every_layout(asked: Instance) -> list[Pairs]:
    """Return every layout, legal or not."""
    pairs = list(product(asked.parks, asked.industries))
    every = product((False, True), repeat=len(pairs))
    return [frozenset(p for p, chosen in zip(pairs, bits, strict=True) if chosen) for bits in every]


def asked(**fields: Any) -> Instance:
    """Return two parks of three industries, a negative affinity among them."""
    return instance([["2", "-3", "0.5"], ["-1", "4", "0"]], **NAMED | {"rules": NO_FLOOR} | fields)


def test_every_term_of_the_model_has_a_test_here_or_in_test_constraint() -> None:
    assert set(terms.TERMS) == {"differentiation", "continuity", "synergy", "linkage", "balance"}


@pytest.mark.parametrize("weight", ["1", "0.5"])
def test_synergy_alone_is_what_the_valuation_says(weight: str) -> None:
    one = asked(
        objective={"affinity": "1", "synergy": weight},
        synergy=[bond("chips", "ai", "2"), bond("chips", "film", "-1.5"), bond("film", "ai", "0")],
    )
    worths = set()
    for layout in every_layout(one):
        worth = one.valuation.terms(layout)["synergy"]
        assert modelled(one, "synergy", layout) == {worth}
        worths.add(worth)
    assert min(worths) < 0 < max(worths)


def test_linkage_alone_is_what_the_valuation_says() -> None:
    one = asked(
        objective={"affinity": "1", "linkage": "1"},
        links=[bond("film", "ai", "2"), bond("chips", "chips", "0.5"), bond("ai", "chips", "-3")],
        distances=NEAR,
        near_km="3",
    )
    worths = set()
    for layout in every_layout(one):
        worth = one.valuation.terms(layout)["linkage"]
        assert modelled(one, "linkage", layout) == {worth}
        worths.add(worth)
    assert min(worths) < 0 < max(worths)


def test_balance_alone_is_at_most_and_at_its_highest_what_the_valuation_says() -> None:
    one = asked(objective={"affinity": "1", "balance": "0.5"})
    worths = set()
    for layout in every_layout(one):
        worth = one.valuation.terms(layout)["balance"]
        assert max(modelled(one, "balance", layout)) == worth
        worths.add(worth)
    assert min(worths) < 0 < max(worths)


@pytest.mark.parametrize("term", ["synergy", "linkage", "balance"])
def test_a_term_without_weight_or_rows_adds_nothing(term: str) -> None:
    rows = {"synergy": [bond("ai", "chips", "2")], "links": [bond("ai", "chips", "2")]}
    no_weight = asked(distances=NEAR, near_km="5", **rows)
    no_rows = asked(objective={"affinity": "1", "synergy": "1", "linkage": "1"})
    for one in (no_weight, no_rows):
        assert term not in one.valuation.terms(frozenset())
        assert modelled(one, term, frozenset(product(*NAMED.values()))) == {0}


def test_every_term_together_is_the_value_at_the_best() -> None:
    one = asked(
        objective=dict.fromkeys(
            ("affinity", "differentiation", "continuity", "synergy", "linkage", "balance"), "1"
        ),
        synergy=[bond("ai", "film", "3")],
        links=[bond("ai", "chips", "2")],
        distances=NEAR,
        near_km="5",
        current=[{"park": "south", "industry": "film"}],
    )
    # north ai + film 2.5 and their synergy 3; south chips 4, near ai 2; balance 2.5; moves 4.
    best = ConstraintEngine(one).best()
    assert best == frozenset({("north", "ai"), ("north", "film"), ("south", "chips")})
    assert best is not None
    shown = {name: one.valuation.shown(worth) for name, worth in one.valuation.terms(best).items()}
    assert {name: str(worth.normalize()) for name, worth in shown.items()} == {
        "affinity": "6.5",
        "differentiation": "0",
        "continuity": "-4",
        "synergy": "3",
        "linkage": "2",
        "balance": "2.5",
    }
    assert max(map(one.valuation.value, every_layout(one))) == one.valuation.value(best) == 10**7


def test_both_is_one_exactly_when_both_are() -> None:
    one = two_rows(
        rules=NO_FLOOR,
        objective={"affinity": "1", "synergy": "1"},
        synergy=[bond("ai", "chips", "1")],
    )
    unit = 10**one.valuation.exponent
    for layout in every_layout(one):
        parks = [p for p in one.parks if {(p, "ai"), (p, "chips")} <= layout]
        assert modelled(one, "synergy", layout) == {len(parks) * unit}


def test_the_valuation_without_bonds_is_the_valuation_of_before() -> None:
    plain = Valuation(6, True, {}, 0, 0, frozenset(), 1)
    assert (plain.synergy, plain.links, plain.near, plain.balance) == ({}, {}, (), {})
    assert plain.value(frozenset()) == 0
