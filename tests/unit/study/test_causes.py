"""Causes: why nothing is legal, and what no number of exceptions would mend."""

from decimal import Decimal
from typing import Any

from allocator.model.instance import Instance
from allocator.study.conflicts.causes import causes, causes_beyond_exceptions
from allocator.study.exceptions import curve, priced
from allocator.study.frontier.points import frontier
from tests.support.build import instance

LIFTED: dict[str, Any] = {"default": 1, "in_principle": True}
LOCKS = [{"park": "p0", "industry": f"i{n}", "lock": "in", "reason": "r"} for n in (0, 1)]
QUOTA = [{"id": "q", "min": 3}]


def two_locked(**cap: Any) -> Instance:
    """Return a park of two industries, both locked in."""
    return instance([["5", "3"]], rules={"park_cap": {"default": 1} | cap}, locks=LOCKS)


def test_counting_goes_before_a_conflict() -> None:
    found = causes(two_locked())
    assert found.known
    assert [one.kind for one in found.shortages] == ["locks"]
    assert found.conflict is None
    quota = causes(instance([["5", "3"]], rules={"quota": QUOTA}))
    assert [one.kind for one in quota.shortages] == ["quota_min"]


def test_where_counting_shows_none_a_conflict_is_named() -> None:
    rules = {"exclusive": [{"industries": ["i0", "i1"]}], "park_cap": {"default": 2}}
    found = causes(instance([["5", "3"]], rules=rules, locks=LOCKS))
    assert found.shortages == ()
    assert found.conflict is not None
    assert {one.rule for one in found.conflict.parts} == {"exclusive", "lock_in"}


def test_exceptions_mend_what_a_cap_in_principle_causes() -> None:
    assert not causes_beyond_exceptions(two_locked(in_principle=True)).known
    assert causes_beyond_exceptions(two_locked()).known
    # caps of a park's or an industry's own are lifted as well, and caps of sectors
    own = instance([["5", "3"]], rules={"park_cap": LIFTED}, parks=[{"id": "p0", "cap": 1}])
    assert not causes_beyond_exceptions(own).known
    quota = {"quota": QUOTA, "park_floor": {"default": 0}, "park_cap": {"default": 2}}
    alike = [{"id": one, "sector_zh": "s"} for one in ("i0", "i1")]
    asked = [["5", "3"], ["4", "2"]]
    for cap in (LIFTED, LIFTED | {"per": "sector"}):
        by_sector = instance(asked, rules=quota | {"industry_cap": cap}, industries=alike)
        assert causes(by_sector).known
        assert not causes_beyond_exceptions(by_sector).known


def test_a_curve_without_any_step_says_why() -> None:
    beyond = curve(instance([["5", "3"]], rules={"park_cap": LIFTED, "quota": QUOTA}), 3)
    assert (beyond.steps, beyond.most, beyond.beyond) == ((), 3, True)
    assert beyond.causes is not None
    assert [one.kind for one in beyond.causes.shortages] == ["quota_min"]
    mended = curve(two_locked(in_principle=True), 0)
    assert mended.causes is not None
    assert (mended.steps, mended.beyond) == ((), False)
    assert [one.kind for one in mended.causes.shortages] == ["locks"]
    answered = curve(two_locked(in_principle=True), 1)
    assert (len(answered.steps), answered.causes) == (1, None)


def test_a_price_and_a_frontier_without_any_layout_say_why() -> None:
    asked = instance([["5", "3"]], rules={"park_cap": LIFTED, "quota": QUOTA})
    for found in (priced(asked, Decimal(1)), frontier(asked, ("affinity", "differentiation"))):
        assert found.causes is not None
        assert [one.kind for one in found.causes.shortages] == ["quota_min"]


def test_the_price_is_taken_off_for_every_exception() -> None:
    # Worth 5, 3, 2 over one place: at 2.5 the second pays, the third does not.
    found = priced(instance([["5", "3", "2"]], rules={"park_cap": LIFTED}), Decimal("2.5"))
    assert found.step is not None
    assert (found.step.value, found.net) == (8_000_000, 5_500_000)


def test_a_frontier_tells_how_many_points_it_has() -> None:
    heard: list[int] = []
    asked = instance([["5", "3"], ["4", "4"]], rules={"park_cap": {"default": 1}})
    found = frontier(asked, ("affinity", "differentiation"), heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == len(found.points)
