"""Changes of what is known: parks, industries, evidence, affinities, supplies and needs."""

from collections.abc import Iterable
from typing import Any, Self

from pydantic import model_validator

from allocator.errors import InapplicableError
from allocator.model.changes.base import Amount, Change, same, with_row, with_rows
from allocator.model.fields import Frozen, Id, Month, fault
from allocator.model.scenario import (
    Adjustment,
    Industry,
    Need,
    Park,
    Scenario,
    Source,
    Statement,
    Supply,
)


class AddPark(Park, Change):
    """A park that is added."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Add the park."""
        return _added(scenario, "parks", Park(**dict(self)), "id")


class AddIndustry(Industry, Change):
    """An industry that is added."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Add the industry."""
        return _added(scenario, "industries", Industry(**dict(self)), "id")


class AddSource(Source, Change):
    """A source that is added, for statements that follow."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Add the source."""
        return _added(scenario, "sources", Source(**dict(self)), "id")


class AddEvidence(Statement, Change):
    """A statement that is added (依据)."""

    pointers = {"park": "park", "industry": "industry", "source": "source"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Add the statement."""
        self.require(scenario)
        row = Statement(**dict(self))
        return _added(scenario, "evidence", row, *Statement.model_fields)


class StrikeEvidence(Change):
    """Statements that no longer count: those that all conditions given are true of."""

    pointers = {"park": "park", "industry": "industry", "source": "source"}
    source: Id | None = None
    """Of this source."""
    before: Month | None = None
    """Of sources dated before this year or month."""
    grades: tuple[Id, ...] | None = None
    """Of one of these grades."""
    roles: tuple[Id, ...] | None = None
    """In one of these roles."""
    park: Id | None = None
    """About this park."""
    industry: Id | None = None
    """About this industry."""

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        if all(value is None for value in dict(self).values()):
            raise fault("strike-what")
        return self

    def apply(self, scenario: Scenario) -> Scenario:
        """Strike the statements."""
        self.require(scenario)
        kept = [row for row in scenario.evidence if not self._meets(row, scenario)]
        if len(kept) == len(scenario.evidence):
            raise InapplicableError("no-such-evidence")
        return with_rows(scenario, "evidence", kept)

    def _meets(self, row: Statement, scenario: Scenario) -> bool:
        return (
            self.source in (None, row.source)
            and self.park in (None, row.park)
            and self.industry in (None, row.industry)
            and (self.grades is None or row.grade in self.grades)
            and (self.roles is None or row.role in self.roles)
            and (self.before is None or _ends_before(_date(row, scenario), self.before))
        )


class AdjustAffinity(Adjustment, Change):
    """Affinities set by hand, or multiplied."""

    pointers = {"park": "park", "industry": "industry"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Adjust them; a pair or group that is set already is set anew."""
        self.require(scenario)
        row = Adjustment(**dict(self))
        if row.set is None:
            return _added(scenario, "adjustments", row, "park", "industry", "scale")
        scope = ("park", "industry")
        rows = scenario.adjustments
        kept = [one for one in rows if one.set is None or not same(one, row, scope)]
        return with_rows(scenario, "adjustments", [*kept, row])


class SetSupply(Supply, Change):
    """What a park supplies of a resource."""

    pointers = {"resource": "resource", "park": "park"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the supply."""
        self.require(scenario)
        return with_row(scenario, "supplies", Supply(**dict(self)), "resource", "park")

    def was(self, scenario: Scenario) -> Amount:
        """Return the supply so far."""
        return _amount(row for row in scenario.supplies if same(row, self, ("resource", "park")))


class SetNeed(Need, Change):
    """What an industry needs of a resource, in one park or in every park without its own row."""

    pointers = {"resource": "resource", "industry": "industry", "park": "park"}

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the need."""
        self.require(scenario)
        row = Need(**dict(self))
        return with_row(scenario, "needs", row, "resource", "industry", "park")

    def was(self, scenario: Scenario) -> Amount:
        """Return the need so far."""
        key = ("resource", "industry", "park")
        return _amount(row for row in scenario.needs if same(row, self, key))


def _added(scenario: Scenario, table: str, row: Frozen, *key: str) -> Scenario:
    """Return the scenario with one row more.

    Raises:
        InapplicableError: a row that is equal in `key` is there already.
    """
    rows: tuple[Any, ...] = getattr(scenario, table)
    if any(same(one, row, key) for one in rows):
        value = " / ".join(str(said) for name in key[:3] if (said := getattr(row, name)))
        raise InapplicableError("there-already", value=value)
    return with_rows(scenario, table, [*rows, row])


def _date(row: Statement, scenario: Scenario) -> str:
    return next((one.as_of for one in scenario.sources if one.id == row.source), "9999")


def _ends_before(date: str, limit: str) -> bool:
    """Return whether a date is surely before another: a bare year ends in December."""
    latest = date if "-" in date else f"{date}-12"
    first = limit if "-" in limit else f"{limit}-01"
    return latest < first


def _amount(rows: Iterable[Supply | Need]) -> Amount:
    return next((row.amount for row in rows), None)
