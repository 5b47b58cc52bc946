"""Paths of years and nested plans, against every path and every chain of layouts."""

from collections.abc import Iterator
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.rules import violations
from allocator.study.path.nested import NestedPlan, nested_plan
from allocator.study.path.phase import PhaseQuestion, phase
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances

Path = tuple[Pairs, ...]


def _amounts(instance: Instance, layout: Pairs) -> dict[object, object]:
    found: dict[object, object] = {}
    for one in violations(instance, layout):
        is_above = one.actual is not None and one.limit is not None and one.actual > one.limit
        offender = (one.park, one.industry, one.subject, one.against)
        found[one.rule, one.clause, one.reason, offender, is_above] = one.amount or 0
    return found


def _is_no_worse(instance: Instance, before: Pairs, after: Pairs) -> bool:
    known, found = _amounts(instance, before), _amounts(instance, after)
    return all(place in known and amount <= known[place] for place, amount in found.items())


def _paths(instance: Instance, target: Pairs, question: PhaseQuestion) -> Iterator[Path]:
    """Yield every path by brute force: each move in each year."""
    moved = sorted(instance.current ^ target)
    for years in product(range(1, question.years + 1), repeat=len(moved)):
        if any(years.count(year) > question.moves for year in years):
            continue
        layouts = [
            instance.current ^ {pair for pair, own in zip(moved, years, strict=True) if own <= year}
            for year in range(question.years + 1)
        ]
        legal_by = question.legal_by or question.years + 1
        if all(_is_no_worse(instance, *step) for step in pairwise(layouts)) and not any(
            violations(instance, layout) for layout in layouts[legal_by:]
        ):
            yield tuple(layouts[1:])


@given(full_instances(largest=6), st.data())
def test_the_path_is_the_best_of_all_paths(instance: Instance, data: st.DataObject) -> None:
    pairs = [(park, one) for park in instance.parks for one in instance.industries]
    target = data.draw(st.none() | st.sets(st.sampled_from(pairs)).map(frozenset))
    years = data.draw(st.integers(1, 3))
    legal_by = data.draw(st.none() | st.integers(1, years))
    question = PhaseQuestion(years, data.draw(st.integers(1, 3)), target, legal_by)
    found = phase(instance, question)
    legal = legal_layouts(instance)
    value = instance.valuation.value
    if target is None:
        if not legal:
            assert found.target is None
            return
        most = question.years * question.moves
        near = [one for one in legal if distance(one, instance.current) <= most]
        assert found.target is not None
        assert value(found.target) == value((near or legal)[0])
        target = found.target
    totals = [sum(map(value, path)) for path in _paths(instance, target, question)]
    assert bool(found.years) == bool(totals)
    if found.years:
        layouts = (instance.current, *(year.layout for year in found.years))
        assert found.proven
        assert found.total == max(totals) == sum(map(value, layouts[1:]))
        assert layouts[-1] == target
        for year, step in zip(found.years, pairwise(layouts), strict=True):
            assert {move.pair for move in year.moves} == step[0] ^ step[1]
            assert len(year.moves) <= question.moves
    elif found.enough is not None:
        faster = [
            PhaseQuestion(years, n, target, legal_by) for n in (found.enough, found.enough - 1)
        ]
        assert [any(_paths(instance, target, one)) for one in faster] == [True, False]


@given(full_instances(largest=6))
def test_a_nested_plan_is_the_best_chain(instance: Instance) -> None:
    found = nested_plan(instance)
    value = instance.valuation.value
    most = max(instance.park_caps.values())
    caps = range(min(1, most), most + 1)  # where nothing may be laid out, that is the one stage
    by_cap = {cap: _legal_at(instance, cap) for cap in caps}
    open_ = [cap for cap, legal in by_cap.items() if legal]
    assert list(found.skipped) == [cap for cap in by_cap if cap not in open_]
    best = {frozenset[tuple[str, str]](): 0}
    for cap in open_:
        best = {
            one: value(one) + max(total for before, total in best.items() if before <= one)
            for one in by_cap[cap]
            if any(before <= one for before in best)
        }
    assert bool(found.stages) == bool(open_ and best)
    if found.stages:
        _is_a_chain(found)
        assert [stage.cap for stage in found.stages] == open_
        assert sum(stage.value for stage in found.stages) == max(best.values())
        assert [stage.best for stage in found.stages] == [
            max(map(value, by_cap[cap])) for cap in open_
        ]


def _is_a_chain(found: NestedPlan) -> None:
    assert all(one.layout <= other.layout for one, other in pairwise(found.stages))
    assert all(stage.price >= 0 for stage in found.stages)


def _legal_at(instance: Instance, cap: int) -> list[Pairs]:
    """Return the layouts that are legal with lower caps and floors, by hand."""
    pairs = [(park, one) for park in instance.parks for one in instance.industries]
    every = (
        frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        for bits in product((0, 1), repeat=len(pairs))
    )
    return [one for one in every if _obeys(instance, one, cap)]


def _obeys(instance: Instance, layout: Pairs, cap: int) -> bool:
    held = {park: sum(pair[0] == park for pair in layout) for park in instance.parks}
    broken = [
        one
        for one in violations(instance, layout)
        if one.rule != "park_floor" or held[one.park or ""] < cap
    ]
    return not broken and max(held.values()) <= cap
