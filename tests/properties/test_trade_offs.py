"""Frontier and exception curve against brute force."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, tie_sum
from allocator.model.rules import violations
from allocator.optimize.engines import LISTERS, pick
from allocator.study.exceptions import at_price, exception_curve
from allocator.study.frontier.points import frontier
from allocator.study.frontier.triangle import Patience, Plane
from allocator.study.ranking.ordered import without_order
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances
from tests.support.strategies import instances


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
        ("affinity", "synergy", "balance"),
        ("balance", "linkage", "continuity"),
        ("synergy", "differentiation"),
    ],
)
@settings(max_examples=25)
@given(instance=full_instances(largest=6))
def test_frontier_is_brute_force(terms: tuple[str, ...], instance: Instance) -> None:
    found = frontier(instance, terms)
    asked, points = found.instance, found.points
    worths = [one.worth for one in points]
    assert set(worths) == pareto(asked, terms)
    assert {one.layout for one in points} <= set(legal_layouts(instance))
    assert worths == sorted(set(worths), reverse=True)
    for point in points:
        have = asked.valuation.terms(point.layout)
        assert point.worth == tuple(have.get(term, 0) for term in terms)


@pytest.mark.parametrize(
    "terms",
    [
        ("affinity", "continuity"),
        ("differentiation", "affinity"),
        ("continuity", "differentiation"),
    ],
)
@settings(max_examples=60)
@given(
    instance=instances(),
    patience=st.builds(
        Patience, st.integers(0, 20), st.integers(0, 5), st.sampled_from([0, 1, 4, 300])
    ),
)
def test_every_way_through_a_triangle_is_brute_force(
    terms: tuple[str, ...], patience: Patience, instance: Instance
) -> None:
    """Points, and of each the layout that ties best, however early a method is given up."""
    weights = {term: instance.scenario.objective.get(term) or Decimal(1) for term in terms}
    objective = dict(instance.scenario.objective) | weights
    asked = Instance(
        instance.scenario.model_copy(update={"objective": objective}), instance.affinity
    )
    best: dict[tuple[int, ...], int] = {}
    for layout in legal_layouts(asked):
        worths = asked.valuation.terms(layout)
        point = tuple(worths.get(term, 0) for term in terms)
        best[point] = max(best.get(point, tie_sum(layout)), tie_sum(layout))
    found = dict(Plane(asked, terms, patience=patience).points())
    assert set(found) == pareto(asked, terms)
    assert {point: tie_sum(one) for point, one in found.items()} == {
        point: best[point] for point in found
    }


def every_layout(instance: Instance) -> list[Pairs]:
    """Return every layout, legal or not."""
    pairs = list(product(instance.parks, instance.industries))
    return [
        frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        for bits in product((False, True), repeat=len(pairs))
    ]


def excess(instance: Instance, layout: Pairs) -> int | None:
    """Return how many exceptions a layout needs, ``None`` if it breaks anything else."""
    needed = 0
    for one in violations(instance, layout):
        if one.rule not in ("park_cap", "industry_cap"):
            return None
        needed += int(one.amount or 0)
    return needed


@settings(max_examples=25)
@given(full_instances(largest=6))
def test_exception_curve_is_brute_force(instance: Instance) -> None:
    best: dict[int, int] = {}
    for layout in every_layout(instance):
        needed = excess(instance, layout)
        for budget in range(4):
            if needed is not None and needed <= budget:
                value = instance.valuation.value(layout)
                best[budget] = max(best.get(budget, value), value)
    steps = exception_curve(instance, 3)
    assert {step.budget: step.value for step in steps} == best
    for step in steps:
        assert sum(step.taken.values()) == excess(instance, step.layout)


@settings(max_examples=15)
@given(full_instances(largest=6), st.data())
def test_exceptions_open_what_was_shut(instance: Instance, data: st.DataObject) -> None:
    """Locked in to one place beyond the caps: nothing is legal at 0, the curve starts later."""
    pairs = list(product(instance.parks, instance.industries))
    locked = data.draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
    stated = instance.scenario.model_dump(by_alias=True)
    stated["locks"] = [
        {"park": park, "industry": industry, "lock": "in", "reason": "r"}
        for park, industry in locked
    ]
    stated["rules"]["park_cap"] = {"default": 1, "in_principle": True}
    stated["parks"] = [one | {"cap": None, "floor": 0} for one in stated["parks"]]
    stated["grants"] = []
    asked = Instance(type(instance.scenario).model_validate(stated), instance.affinity)
    layouts = every_layout(asked)
    needed = {one: n for one in layouts if (n := excess(asked, one)) is not None}
    value = asked.valuation.value
    steps = exception_curve(asked, 3)
    assert {step.budget: step.value for step in steps} == {
        budget: max(value(one) for one, n in needed.items() if n <= budget)
        for budget in range(4)
        if min(needed.values(), default=9) <= budget
    }
    assert [step.gain for step in steps] == [
        0,
        *(after.value - before.value for after, before in zip(steps[1:], steps, strict=False)),
    ][: len(steps)]


@settings(max_examples=25)
@given(full_instances(largest=6), st.sampled_from(["0", "0.5", "1", "3", "1e9"]))
def test_the_best_at_a_price_is_brute_force(instance: Instance, price: str) -> None:
    cost = int(Decimal(price) * 10**instance.valuation.exponent)
    nets = []
    for layout in every_layout(instance):
        needed = excess(instance, layout)
        if needed is not None:
            nets.append(instance.valuation.value(layout) - cost * needed)
    step = at_price(instance, Decimal(price))
    assert (step is None) == (not nets)
    if step is not None:
        assert step.value - cost * sum(step.taken.values()) == max(nets)


@settings(max_examples=40)
@given(
    full_instances(largest=6),
    st.lists(
        st.tuples(
            st.sampled_from(["affinity", "differentiation", "continuity", "balance"]),
            st.sampled_from(["0", "0", "0.25"]),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda level: level[0],
    ),
)
def test_ordered_levels_are_filters_in_turn(
    instance: Instance, levels: list[tuple[str, str]]
) -> None:
    stated = instance.scenario.model_dump(by_alias=True)
    stated["ordered"] = [{"term": term, "tolerance": share} for term, share in levels]
    stated["objective"] |= {term: "1" for term, _ in levels}
    asked = Instance(type(instance.scenario).model_validate(stated), instance.affinity)
    left = legal_layouts(asked)
    for term, share in levels:
        worths = [asked.valuation.terms(one).get(term, 0) for one in left]
        best = max(worths, default=0)
        least = best - Fraction(share) * abs(best)
        left = [one for one, worth in zip(left, worths, strict=True) if worth >= least]
    found = rank(asked, RankQuestion(count=6))
    assert [one.layout for one in found.layouts] == left[:6]
    fast = pick(without_order(asked))
    assert found.engine.partition("+")[0] == (fast if fast in LISTERS else "constraint")
