"""The scenario schema: what it refuses by itself."""

import pytest
from pydantic import ValidationError

from tests.support.build import scenario


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        scenario(["p"], ["i"], weights={"affinity": "1"})


def test_another_schema_version_is_refused() -> None:
    with pytest.raises(ValidationError, match="literal_error"):
        scenario(["p"], ["i"], schema="allocator/scenario/2")


def test_a_scenario_needs_a_park_and_an_industry() -> None:
    with pytest.raises(ValidationError, match="parks"):
        scenario([], ["i"])
    with pytest.raises(ValidationError, match="industries"):
        scenario(["p"], [])


def test_affinity_needs_a_part() -> None:
    with pytest.raises(ValidationError, match="no-affinity-part"):
        scenario(["p"], ["i"], affinity={})


def test_the_plan_s_defaults() -> None:
    rules = scenario(["p"], ["i"]).rules
    assert (rules.park_cap.default, rules.industry_cap.default) == (3, 3)
    assert (rules.park_floor.default, rules.industry_floor.default) == (1, 0)
    assert rules.min_affinity is None
    assert scenario(["p"], ["i"]).objective == {"affinity": 1}
