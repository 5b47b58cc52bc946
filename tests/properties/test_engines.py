"""Engines against brute force and against each other, on random small instances."""

from itertools import product

import pytest
from hypothesis import given, settings

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance, ranking_key
from allocator.model.rules import JUDGES, violations
from allocator.optimize.constraint import PARTS, ConstraintEngine
from allocator.optimize.network import NetworkEngine
from allocator.optimize.problem import Problem
from tests.support.brute import legal_layouts
from tests.support.strategies import instances
from tests.support.ties import coarse_ties


def ranked_by_network(instance: Instance) -> list[Pairs]:
    listed = list(NetworkEngine(Problem.of(instance)).stream())
    assert [key for key, _ in listed] == sorted((key for key, _ in listed), reverse=True)
    value = instance.valuation.value
    return sorted((layout for _, layout in listed), key=lambda one: ranking_key(one, value(one)))


def test_every_rule_is_judged_and_modelled() -> None:
    assert list(JUDGES) == list(PARTS)


@settings(max_examples=150)
@given(instances(largest=12))
def test_network_ranking_is_brute_force(instance: Instance) -> None:
    assert ranked_by_network(instance) == legal_layouts(instance)


@settings(max_examples=60)
@given(instances(largest=12))
def test_network_says_why_nothing_is_legal(instance: Instance) -> None:
    shortage = NetworkEngine(Problem.of(instance)).shortage
    assert (shortage is None) == bool(legal_layouts(instance))
    if shortage is not None:
        assert shortage.needed > shortage.available


@settings(max_examples=60)
@given(instances(largest=12))
def test_flip_costs_are_resolves(instance: Instance) -> None:
    problem, legal = Problem.of(instance), legal_layouts(instance)
    costs = NetworkEngine(problem).flip_costs()
    if not legal:
        assert costs == {}
        return
    for pair in product(instance.parks, instance.industries):
        other = next((one for one in legal if (pair in one) != (pair in legal[0])), None)
        expected = None if other is None else problem.key(legal[0]) - problem.key(other)
        assert costs[pair] == expected


@settings(max_examples=25)
@given(instances(largest=6))
def test_constraint_ranking_is_brute_force(instance: Instance) -> None:
    assert [layout for _, layout in ConstraintEngine(instance).stream()] == legal_layouts(instance)


@settings(max_examples=25)
@given(instances(largest=8))
def test_alternatives_are_the_greedy_choice(instance: Instance) -> None:
    expected: list[Pairs] = []
    for layout in legal_layouts(instance):
        if all(distance(layout, before) >= 3 for before in expected):
            expected.append(layout)
    assert [one for _, one in ConstraintEngine(instance).stream(apart=3)] == expected


@settings(max_examples=20)
@given(instances(largest=4))
def test_model_admits_what_the_judges_admit(instance: Instance) -> None:
    engine = ConstraintEngine(instance)
    pairs = list(product(instance.parks, instance.industries))
    for bits in product((False, True), repeat=len(pairs)):
        layout = frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        assert engine.admits(layout) == (not violations(instance, layout))


@pytest.mark.parametrize("bits", [0, 1])
@settings(max_examples=40)
@given(instances(largest=12))
def test_ties_are_listed_even_without_tie_weights(bits: int, instance: Instance) -> None:
    with coarse_ties(bits):
        assert ranked_by_network(instance) == legal_layouts(instance)


@pytest.mark.parametrize("bits", [0, 1])
@settings(max_examples=15)
@given(instances(largest=6))
def test_constraint_orders_ties_even_without_tie_weights(bits: int, instance: Instance) -> None:
    with coarse_ties(bits):
        listed = [layout for _, layout in ConstraintEngine(instance).stream()]
        assert listed == legal_layouts(instance)
