"""Changes of what the rules allow: caps, floors, exceptions, the threshold, quotas, budgets."""

from typing import Literal, Self

from pydantic import model_validator

from allocator.errors import InapplicableError
from allocator.model.changes.base import Amount, Change, same, with_rows, with_rule
from allocator.model.fields import Count, Id, Name, Number, fault
from allocator.model.rule_settings import ChangeBudget, Quota, Threshold
from allocator.model.scenario import Grant, Scenario

Side = Literal["park", "industry"]
_TABLE = {"park": "parks", "industry": "industries"}


class _Limit(Change):
    """The cap or the floor of a park, of an industry, or of all that have none of their own."""

    pointers = {"park": "park", "industry": "industry"}
    park: Id | None = None
    """The park whose limit it is."""
    industry: Id | None = None
    """The industry whose limit it is."""
    every: Side | None = None
    """``park`` or ``industry``: the limit of all parks or industries without one of their own."""
    value: Count
    """The new limit."""

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if [self.park, self.industry, self.every].count(None) != 2:
            raise fault("limit-of-what")
        return self

    def _apply(self, scenario: Scenario, field: Literal["cap", "floor"]) -> Scenario:
        self.require(scenario)
        if self.every is not None:
            rule = f"{self.every}_{field}"
            stated = getattr(scenario.rules, rule)
            return with_rule(scenario, rule, stated.model_copy(update={"default": self.value}))
        table = _TABLE["park" if self.park else "industry"]
        subject = self.park or self.industry
        rows = (
            row.model_copy(update={field: self.value}) if row.id == subject else row
            for row in getattr(scenario, table)
        )
        return with_rows(scenario, table, rows)

    def _was(self, scenario: Scenario, field: Literal["cap", "floor"]) -> Amount:
        side = self.every or ("park" if self.park else "industry")
        default: int = getattr(scenario.rules, f"{side}_{field}").default
        if self.every is not None:
            return default
        subject = self.park or self.industry
        own = {row.id: getattr(row, field) for row in getattr(scenario, _TABLE[side])}.get(subject)
        return default if own is None else int(own)


class SetCap(_Limit):
    """Most industries of a park, or most parks of an industry (上限)."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the cap."""
        return self._apply(scenario, "cap")

    def was(self, scenario: Scenario) -> Amount:
        """Return the cap so far, without granted exceptions."""
        return self._was(scenario, "cap")


class SetFloor(_Limit):
    """Fewest industries of a park, or fewest parks of an industry (下限)."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the floor."""
        return self._apply(scenario, "floor")

    def was(self, scenario: Scenario) -> Amount:
        """Return the floor so far."""
        return self._was(scenario, "floor")


class GrantException(Grant, Change):
    """An exception that is granted (例外)."""

    pointers = {"subject": "subject"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Grant it."""
        grant = Grant(**dict(self))
        if grant in scenario.grants:
            raise InapplicableError("there-already", value=f"{self.rule} / {self.subject}")
        return with_rows(scenario, "grants", [*scenario.grants, grant])


class RevokeExceptions(Change):
    """Exceptions that are revoked: all of a rule for one park, industry or sector."""

    pointers = {"subject": "subject"}
    rule: Literal["park_cap", "industry_cap"]
    subject: Name
    """Id or name of the park or the industry; the name of the sector where sectors are counted."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Take the exceptions away."""
        kept = [row for row in scenario.grants if not same(row, self, ("rule", "subject"))]
        if len(kept) == len(scenario.grants):
            value = f"{self.rule} / {self.subject}"
            raise InapplicableError("no-such-exception", value=value)
        return with_rows(scenario, "grants", kept)


class SetThreshold(Change):
    """The affinity below which pairs are barred (门槛)."""

    value: Number

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the threshold."""
        stated = scenario.rules.min_affinity or Threshold(threshold=self.value)
        rule = stated.model_copy(update={"threshold": self.value})
        return with_rule(scenario, "min_affinity", rule)

    def was(self, scenario: Scenario) -> Amount:
        """Return the threshold so far."""
        stated = scenario.rules.min_affinity
        return None if stated is None else stated.threshold


class CountPer(Change):
    """What the cap on industries counts: the parks of industries or of sectors (细分领域)."""

    per: Literal["industry", "sector"]

    def apply(self, scenario: Scenario) -> Scenario:
        """Count so."""
        cap = scenario.rules.industry_cap.model_copy(update={"per": self.per})
        return with_rule(scenario, "industry_cap", cap)

    def was(self, scenario: Scenario) -> Amount:
        """Return what is counted so far."""
        return scenario.rules.industry_cap.per


class SetBudget(Change):
    """Most moves against the current layout; it replaces the budget that there is."""

    total: Count | None = None
    """Most moves in all."""
    per_park: Count | None = None
    """Most moves in each park."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the budget."""
        stated = scenario.rules.change_budget or ChangeBudget()
        rule = stated.model_copy(update={"total": self.total, "per_park": self.per_park})
        return with_rule(scenario, "change_budget", rule)


class SetQuota(Quota, Change):
    """A quota; it replaces the one of the same id."""

    pointers = {"parks": "park", "industries": "industry"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the quota."""
        self.require(scenario)
        kept = (row for row in scenario.rules.quota if row.id != self.id)
        return with_rule(scenario, "quota", (*kept, Quota(**dict(self))))


class DropQuota(Change):
    """A quota that no longer holds."""

    id: Id

    def apply(self, scenario: Scenario) -> Scenario:
        """Take the quota away."""
        kept = tuple(row for row in scenario.rules.quota if row.id != self.id)
        if len(kept) == len(scenario.rules.quota):
            known = ", ".join(row.id for row in scenario.rules.quota) or "-"
            raise InapplicableError("no-such-quota", "id", value=self.id, known=known)
        return with_rule(scenario, "quota", kept)
