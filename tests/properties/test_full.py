"""Every rule and term together: the constraint engine against brute force and the judges."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.errors import ScopeError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.outcome import Status
from allocator.model.rules import violations
from allocator.optimize.constraint import ConstraintEngine
from allocator.optimize.engines import pick
from allocator.optimize.scope import beyond_network
from allocator.study.prices.pair import report_pair
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances


@settings(max_examples=60)
@given(full_instances(largest=6))
def test_ranking_is_brute_force(instance: Instance) -> None:
    found = rank(instance, RankQuestion(count=8))
    assert [one.layout for one in found.layouts] == legal_layouts(instance)[:8]
    assert found.engine.partition("+")[0] == pick(instance)


@settings(max_examples=40)
@given(full_instances(largest=9))
def test_the_best_is_brute_force(instance: Instance) -> None:
    legal = legal_layouts(instance)
    assert ConstraintEngine(instance).best() == (legal[0] if legal else None)


@settings(max_examples=30)
@given(full_instances(largest=4))
def test_model_admits_what_the_judges_admit(instance: Instance) -> None:
    engine = ConstraintEngine(instance)
    pairs = list(product(instance.parks, instance.industries))
    for bits in product((False, True), repeat=len(pairs)):
        layout = frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        assert engine.admits(layout) == (not violations(instance, layout))


@settings(max_examples=30)
@given(full_instances(largest=8))
def test_alternatives_are_the_greedy_choice(instance: Instance) -> None:
    expected: list[Pairs] = []
    for layout in legal_layouts(instance):
        if all(distance(layout, before) >= 3 for before in expected):
            expected.append(layout)
    found = rank(instance, RankQuestion(count=5, apart=3))
    assert [one.layout for one in found.layouts] == expected[:5]


@settings(max_examples=40)
@given(full_instances(largest=8), st.sampled_from(["0", "0.1", "0.5", "1"]), st.integers(1, 4))
def test_within_and_apart_together(instance: Instance, share: str, apart: int) -> None:
    legal, value = legal_layouts(instance), instance.valuation.value
    expected: list[Pairs] = []
    for layout in legal:
        near = value(legal[0]) - value(layout) <= Fraction(share) * abs(value(legal[0]))
        if near and all(distance(layout, before) >= apart for before in expected):
            expected.append(layout)
    found = rank(instance, RankQuestion(count=6, apart=apart, within=Decimal(share)))
    assert [one.layout for one in found.layouts] == expected[:6]
    assert found.bound == (value(legal[0]) if legal else None)
    assert found.exhausted == (len(expected) <= 6)


@settings(max_examples=30)
@given(full_instances(largest=6))
def test_prices_are_resolves(instance: Instance) -> None:
    legal, value = legal_layouts(instance), instance.valuation.value
    pair = (instance.parks[-1], instance.industries[0])
    report = report_pair(instance, *pair)
    other = next((one for one in legal if (pair in one) != (pair in legal[0])), None)
    assert report.in_best == (pair in legal[0] if legal else None)
    assert report.cost == (None if other is None else value(legal[0]) - value(other))


@settings(max_examples=30)
@given(full_instances(largest=4))
def test_a_forced_network_refuses_by_name(instance: Instance) -> None:
    beyond = beyond_network(instance)
    question = RankQuestion(count=1, engine="network")
    if beyond:
        with pytest.raises(ScopeError) as refused:
            rank(instance, question)
        assert refused.value.what.split(", ") == beyond
    else:
        assert rank(instance, question).engine == "network"


@settings(max_examples=40)
@given(
    full_instances(largest=6),
    st.sampled_from(["0.05", "0.25", "0.6"]),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_certificates_hold(instance: Instance, share: str, apart: int, count: int) -> None:
    found = rank(instance, RankQuestion(count=count, within=Decimal(share), apart=apart))
    legal, value = legal_layouts(instance), instance.valuation.value
    listed = [one.layout for one in found.layouts]
    others = [
        one
        for one in legal
        if Fraction(value(one)) >= value(legal[0]) - Fraction(share) * abs(value(legal[0]))
        and all(distance(one, before) >= apart for before in listed)
    ]
    # the certificate: proven exactly when no other layout qualifies beside those listed
    assert found.exhausted == (not others)
    assert found.status is (Status.OPTIMAL if legal else Status.INFEASIBLE)
