"""Which tables a scenario needs for what it declares, and which it brings for nothing."""

from collections.abc import Iterator

from allocator.files.draft import Draft
from allocator.files.references import section

_NEEDED = {
    "designation": ("evidence", "sources"),
    "specialisation": ("counts",),
    "given": ("given",),
}
_OF_RESOURCES = ("supplies", "needs")
_OF_AFFINITY = ("evidence", "counts", "given", "reference", "crosswalk")


def check_tables(draft: Draft) -> None:
    """Report the tables that a part of affinity or a table lacks, and parts left empty."""
    _check_resources(draft)
    if draft.is_blamed("affinity"):
        return
    needed = dict(_needed(draft))
    for table, part in needed.items():
        if not draft.is_blamed(table) and not draft.tree.get(table):
            report_lack(draft, table, "affinity", part)
    for table in _OF_AFFINITY:
        if draft.tree.get(table) and table not in needed:
            draft.notice("unused-table", table, table=table)


def _needed(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every table that affinity needs, and the part that needs it."""
    parts = section(draft, "affinity")
    for part in parts:
        if parts[part] is None and not draft.is_blamed("affinity", part):
            draft.blame("empty-part", "affinity", part, part=part)
    for part, tables in _NEEDED.items():
        if parts.get(part) is not None:
            yield from ((table, part) for table in tables)
    if parts.get("relatedness") is not None:
        # without any evidence, the counts say which industries a park has
        tables = ("evidence", "sources") if _has_evidence(draft) else ("counts",)
        yield from ((table, "relatedness") for table in tables)
    if section(draft, "affinity", "relatedness").get("reference") == "table":
        yield from ((table, "relatedness") for table in ("reference", "crosswalk"))


def _has_evidence(draft: Draft) -> bool:
    """Return whether evidence is given or meant to be: it is not, where only counts are."""
    given = draft.tree.get("evidence") or draft.is_blamed("evidence")
    return bool(given) or not (draft.tree.get("counts") or draft.is_blamed("counts"))


def _check_resources(draft: Draft) -> None:
    """Report supplies and needs where no resource is defined at all."""
    if draft.is_blamed("resources") or draft.tree.get("resources"):
        return
    for table in _OF_RESOURCES:
        if draft.rows(table):
            report_lack(draft, "resources", table)
            return


def report_lack(draft: Draft, table: str, *needed_by: str) -> None:
    """Report a table that has no rows, or that is missing where it is needed."""
    if table in draft.tree:
        draft.fault("empty-table", table, key=table)
    else:
        draft.fault("missing-table", *needed_by, key=table)
