"""Changes that decide pairs: locks, one by one or for whole parks and industries."""

from collections.abc import Iterable
from typing import Literal

from allocator.errors import InapplicableError
from allocator.model.changes.base import Change, with_rows
from allocator.model.fields import LONGEST_ID, Count, Id, Name, Text
from allocator.model.rule_settings import Quota
from allocator.model.scenario import Lock, Scenario

_PAIR = {"park": "park", "industry": "industry"}


class LockPair(Lock, Change):
    """A pair that must be in (锁定) or must be out (排除)."""

    pointers = _PAIR

    def apply(self, scenario: Scenario) -> Scenario:
        """Lock the pair, unless it is locked already."""
        self.require(scenario)
        for row in scenario.locks:
            if (row.park, row.industry) == (self.park, self.industry):
                pair = f"{row.park} / {row.industry}"
                raise InapplicableError(f"locked-{row.lock}-already", value=pair)
        return _locked(scenario, [(self.park, self.industry)], self.lock, self.reason)


class UnlockPair(Change):
    """A pair whose lock is lifted."""

    pointers = _PAIR
    park: Id
    industry: Id

    def apply(self, scenario: Scenario) -> Scenario:
        """Take the lock away."""
        self.require(scenario)
        pair = (self.park, self.industry)
        kept = [row for row in scenario.locks if (row.park, row.industry) != pair]
        if len(kept) == len(scenario.locks):
            raise InapplicableError("not-locked", value=f"{self.park} / {self.industry}")
        return with_rows(scenario, "locks", kept)


class Withdraw(Change):
    """An industry that no park may have any more (退出)."""

    pointers = {"industry": "industry"}
    industry: Id
    reason: Name

    def apply(self, scenario: Scenario) -> Scenario:
        """Lock the industry out of every park."""
        self.require(scenario)
        pairs = [(park.id, self.industry) for park in scenario.parks]
        return _locked(scenario, pairs, "out", self.reason)


class Freeze(Change):
    """Parks that keep exactly today's industries (维持现状)."""

    pointers = {"parks": "park"}
    parks: tuple[Id, ...]
    """The parks."""
    reason: Name

    def apply(self, scenario: Scenario) -> Scenario:
        """Lock today's pairs of the parks in, and all others of theirs out."""
        self.require(scenario)
        today = {(row.park, row.industry) for row in scenario.current}
        every = [
            (park, row.id) for park in dict.fromkeys(self.parks) for row in scenario.industries
        ]
        held = [pair for pair in every if pair in today]
        others = [pair for pair in every if pair not in today]
        scenario = _locked(scenario, held, "in", self.reason)
        return _locked(scenario, others, "out", self.reason)


class KeepCurrent(Change):
    """Parks that keep at least so many of today's industries; a quota for each of them."""

    pointers = {"parks": "park"}
    parks: tuple[Id, ...] | None = None
    """The parks; all of them where nothing is said."""
    least: Count | None = None
    """How many each keeps at least, or all that it has where it has fewer; all where nothing is
    said."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Give every park a quota on the industries that it has today."""
        self.require(scenario)
        parks = [row.id for row in scenario.parks] if self.parks is None else self.parks
        quotas = {row.id: row for row in scenario.rules.quota}
        for park in parks:
            held = tuple(sorted(row.industry for row in scenario.current if row.park == park))
            if held:
                quota = self._quota(scenario, park, held)
                quotas[quota.id] = quota
        rules = scenario.rules.model_copy(update={"quota": tuple(quotas.values())})
        return scenario.model_copy(update={"rules": rules})

    def _quota(self, scenario: Scenario, park: str, held: tuple[str, ...]) -> Quota:
        row = next(row for row in scenario.parks if row.id == park)
        name = Text(zh=f"{row.name('zh')}现有产业", en=f"{row.name('en')}: industries of today")
        least = len(held) if self.least is None else min(self.least, len(held))
        id_ = f"today.{park}"
        if len(id_) > LONGEST_ID:
            id_ = f"today-{[one.id for one in scenario.parks].index(park)}"  # no park's own
        return Quota(id=id_, name=name, parks=(park,), industries=held, min=least)


def _locked(
    scenario: Scenario,
    pairs: Iterable[tuple[str, str]],
    lock: Literal["in", "out"],
    reason: str,
) -> Scenario:
    """Return the scenario with the pairs locked; those that are locked so already stay.

    Raises:
        InapplicableError: one of them is locked the other way.
    """
    known = {(row.park, row.industry): row.lock for row in scenario.locks}
    added = []
    for park, industry in pairs:
        held = known.get((park, industry))
        if held is not None and held != lock:
            pair = f"{park} / {industry}"
            raise InapplicableError(f"locked-{held}-already", value=pair)
        if held is None:
            added.append(Lock(park=park, industry=industry, lock=lock, reason=reason))
    return with_rows(scenario, "locks", [*scenario.locks, *added])
