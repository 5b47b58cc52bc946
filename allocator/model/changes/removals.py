"""Parks and industries that are taken away, with every row that mentions them."""

from collections.abc import Callable, Sequence
from typing import Any

from allocator.errors import InapplicableError
from allocator.model.changes.base import Change
from allocator.model.fields import Id
from allocator.model.instance import Instance
from allocator.model.rule_settings import Quota, Rules
from allocator.model.scenario import Crossing, Grant, Industry, Park, Scenario

_OF_PAIRS = (
    "evidence",
    "current",
    "locks",
    "counts",
    "given",
    "criteria_values",
    "needs",
    "adjustments",
)
_OF_PARKS = (*_OF_PAIRS, "supplies", "distances")
_OF_INDUSTRIES = (*_OF_PAIRS, "synergy", "links")


class RemovePark(Change):
    """A park that is taken away."""

    pointers = {"park": "park"}
    park: Id

    def apply(self, scenario: Scenario) -> Scenario:
        """Take the park away."""
        self.require(scenario)
        gone = _not_the_last(self.park, scenario.parks)
        update: dict[str, Any] = {
            table: tuple(row for row in getattr(scenario, table) if not _names(row, gone, "park"))
            for table in _OF_PARKS
        }
        update["parks"] = tuple(row for row in scenario.parks if row.id != gone)
        update["grants"] = _kept_grants(scenario, "park_cap", lambda one: one != gone)
        quotas = _without(scenario.rules.quota, "parks", gone)
        update["rules"] = scenario.rules.model_copy(update={"quota": quotas})
        return scenario.model_copy(update=update)


class RemoveIndustry(Change):
    """An industry that is taken away."""

    pointers = {"industry": "industry"}
    industry: Id

    def apply(self, scenario: Scenario) -> Scenario:
        """Take the industry away."""
        self.require(scenario)
        gone = _not_the_last(self.industry, scenario.industries)
        update: dict[str, Any] = {
            table: tuple(
                row for row in getattr(scenario, table) if not _names(row, gone, "industry")
            )
            for table in _OF_INDUSTRIES
        }
        update["industries"] = tuple(row for row in scenario.industries if row.id != gone)
        update["crosswalk"] = tuple(_uncrossed(row, gone) for row in scenario.crosswalk)
        update["rules"] = _rules_without(scenario.rules, gone)
        left = scenario.model_copy(update=update)
        counted = {row.id for row in left.industries}
        if scenario.rules.industry_cap.per == "sector":
            counted = set(Instance(left, {}).sectors.values())
        grants = _kept_grants(scenario, "industry_cap", counted.__contains__)
        return left.model_copy(update={"grants": grants})


def _not_the_last(gone: str, rows: Sequence[Park | Industry]) -> str:
    if len(rows) == 1:
        raise InapplicableError("nothing-left", value=gone)
    return gone


def _names(row: Any, gone: str, field: str) -> bool:
    return gone in (getattr(row, field, None), getattr(row, "other", None))


def _uncrossed(row: Crossing, gone: str) -> Crossing:
    """Return a reading of a label that has no counterpart here any more."""
    return row.model_copy(update={"industry": None}) if row.industry == gone else row


def _rules_without(rules: Rules, gone: str) -> Rules:
    return rules.model_copy(
        update={
            "exclusive": tuple(row for row in rules.exclusive if gone not in row.industries),
            "requires": tuple(
                row for row in rules.requires if gone not in (row.industry, row.needs)
            ),
            "apart": tuple(row for row in rules.apart if gone not in row.industries),
            "quota": _without(rules.quota, "industries", gone),
        }
    )


def _without(quotas: tuple[Quota, ...], field: str, gone: str) -> tuple[Quota, ...]:
    """Return the quotas without what is gone; one that counts nothing else goes with it."""
    kept = []
    for quota in quotas:
        counted = getattr(quota, field)
        if counted is None or gone not in counted:
            kept.append(quota)
        elif left := tuple(one for one in counted if one != gone):
            kept.append(quota.model_copy(update={field: left}))
    return tuple(kept)


def _kept_grants(
    scenario: Scenario, rule: str, is_there: Callable[[str], bool]
) -> tuple[Grant, ...]:
    return tuple(row for row in scenario.grants if row.rule != rule or is_there(row.subject))
