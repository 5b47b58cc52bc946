"""What may be said once only: ids, pairs, labels, statements."""

from typing import Any

from allocator.files.draft import Draft
from allocator.files.references import rule_entries
from allocator.files.shown import Shown

_ONCE = {
    "parks": ("duplicate-park", ("id",)),
    "industries": ("duplicate-industry", ("id",)),
    "sources": ("duplicate-source", ("id",)),
    "criteria": ("duplicate-criterion", ("id",)),
    "current": ("duplicate-pair", ("park", "industry")),
    "locks": ("duplicate-pair", ("park", "industry")),
    "counts": ("duplicate-pair", ("park", "industry")),
    "given": ("duplicate-pair", ("park", "industry")),
    "criteria_values": ("duplicate-pair", ("criterion", "park", "industry")),
    "crosswalk": ("duplicate-label", ("label",)),
    "evidence": ("duplicate-statement", ("park", "industry", "role", "grade", "source", "note")),
    "grants": ("duplicate-grant", ("rule", "subject", "slots", "reason", "by", "on")),
    "resources": ("duplicate-resource", ("id",)),
    "supplies": ("duplicate-pair", ("resource", "park")),
    "needs": ("duplicate-pair", ("resource", "industry", "park")),
    "synergy": ("duplicate-pair", ("industry", "other")),
    "links": ("duplicate-pair", ("industry", "other")),
    "distances": ("duplicate-pair", ("park", "other")),
    "adjustments": ("duplicate-pair", ("park", "industry", "set", "scale")),
}
_OPTIONAL = {
    ("evidence", "note"),
    ("needs", "park"),
    *(("adjustments", field) for field in ("park", "industry", "set", "scale")),
}
_EITHER_ORDER = ("synergy", "links", "distances")


def find_duplicates(draft: Draft) -> None:
    """Report every record that says again what an earlier record of its table says."""
    shown = Shown(draft)
    for table, (code, fields) in _ONCE.items():
        first: dict[tuple[str, ...], int] = {}
        for number, row in draft.rows(table):
            key = _key(table, row, fields)
            if key is None:
                continue
            if key in first:
                _report(draft, table, number, first[key], code, shown)
            first.setdefault(key, number)
    _find_duplicate_quotas(draft)


def tell_shared_names(draft: Draft) -> None:
    """Give notice of parks or industries that show the same name."""
    for table in ("parks", "industries"):
        for field in ("name_zh", "name_en"):
            first: dict[str, str] = {}
            for number, row in draft.rows(table):
                name, id_ = row.get(field), row.get("id")
                if not (isinstance(name, str) and isinstance(id_, str) and name.strip()):
                    continue
                other = first.setdefault(name.strip(), id_)
                if other != id_:
                    draft.notice("shared-name", table, number, field, name=name, id=other)


def _key(table: str, row: dict[str, Any], fields: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what makes a record the same as another; ``None`` where it is not complete."""
    cells = [row.get(field) or ("" if (table, field) in _OPTIONAL else None) for field in fields]
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if table in _EITHER_ORDER:
        texts.sort()
    return tuple(texts) if len(texts) == len(fields) else None


def _find_duplicate_quotas(draft: Draft) -> None:
    first: dict[str, int] = {}
    for number, entry in rule_entries(draft, "quota"):
        if isinstance(id_ := entry.get("id"), str) and id_.strip():
            loc = ("rules", "quota", number, "id")
            if id_.strip() in first:
                line = draft.places.of("rules", "quota", first[id_.strip()]).line
                draft.blame("duplicate-quota", *loc, value=id_.strip()[:60], first=line)
            first.setdefault(id_.strip(), number)


def _report(draft: Draft, table: str, number: int, first: int, code: str, shown: Shown) -> None:
    records = draft.tree[table]
    if table == "locks" and records[number].get("lock") != records[first].get("lock"):
        code = "lock-in-and-out"
    line = draft.places.of(table, first).line
    draft.dropped.add((table, number))
    # the record as a whole is at fault, but its first fields are where a reader looks
    fields = _ONCE[table][1]
    facts = shown.facts("value", table, records[number], fields[:3])
    draft.fault(code, table, number, fields[0], first=line, **facts)
