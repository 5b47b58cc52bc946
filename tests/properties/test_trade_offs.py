"""Frontier and exception curve against brute force."""

from itertools import product

import pytest
from hypothesis import given, settings

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules import violations
from allocator.study.exceptions import exception_curve
from allocator.study.frontier import frontier
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances


def pareto(instance: Instance, terms: tuple[str, ...]) -> set[tuple[int, ...]]:
    """Return the undominated worths of all legal layouts."""
    worths = {
        tuple(instance.valuation.terms(one).get(term, 0) for term in terms)
        for one in legal_layouts(instance)
    }
    return {
        one
        for one in worths
        if not any(o != one and all(a >= b for a, b in zip(o, one, strict=True)) for o in worths)
    }


@pytest.mark.parametrize(
    "terms",
    [
        ("affinity", "continuity"),
        ("affinity", "differentiation"),
        ("differentiation", "continuity"),
        ("affinity", "differentiation", "continuity"),
    ],
)
@settings(max_examples=25)
@given(instance=full_instances(largest=6))
def test_frontier_is_brute_force(terms: tuple[str, ...], instance: Instance) -> None:
    found = frontier(instance, terms)
    asked, points = found.instance, found.points
    worths = [one.worth for one in points]
    assert set(worths) == pareto(asked, terms)
    assert worths == sorted(set(worths), reverse=True)
    for point in points:
        have = asked.valuation.terms(point.layout)
        assert point.worth == tuple(have.get(term, 0) for term in terms)


def excess(instance: Instance, layout: Pairs) -> int | None:
    """Return how many exceptions a layout needs, ``None`` if it breaks anything else."""
    needed = 0
    for one in violations(instance, layout):
        if one.rule not in ("park_cap", "industry_cap") or one.subject is not None:
            return None
        needed += int(one.amount or 0)
    return needed


@settings(max_examples=25)
@given(full_instances(largest=6))
def test_exception_curve_is_brute_force(instance: Instance) -> None:
    pairs = list(product(instance.parks, instance.industries))
    best: dict[int, int] = {}
    for bits in product((False, True), repeat=len(pairs)):
        layout = frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        needed = excess(instance, layout)
        for budget in range(4):
            if needed is not None and needed <= budget:
                value = instance.valuation.value(layout)
                best[budget] = max(best.get(budget, value), value)
    steps = exception_curve(instance, 3)
    assert {step.budget: step.value for step in steps} == best
    for step in steps:
        assert sum(step.taken.values()) == excess(instance, step.layout)
