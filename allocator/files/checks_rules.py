"""Entries of the rules that contradict themselves or the locks."""

from collections.abc import Iterator
from typing import TypeVar

from allocator.files.draft import Draft
from allocator.files.names import named
from allocator.files.prune import Remains
from allocator.files.references import rule_entries
from allocator.model.fields import Frozen
from allocator.model.rule_settings import Exclusive, Quota, Requires

Entry = TypeVar("Entry", bound=Frozen)


def sound_entries(draft: Draft, rule: str, model: type[Entry]) -> Iterator[tuple[int, Entry]]:
    """Yield the entries of a rule, with their numbers, of which no fault has been told."""
    for number, entry in rule_entries(draft, rule):
        if not draft.is_blamed_within("rules", rule, number):
            yield number, model.model_validate(entry)


def check_rules(draft: Draft, remains: Remains) -> None:
    """Report entries of rules that cannot be meant, whatever the layout is."""
    _check_twice(draft)
    _check_quotas(draft)
    _check_budget(draft, remains)
    _check_exclusive_locks(draft, remains)


def _check_twice(draft: Draft) -> None:
    """Report an industry that is held against itself where only two can be meant."""
    for number, exclusive in sound_entries(draft, "exclusive", Exclusive):
        one, other = exclusive.industries
        if one == other:
            draft.blame("same-industry-twice", "rules", "exclusive", number, industry=one)
    for number, required in sound_entries(draft, "requires", Requires):
        one = required.industry
        if one == required.needs:
            draft.blame("same-industry-twice", "rules", "requires", number, industry=one)
    for number, row in draft.rows("synergy"):
        is_told = draft.is_blamed("synergy", number, "other")
        if row.get("industry") and row.get("industry") == row.get("other") and not is_told:
            draft.fault("same-industry-twice", "synergy", number, "other", industry=row["other"])


def _check_quotas(draft: Draft) -> None:
    for number, quota in sound_entries(draft, "quota", Quota):
        loc = ("rules", "quota", number)
        if quota.min is None and quota.max is None:
            draft.fault("quota-without-bound", *loc, id=quota.id)
        elif quota.min is not None and quota.max is not None and quota.min > quota.max:
            facts = {"id": quota.id, "min": quota.min, "max": quota.max}
            draft.fault("quota-min-above-max", *loc, "min", **facts)
        if quota.parks == () or quota.industries == ():
            draft.fault("quota-of-nothing", *loc, id=quota.id)


def _check_budget(draft: Draft, remains: Remains) -> None:
    budget = remains.scenario.rules.change_budget
    if budget is None or remains.is_doubtful("rules", "change_budget"):
        return
    if budget.total is None and budget.per_park is None:
        draft.fault("budget-without-bound", "rules", "change_budget")
    elif not remains.scenario.current and not remains.is_doubtful("current"):
        draft.notice("budget-without-current", "rules", "change_budget")


def _check_exclusive_locks(draft: Draft, remains: Remains) -> None:
    """Report two exclusive industries that are both locked into one park."""
    locks = {(k.park, k.industry): k for k in remains.scenario.locks if k.lock == "in"}
    parks = {row.id: row for row in remains.scenario.parks}
    industries = {row.id: row for row in remains.scenario.industries}
    rows = draft.rows("locks")
    numbers = {(str(row.get("park")), str(row.get("industry"))): number for number, row in rows}
    for _, exclusive in sound_entries(draft, "exclusive", Exclusive):
        one, other = exclusive.industries
        for park in sorted({park for park, _ in locks}):
            if one != other and (park, one) in locks and (park, other) in locks:
                number = max(numbers[park, one], numbers[park, other])
                facts = named("park", parks[park])
                facts |= named("one", industries[one]) | named("other", industries[other])
                draft.fault("locks-exclusive", "locks", number, "industry", **facts)
