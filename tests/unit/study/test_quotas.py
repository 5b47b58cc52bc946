"""Quotas that counting refutes: true by brute force, and never claimed of one that can be met."""

from hypothesis import given, settings

from allocator.model.instance import Instance
from allocator.model.outcome import Shortage, Status
from allocator.study.quotas import quota_shortages
from allocator.study.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.full_strategies import full_instances
from tests.support.tiny import tiny


def quota(**bounds: object) -> dict[str, object]:
    return {"park_floor": {"default": 1}, "quota": [{"id": "q"} | bounds]}


def test_a_maximum_below_the_floors() -> None:
    # three parks with a floor of one industry each, and two pairs admitted in all
    asked = tiny(rules=quota(max=2))
    assert quota_shortages(asked) == (Shortage("quota_max", 3, 2, subject="q"),)
    found = rank(asked, RankQuestion())
    assert (found.status, found.shortages) == (Status.INFEASIBLE, quota_shortages(asked))


def test_a_minimum_above_the_caps() -> None:
    # caps of one industry per park leave three pairs; five are asked for
    rules = quota(min=5) | {"park_cap": {"default": 1}}
    assert quota_shortages(tiny(rules=rules)) == (Shortage("quota_min", 5, 3, subject="q"),)


def test_what_can_be_met_is_not_refuted() -> None:
    assert quota_shortages(tiny(rules=quota(min=3, max=3))) == ()


@settings(max_examples=80)
@given(full_instances(largest=6))
def test_a_refuted_quota_has_no_layout(instance: Instance) -> None:
    if quota_shortages(instance):
        assert legal_layouts(instance) == []
