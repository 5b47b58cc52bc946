"""Quotas that counting refutes: true by brute force, and never claimed of one that can be met."""

from hypothesis import given, settings

from allocator.model.instance import Instance
from allocator.model.outcome import Shortage, Status
from allocator.study.conflicts.obstacles import obstacles
from allocator.study.conflicts.quotas import quota_shortages, remedies
from allocator.study.ranking.rank import RankQuestion, rank
from tests.support.brute import legal_layouts
from tests.support.build import instance as build
from tests.support.full_strategies import full_instances
from tests.support.tiny import tiny

PARKS, INDUSTRIES = tiny().parks, tiny().industries


def quota(**bounds: object) -> dict[str, object]:
    return {"park_floor": {"default": 1}, "quota": [{"id": "q"} | bounds]}


def test_a_maximum_below_the_floors() -> None:
    # three parks with a floor of one industry each, and two pairs admitted in all
    asked = tiny(rules=quota(max=2))
    assert quota_shortages(asked) == (Shortage("quota_max", 3, 2, PARKS, INDUSTRIES, "q"),)
    assert remedies(asked, quota_shortages(asked)[0]) == (("floors",),)
    found = rank(asked, RankQuestion())
    assert (found.status, found.shortages) == (Status.INFEASIBLE, quota_shortages(asked))


def test_a_minimum_above_the_caps() -> None:
    # caps of one industry per park leave three pairs; five are asked for
    rules = quota(min=5) | {"park_cap": {"default": 1}}
    asked = tiny(rules=rules)
    assert quota_shortages(asked) == (Shortage("quota_min", 5, 3, PARKS, INDUSTRIES, "q"),)
    assert remedies(asked, quota_shortages(asked)[0]) == (("park_caps",),)


def test_only_what_is_enough_mends_a_quota() -> None:
    # p0 and p1 have i0 above the threshold alone; i1 is locked out of p0 and below at p1.
    rules = {
        "industry_cap": {"default": 1},
        "min_affinity": {"threshold": "2"},
        "quota": [{"id": "q", "parks": ["p0", "p1"], "min": 2}],
    }
    lock = {"park": "p0", "industry": "i1", "lock": "out", "reason": "r"}
    asked = build([["5", "4"], ["5", "1"]], rules=rules, locks=[lock])
    (short,) = quota_shortages(asked)
    assert (short.parks, short.industries) == (("p0", "p1"), ("i0", "i1"))
    assert remedies(asked, short) == (("industry_caps",), ("threshold",), ("locks_out",))
    found = obstacles(asked, short)
    assert (len(found.locked_out), len(found.below_threshold), len(found.unknown)) == (1, 1, 0)
    assert [way.id for way in found.open] == ["i0"]
    every = build([["5", "1"], ["1", "1"]], rules=rules)
    (short,) = quota_shortages(every)
    assert remedies(every, short) == (("threshold",),)


def test_locks_beyond_a_quota_are_its_cause() -> None:
    lock = {"park": "p0", "industry": "i0", "lock": "in", "reason": "r"}
    rules = {"quota": [{"id": "q", "parks": ["p0"], "max": 0}], "park_floor": {"default": 0}}
    asked = build([["5", "4"]], rules=rules, locks=[lock])
    assert remedies(asked, quota_shortages(asked)[0]) == (("locks_in",),)


def test_what_can_be_met_is_not_refuted() -> None:
    assert quota_shortages(tiny(rules=quota(min=3, max=3))) == ()


@settings(max_examples=80)
@given(full_instances(largest=6))
def test_a_refuted_quota_has_no_layout(instance: Instance) -> None:
    if quota_shortages(instance):
        assert legal_layouts(instance) == []
