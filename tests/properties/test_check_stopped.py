"""What `check` says under any limit is true: held against brute force."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance, ranking_key
from allocator.model.outcome import Status
from allocator.model.rules import violations
from allocator.optimize.limits import Limit
from allocator.study.proposal.check import Check, check
from allocator.study.proposal.order import Answer, order
from tests.properties.test_check_answers import asked
from tests.support.brute import legal_layouts

LIMITS = [(1e-9, None), (1e-3, None), (0.01, None), (None, 1e-9), (None, 1e-4), (None, 0.01)]


@settings(max_examples=80)
@given(asked(), st.sampled_from(LIMITS))
def test_what_is_said_under_a_limit_is_true(
    question: tuple[Instance, Pairs], limit: tuple[float | None, float | None]
) -> None:
    instance, layout = question
    found = check(instance, layout, None, Limit.of(*limit))
    legal = legal_layouts(instance)
    assert list(found.violations) == violations(instance, layout)
    _best_is_true(instance, layout, found, legal)
    _near_is_true(instance, layout, found, legal)
    is_step = bool(instance.current) and layout != instance.current
    assert (found.order is None) is ("order" in found.undecided or not is_step)
    if found.order is not None and found.order.answer is not Answer.OPEN:
        assert found.order == order(instance, layout)


def _best_is_true(instance: Instance, layout: Pairs, found: Check, legal: list[Pairs]) -> None:
    value = instance.valuation.value
    assert ("best" in found.undecided) is (found.status in (Status.FEASIBLE, Status.INTERRUPTED))
    if found.status is Status.INFEASIBLE:
        assert not legal
    if found.proven:
        assert found.best is not None
        assert found.best.layout == legal[0]
    if found.best is not None:
        assert found.best.layout in legal
        hand = [one for one in (layout, instance.current) if one and one in legal]
        for one in hand:
            assert ranking_key(found.best.layout, found.best.value) <= ranking_key(one, value(one))
    if legal and found.bound is not None:
        assert found.bound >= value(legal[0])
    if found.gap is not None:
        assert found.gap == value(legal[0]) - value(layout)


def _near_is_true(instance: Instance, layout: Pairs, found: Check, legal: list[Pairs]) -> None:
    for part in ("place", "repairs"):
        missing: Any = getattr(found, part) is None
        assert missing is (part in found.undecided or found.status is Status.INFEASIBLE)
    if found.place is not None:
        value, key = instance.valuation.value, ranking_key(layout, instance.valuation.value(layout))
        before = sum(ranking_key(one, value(one)) < key for one in legal)
        assert found.place.before == before if found.place.exact else found.place.before <= before
    if found.repairs is not None and found.repairs.moves is not None:
        assert found.repairs.moves == min(distance(one, layout) for one in legal)
        assert found.repairs.count <= sum(
            distance(one, layout) == found.repairs.moves for one in legal
        )
