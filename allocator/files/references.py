"""What points to something else must find it: parks, industries, sources, roles, clauses."""

from collections.abc import Iterable
from typing import Any

from allocator.files.draft import Draft
from allocator.files.names import Register, register, resolve
from allocator.files.text import near
from allocator.model.affinity_settings import Designation
from allocator.model.scenario import TERMS

_PAIR_TABLES = ("evidence", "current", "locks", "counts", "given", "criteria_values")
_GRANT_SUBJECTS = {"park_cap": "park", "industry_cap": "industry"}


def resolve_references(draft: Draft) -> None:
    """Replace names by ids throughout the tree and report what points to nothing."""
    registers = {"park": register("parks", draft), "industry": register("industries", draft)}
    for kind, known in registers.items():
        _resolve_tables(kind, known, draft)
        _resolve_grants(kind, known, draft)
    _find(draft, "evidence", "source", _ids(draft, "sources"), "unknown-source")
    _find(draft, "criteria_values", "criterion", _ids(draft, "criteria"), "unknown-criterion")
    _find_clauses(draft)
    _find_terms(draft)
    _find_roles(draft)


def section(draft: Draft, *loc: str) -> dict[str, Any]:
    """Return the mapping at `loc` of the tree; empty where there is none to look at."""
    found: Any = draft.tree
    for key in loc:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) and not draft.is_blamed(*loc) else {}


def _resolve_tables(kind: str, known: Register | None, draft: Draft) -> None:
    tables = _PAIR_TABLES if kind == "park" else (*_PAIR_TABLES, "crosswalk")
    for table in tables:
        for number, row in draft.rows(table):
            text = row.get(kind)
            if isinstance(text, str) and (known is None or text not in known.ids):
                _resolve_one(draft, (table, number, kind), row, known, kind)


def _resolve_grants(kind: str, known: Register | None, draft: Draft) -> None:
    for number, row in draft.rows("grants"):
        rule, subject = row.get("rule"), row.get("subject")
        if _GRANT_SUBJECTS.get(str(rule)) == kind and isinstance(subject, str):
            _resolve_one(draft, ("grants", number, "subject"), row, known, kind)


def _resolve_one(
    draft: Draft, loc: tuple[str, int, str], row: dict[str, Any], known: Register | None, kind: str
) -> None:
    def tell(code: str, **facts: object) -> None:
        # an unknown name may be the row whose id is missing, which has been told already
        draft.blamed.add(loc)
        if known and (known.is_complete or code == "ambiguous-name"):
            draft.fault(code, *loc, **facts)

    text = row[loc[2]].strip()
    if known is None:
        draft.blamed.add(loc)
    elif text:
        row[loc[2]] = resolve(text, kind, known, tell) or text


def _ids(draft: Draft, table: str) -> list[str] | None:
    """Return the ids of a table, ``None`` where they cannot be known."""
    if draft.is_blamed(table) or (table, None, "id") in draft.blamed:
        return None
    records = draft.tree.get(table, [])
    if not isinstance(records, list):
        return None
    rows = [record for record in records if isinstance(record, dict)]
    return [row["id"].strip() for row in rows if isinstance(row.get("id"), str)]


def _find(draft: Draft, table: str, field: str, known: Iterable[str] | None, code: str) -> None:
    """Report every record of `table` whose `field` is not `known`."""
    if known is None:
        return
    ids = dict.fromkeys(known)
    for number, row in draft.rows(table):
        value = row.get(field)
        if isinstance(value, str) and value.strip() and value.strip() not in ids:
            _blame_unknown(draft, (table, number, field), value.strip(), ids, code)


def _blame_unknown(
    draft: Draft, loc: tuple[str | int, ...], value: str, known: Iterable[str], code: str
) -> None:
    draft.blame(code, *loc, value=value[:60], near=lambda: near(value, known))


def _find_clauses(draft: Draft) -> None:
    if draft.is_blamed("clauses"):
        return
    known = section(draft, "clauses")
    for name in section(draft, "rules"):
        clause = section(draft, "rules", name).get("clause")
        if isinstance(clause, str) and clause.strip() not in known:
            _blame_unknown(draft, ("rules", name, "clause"), clause, known, "unknown-clause")


def _find_terms(draft: Draft) -> None:
    criteria = _ids(draft, "criteria")
    if criteria is None:
        return
    known = dict.fromkeys([*TERMS, *criteria])
    for term in section(draft, "objective"):
        if term.strip() not in known:
            _blame_unknown(draft, ("objective", term), term, known, "unknown-term")


def _find_roles(draft: Draft) -> None:
    """Look for the roles and grades of statements where designation says what they count."""
    if "designation" in section(draft, "affinity"):
        for field, code in (("roles", "unknown-role"), ("grades", "unknown-grade")):
            known = _declared(draft, field)
            _find(draft, "evidence", field[:-1], known, code)
    known = _declared(draft, "roles") if section(draft, "affinity", "designation") else None
    used = [row.get("role") for _, row in draft.rows("evidence")]
    present = section(draft, "affinity", "relatedness").get("present_roles", [])
    roles = {*(known or []), *(word.strip() for word in used if isinstance(word, str))}
    for number, role in enumerate(present if isinstance(present, list) else []):
        if isinstance(role, str) and roles and role.strip() not in roles:
            loc = ("affinity", "relatedness", "present_roles", number)
            _blame_unknown(draft, loc, role, sorted(roles), "unknown-role")


def _declared(draft: Draft, field: str) -> list[str] | None:
    """Return the roles or grades that designation knows, the usual ones where it says none."""
    designation = draft.tree["affinity"]["designation"]
    if draft.is_blamed("affinity", "designation", field):
        return None
    if not isinstance(designation, dict) or field not in designation:
        return [*Designation.model_fields[field].default]
    return [*designation[field]] if isinstance(designation[field], dict) else None
