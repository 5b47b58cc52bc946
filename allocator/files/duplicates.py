"""What may be said once only: ids, pairs, labels, statements."""

from typing import Any

from allocator.files.draft import Draft

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
}
_OPTIONAL = {"note"}


def find_duplicates(draft: Draft) -> None:
    """Report every record that says again what an earlier record of its table says."""
    for table, (code, fields) in _ONCE.items():
        first: dict[tuple[str, ...], int] = {}
        for number, row in draft.rows(table):
            key = _key(row, fields)
            if key is None:
                continue
            if key in first:
                _report(draft, table, number, first[key], code, key)
            first.setdefault(key, number)


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


def _key(row: dict[str, Any], fields: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what makes a record the same as another; ``None`` where it is not complete."""
    cells = [row.get(field) or ("" if field in _OPTIONAL else None) for field in fields]
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    return tuple(texts) if len(texts) == len(fields) else None


def _report(
    draft: Draft, table: str, number: int, first: int, code: str, key: tuple[str, ...]
) -> None:
    records = draft.tree[table]
    if table == "locks" and records[number].get("lock") != records[first].get("lock"):
        code = "lock-in-and-out"
    line = draft.places.of(table, first).line
    draft.dropped.add((table, number))
    # the record as a whole is at fault, but its first field is where a reader looks
    field = _ONCE[table][1][0]
    draft.fault(code, table, number, field, value=" / ".join(key[:3]), first=line)
