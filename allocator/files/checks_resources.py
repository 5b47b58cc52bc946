"""Supplies and needs: what is stated for nothing, and locks that need more than there is."""

from collections.abc import Iterable

from allocator.files.draft import Draft
from allocator.files.names import named
from allocator.files.prune import Remains
from allocator.model.instance import Instance


def check_resources(draft: Draft, remains: Remains) -> None:
    """Report locks beyond a supply; give notice of supplies and needs without each other."""
    if any(remains.is_doubtful(table) for table in ("resources", "supplies", "needs")):
        return
    supplied = {row.resource for row in remains.scenario.supplies}
    needed = {row.resource for row in remains.scenario.needs}
    _tell_lonely(draft, "supplies", "supply-without-need", supplied - needed)
    _tell_lonely(draft, "needs", "need-without-supply", needed - supplied)
    _check_locks(draft, remains)


def _tell_lonely(draft: Draft, table: str, code: str, resources: Iterable[str]) -> None:
    for resource in sorted(resources):
        rows = draft.rows(table)
        first = next(number for number, row in rows if row.get("resource") == resource)
        draft.notice(code, table, first, "resource", resource=resource)


def _check_locks(draft: Draft, remains: Remains) -> None:
    instance = Instance(remains.scenario, {})
    parks = {row.id: row for row in remains.scenario.parks}
    resources = {row.id: row for row in remains.scenario.resources}
    rows = draft.rows("locks")
    last = {str(row.get("park")): number for number, row in rows if row.get("lock") == "in"}
    for (resource, park), supply in sorted(instance.supplies.items()):
        locked = [pair for pair in sorted(instance.locked_in) if pair[0] == park]
        need = sum(instance.need(resource, pair) for pair in locked)
        if need > supply:
            facts = named("id", parks[park]) | named("resource", resources[resource])
            facts["need"] = f"{need:f}"
            draft.fault("locks-beyond-supply", "locks", last[park], **facts, supply=f"{supply:f}")
