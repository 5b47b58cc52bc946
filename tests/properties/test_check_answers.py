"""What `check` says of a layout, against brute force: place, repairs, exceptions and order."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance, ranking_key
from allocator.model.rules import Violation, violations
from allocator.model.scenario import Level
from allocator.study.proposal import steps
from allocator.study.proposal.lifting import granted, lifting
from allocator.study.proposal.order import Answer, order
from allocator.study.proposal.place import FEW_COUNTED, place
from allocator.study.proposal.repair import MOST_LISTED, repairs
from tests.support.brute import legal_layouts
from tests.support.build import instance as small
from tests.support.full_strategies import full_instances

MOVES = 5


@st.composite
def asked(draw: st.DrawFn, largest: int = 8) -> tuple[Instance, Pairs]:
    """Draw an instance with any current layout, and a layout to judge."""
    instance = draw(full_instances(largest=largest))
    pairs = [(park, one) for park in instance.parks for one in instance.industries]
    some = st.sets(st.sampled_from(pairs))
    current = [{"park": park, "industry": one} for park, one in sorted(draw(some))]
    return _with(instance, current=current), frozenset(draw(some))


@settings(max_examples=60)
@given(asked(), st.sampled_from([None, None, "0", "0.3"]))
def test_the_place_is_counted(question: tuple[Instance, Pairs], tolerance: str | None) -> None:
    instance, layout = question
    if tolerance is not None:
        level = Level(term="affinity", tolerance=Decimal(tolerance))
        ordered = instance.scenario.model_copy(update={"ordered": (level,)})
        instance = replace(instance, scenario=ordered)
    ranked = list(_in_order_of_aims(instance))
    if not ranked:
        return
    value = instance.valuation.value
    key = ranking_key(layout, value(layout))
    before = sum(ranking_key(one, value(one)) < key for one in ranked)
    found = place(instance, layout, ranked[0])
    assert found.before == before if found.exact else 0 < found.before <= before
    assert found.exact or len(ranked) >= FEW_COUNTED
    assert found.looked_at >= min(len(ranked), FEW_COUNTED)
    far = [(distance(one, layout), rank) for rank, one in enumerate(ranked[: found.looked_at], 1)]
    expected = [(moves, rank) for moves, rank in sorted(far) if moves][:3]
    assert [(one.moves, one.rank) for one in found.nearest] == expected
    assert all(one.layout == ranked[one.rank - 1] for one in found.nearest)
    assert all(one.value == value(one.layout) for one in found.nearest)


def _in_order_of_aims(instance: Instance) -> Iterator[Pairs]:
    """Yield the legal layouts that keep the first aim, in ranking order."""
    legal = legal_layouts(instance)

    def worth(one: Pairs) -> int:
        return instance.valuation.terms(one).get("affinity", 0)

    if not instance.scenario.ordered:
        yield from legal
    elif legal:
        best = max(map(worth, legal))
        least = best - instance.scenario.ordered[0].tolerance * abs(best)
        yield from (one for one in legal if worth(one) >= least)


@settings(max_examples=60)
@given(asked(), st.none() | st.integers(0, 6))
def test_repairs_are_all_that_are_nearest(
    question: tuple[Instance, Pairs], most: int | None
) -> None:
    instance, layout = question
    legal, value = legal_layouts(instance), instance.valuation.value
    if not legal:
        return
    found = repairs(instance, layout, most)
    fewest = min(distance(one, layout) for one in legal)
    nearest = [one for one in legal if distance(one, layout) == fewest]
    assert found.moves == fewest
    assert [one.layout for one in found.smallest] == nearest[:MOST_LISTED]
    assert found.count == len(nearest) if found.exact else found.count <= len(nearest)
    assert found.exact or len(nearest) >= MOST_LISTED
    assert found.most == (fewest + 2 if most is None else most)
    expected: list[int] = []
    for moves in range(fewest, found.most + 1):
        best = max(value(one) for one in legal if distance(one, layout) <= moves)
        if not expected or best > expected[-1]:
            expected.append(best)
    assert [one.value for one in found.within] == expected
    for one in found.within:
        assert distance(one.layout, layout) == one.moves <= found.most
        assert not violations(instance, one.layout)
        assert value(one.layout) == one.value
    assert found.unknown == ()


@settings(max_examples=80)
@given(asked())
def test_exceptions_lift_what_they_can_and_none_is_spare(question: tuple[Instance, Pairs]) -> None:
    instance, layout = question
    found = lifting(instance, layout)
    assert violations(granted(instance, found.needed), layout) == list(found.left)
    rules = instance.scenario.rules
    for one in found.left:
        rule = getattr(rules, one.rule, None)
        assert not (one.rule in ("park_cap", "industry_cap") and rule.in_principle)
    for number, one in enumerate(found.needed):
        fewer = [*found.needed]
        fewer[number] = replace(one, slots=one.slots - 1)
        assert len(violations(granted(instance, tuple(fewer)), layout)) > len(found.left)


@st.composite
def journeys(draw: st.DrawFn) -> tuple[Instance, Pairs]:
    """Draw an instance with a current layout, and a layout at most `MOVES` moves away.

    Most are tight: floors, caps and needs leave few layouts, and both ends are among these.
    """
    if draw(st.booleans()):
        instance, target = draw(asked(largest=6))
        moved = sorted(target ^ instance.current)[:MOVES]
        return instance, instance.current ^ set(moved)
    instance = draw(_tight())
    legal = legal_layouts(instance)
    start = draw(st.sampled_from(legal)) if legal else frozenset()
    ends = [one for one in legal if 1 < distance(one, start) <= MOVES] or [start]
    target = draw(
        st.sampled_from(sorted(ends, key=lambda one: (-distance(one, start), sorted(one))))
    )
    if draw(st.integers(0, 3)) == 0:  # something that is broken all the way
        start, target = start - {("p0", "i0")}, target - {("p0", "i0")}
    rows = [{"park": park, "industry": one} for park, one in sorted(start)]
    return _with(instance, current=rows), target


@st.composite
def _tight(draw: st.DrawFn) -> Instance:
    parks, industries = draw(st.sampled_from([(2, 2), (2, 3), (3, 2), (2, 4), (3, 3), (4, 2)]))
    ids = [f"i{n}" for n in range(industries)]
    two = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda two: two[0] != two[1])
    counts = st.integers(1, 2)
    rules: dict[str, Any] = {
        "park_cap": {"default": draw(counts)},
        "park_floor": {"default": draw(st.integers(0, 1))},
        "industry_cap": {"default": draw(counts)},
        "industry_floor": {"default": draw(st.integers(0, 1))},
    }
    if draw(st.booleans()):
        rules["exclusive"] = [{"industries": draw(two)}]
    if draw(st.booleans()):
        one, other = draw(two)
        rules["requires"] = [{"industry": one, "needs": other}]
    if draw(st.booleans()):
        number = draw(st.integers(2, 3))
        rules["quota"] = [{"id": "q", "min": number, "max": number + draw(st.integers(0, 1))}]
    return small([["1"] * industries] * parks, rules=rules)


def _with(instance: Instance, **fields: Any) -> Instance:
    stated = instance.scenario.model_dump(by_alias=True) | fields
    return Instance(type(instance.scenario).model_validate(stated), instance.affinity)


@settings(max_examples=150)
@given(journeys())
def test_orders_are_those_of_brute_force(question: tuple[Instance, Pairs]) -> None:
    instance, target = question
    found = order(instance, target)
    fewest = _fewest_doubles(instance, instance.current, target)
    assert found.answer is (Answer.NONE if fewest == inf else Answer.FOUND)
    assert found.fewest
    if found.answer is Answer.FOUND:
        assert found.doubles == fewest
        _walk(instance, target, found)
        return
    spoilt = not _is_no_worse(instance, instance.current, target)
    assert bool(found.adds) == spoilt
    assert spoilt or found.blocked


@settings(max_examples=100)
@given(journeys(), st.integers(1, 12))
def test_an_impatient_search_says_nothing_wrong(
    question: tuple[Instance, Pairs], patience: int
) -> None:
    instance, target = question
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "ALWAYS_DECIDED", 0)
        patch.setattr(steps, "_PATIENCE", patience)
        found = order(instance, target)
    fewest = _fewest_doubles(instance, instance.current, target)
    if found.answer is Answer.FOUND:
        assert found.doubles == fewest if found.fewest else found.doubles >= fewest
        _walk(instance, target, found)
    elif found.answer is Answer.NONE:
        assert fewest == inf
    else:
        assert not found.fewest


def _walk(instance: Instance, target: Pairs, found: Any) -> None:
    """Take every step and judge it again."""
    at = instance.current
    for taken in found.steps:
        step, before = taken.step, at
        assert step.dropped is None or step.dropped in at
        assert step.added is None or step.added not in at
        at = (at - {step.dropped}) | ({step.added} if step.added else set())
        kinds = {(True, False): "add", (False, True): "drop"}
        kind = kinds.get((step.added is not None, step.dropped is not None))
        if kind is None:
            kind = "swap" if step.added[0] == step.dropped[0] else "relocate"
            assert kind == "swap" or step.added[1] == step.dropped[1]
        assert step.kind == kind
        assert _is_no_worse(instance, before, at)
        assert taken.violations == len(violations(instance, at))
    assert at == target


def _fewest_doubles(instance: Instance, at: Pairs, target: Pairs) -> float:
    """Return the fewest double steps of any order, ``inf`` if there is none, trying them all."""
    left = sorted(at ^ target)
    if not left:
        return 0
    steps = [(frozenset({pair}), 0) for pair in left]
    for two in combinations(left, 2):
        is_double = (two[0] in at) != (two[1] in at)
        if is_double and (two[0][0] == two[1][0] or two[0][1] == two[1][1]):
            steps.append((frozenset(two), 1))
    ways = [
        doubles + _fewest_doubles(instance, at ^ step, target)
        for step, doubles in steps
        if _is_no_worse(instance, at, at ^ step)
    ]
    return min(ways, default=inf)


def _is_no_worse(instance: Instance, before: Pairs, after: Pairs) -> bool:
    known = {_same(one): one.amount for one in violations(instance, before)}
    for one in violations(instance, after):
        if _same(one) not in known:
            return False
        if one.amount is not None and one.amount > known[_same(one)]:
            return False
    return True


def _same(one: Violation) -> tuple[object, ...]:
    side = one.rule == "quota" and one.actual > one.limit
    return (one.rule, one.clause, one.park, one.industry, one.subject, one.against, side)
