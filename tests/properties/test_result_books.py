"""Workbooks of random small answers, under all rules and terms, say the numbers of their JSON."""

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.affinity import affinity_matrix
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.model.instance import Instance
from allocator.model.outcome import Status
from allocator.study.conflicts.explain import explain_conflicts
from allocator.study.path.nested import nested_plan
from allocator.study.path.phase import PhaseQuestion, phase
from allocator.study.prices.layout_bounds import layout_bounds
from allocator.study.prices.pair import report_pair
from allocator.study.prices.shadow import prices
from allocator.study.proposal.check import check
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.full_strategies import full_instances
from tests.support.same_numbers import compare
from tests.support.strategies import instances

FEW = settings(max_examples=12)


def answer(instance: Instance, kind: str, payload: Any, status: str = Status.OPTIMAL) -> Answer:
    return Answer(Session(instance, "zh"), kind, {}, status, "network", payload)


def with_its_matrix(instance: Instance) -> Instance:
    """Return the instance with its affinities written in its scenario, where a trace reads them."""
    cells = [
        {"park": park, "industry": industry, "value": cell.value}
        for (park, industry), cell in instance.affinity.items()
        if cell.value is not None
    ]
    stated = instance.scenario.model_dump(by_alias=True) | {"given": cells}
    scenario = type(instance.scenario).model_validate(stated)
    return Instance(scenario, affinity_matrix(scenario))


@FEW
@given(full_instances(), st.integers(1, 12))
def test_rankings(instance: Instance, count: int) -> None:
    found = rank(instance, RankQuestion(count=count))
    compare(answer(instance, "rank", found, found.status))


@FEW
@given(full_instances(), st.data())
def test_checks(instance: Instance, data: st.DataObject) -> None:
    pairs = st.sampled_from([*product(instance.parks, instance.industries)])
    layout = data.draw(st.frozensets(pairs, max_size=6))
    compare(answer(instance, "check", check(instance, layout)))
    compare(answer(instance, "explain-layout", layout_bounds(instance, layout)))


@FEW
@given(full_instances(), st.booleans())
def test_prices_or_conflicts(instance: Instance, with_pairs: bool) -> None:
    found = prices(instance, with_pairs)
    if found is None:
        compare(answer(instance, "explain-conflicts", explain_conflicts(instance)))
    else:
        compare(answer(instance, "explain-prices", found))


@FEW
@given(full_instances(), st.data())
def test_pairs(instance: Instance, data: st.DataObject) -> None:
    pair = data.draw(st.sampled_from([*product(instance.parks, instance.industries)]))
    stated = with_its_matrix(instance)
    found = report_pair(stated, *pair)
    compare(answer(stated, "explain-pair", found))
    compare(answer(stated, "affinity-pair", found))
    compare(answer(stated, "affinity", None))


@FEW
@given(instances(largest=9), st.integers(1, 3), st.integers(1, 4))
def test_paths(instance: Instance, years: int, moves: int) -> None:
    compare(answer(instance, "phase-nested", nested_plan(instance)))
    if instance.current:
        found = phase(instance, PhaseQuestion(years, moves))
        compare(answer(instance, "phase", found))


@FEW
@given(full_instances(largest=6), st.sampled_from(["=A1", "+1", "-1", "@x", "<script>", "a" * 40]))
def test_hostile_names(instance: Instance, name: str) -> None:
    parks = tuple(one.model_copy(update={"name_zh": name}) for one in instance.scenario.parks[:1])
    parks = (*parks, *instance.scenario.parks[1:])
    scenario = instance.scenario.model_copy(update={"parks": parks})
    named = replace(instance, scenario=scenario)
    found = rank(named, RankQuestion(count=2))
    compare(answer(named, "rank", found, found.status))
