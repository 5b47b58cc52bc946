"""What points to something else must find it: parks, industries, sources, roles, clauses."""

from collections.abc import Iterable, Mapping
from typing import Any

from allocator.files.draft import Draft
from allocator.files.names import Register, register, resolve, sector_register
from allocator.files.places import Loc
from allocator.files.several import split_current
from allocator.files.text import listed, near
from allocator.i18n import LANGUAGES
from allocator.model.affinity_settings import Designation
from allocator.model.scenario import IndustryCap

Registers = Mapping[str, Register | None]
_PAIR = {"park": "park", "industry": "industry"}
POINTERS: dict[str, dict[str, str]] = {
    "evidence": _PAIR,
    "current": _PAIR,
    "locks": _PAIR,
    "counts": _PAIR,
    "given": _PAIR,
    "criteria_values": _PAIR,
    "adjustments": _PAIR,
    "crosswalk": {"industry": "industry"},
    "supplies": {"resource": "resource", "park": "park"},
    "needs": {"resource": "resource", **_PAIR},
    "synergy": {"industry": "industry", "other": "industry"},
    "links": {"industry": "industry", "other": "industry"},
    "distances": {"park": "park", "other": "park"},
}
"""Per table, the kind of thing that each column names."""
_MOST_LISTED = 12
_RULE_POINTERS: dict[str, dict[str, str]] = {
    "exclusive": {"industries": "industry"},
    "requires": {"industry": "industry", "needs": "industry"},
    "apart": {"industries": "industry"},
    "quota": {"parks": "park", "industries": "industry"},
}
"""The same per rule that is a list of entries."""


def resolve_references(draft: Draft) -> None:
    """Replace names by ids throughout the tree and report what points to nothing."""
    registers = {
        "park": register("parks", draft),
        "industry": register("industries", draft),
        "resource": register("resources", draft),
    }
    split_current(registers["industry"], draft)
    _resolve_tables(registers, draft)
    _resolve_rules(registers, draft)
    _resolve_grants(registers, draft)
    find_unknown(draft, "evidence", "source", ids_of(draft, "sources"), "unknown-source")
    find_unknown(
        draft, "criteria_values", "criterion", ids_of(draft, "criteria"), "unknown-criterion"
    )
    _find_clauses(draft)
    _find_roles(draft)


def rule_entries(draft: Draft, rule: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the entries of a rule that is a list, as far as they can be looked at."""
    entries = section(draft, "rules").get(rule)
    if not isinstance(entries, list) or draft.is_blamed("rules", rule):
        return []
    return [
        (number, entry)
        for number, entry in enumerate(entries)
        if isinstance(entry, dict) and ("rules", rule, number) not in draft.blamed
    ]


def section(draft: Draft, *loc: str) -> dict[str, Any]:
    """Return the mapping at `loc` of the tree; empty where there is none to look at."""
    found: Any = draft.tree
    for key in loc:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) and not draft.is_blamed(*loc) else {}


def _resolve_tables(registers: Registers, draft: Draft) -> None:
    for table, columns in POINTERS.items():
        for number, row in draft.rows(table):
            for column, kind in columns.items():
                text, known = row.get(column), registers[kind]
                if isinstance(text, str) and (known is None or text not in known.ids):
                    _resolve_one(draft, (table, number, column), row, known, kind)


def _resolve_rules(registers: Registers, draft: Draft) -> None:
    for rule, keys in _RULE_POINTERS.items():
        for number, entry in rule_entries(draft, rule):
            for key, kind in keys.items():
                loc: Loc = ("rules", rule, number, key)
                named = entry.get(key)
                if isinstance(named, str):
                    _resolve_one(draft, loc, entry, registers[kind], kind)
                elif isinstance(named, list):
                    for place, text in enumerate(named):
                        if isinstance(text, str):
                            _resolve_one(draft, (*loc, place), named, registers[kind], kind)


def _resolve_grants(registers: Registers, draft: Draft) -> None:
    counted = _counted(draft)
    of_sectors = sector_register(draft) if counted == "sector" else None
    subjects = {
        "park_cap": ("park", registers["park"]),
        "industry_cap": ("sector", of_sectors)
        if counted == "sector"
        else ("industry", registers["industry"] if counted else None),
    }
    for number, row in draft.rows("grants"):
        rule, subject = str(row.get("rule")), row.get("subject")
        if rule in subjects and isinstance(subject, str):
            kind, known = subjects[rule]
            _resolve_one(draft, ("grants", number, "subject"), row, known, kind)


def _counted(draft: Draft) -> str | None:
    """Return what the cap on industries counts, ``None`` where that cannot be known."""
    cap = section(draft, "rules").get("industry_cap", {})
    if draft.is_blamed("rules", "industry_cap") or not isinstance(cap, dict):
        return None
    per = str(cap.get("per", "industry")).strip()
    is_certain = cap.keys() <= IndustryCap.model_fields.keys()
    return per if is_certain and per in ("industry", "sector") else None


def _resolve_one(draft: Draft, loc: Loc, holder: Any, known: Register | None, kind: str) -> None:
    """Replace the text that stands at the end of `loc`, in `holder`, by the id that it means."""

    def tell(code: str, **facts: object) -> None:
        # an unknown name may be the row whose id is missing, which has been told already
        draft.blamed.add(loc)
        if known and (known.is_complete or code == "ambiguous-name"):
            draft.fault(code, *loc, **facts)

    text = holder[loc[-1]].strip()
    if known is None and text:
        draft.blamed.add(loc)
    elif known and text:
        holder[loc[-1]] = resolve(text, kind, known, tell) or text


def ids_of(draft: Draft, table: str) -> list[str] | None:
    """Return the ids of a table, ``None`` where they cannot be known."""
    if draft.is_blamed(table) or (table, None, "id") in draft.blamed:
        return None
    records = draft.tree.get(table, [])
    if not isinstance(records, list):
        return None
    rows = [record for record in records if isinstance(record, dict)]
    return [row["id"].strip() for row in rows if isinstance(row.get("id"), str)]


def find_unknown(
    draft: Draft, table: str, field: str, known: Iterable[str] | None, code: str, **facts: str
) -> None:
    """Report every record of `table` whose `field` is not `known`."""
    if known is None:
        return
    ids = dict.fromkeys(known)
    for number, row in draft.rows(table):
        value = row.get(field)
        if isinstance(value, str) and value.strip() and value.strip() not in ids:
            blame_unknown(draft, (table, number, field), value.strip(), ids, code, **facts)


def blame_unknown(
    draft: Draft, loc: Loc, value: str, known: Iterable[str], code: str, **facts: str
) -> None:
    """Report a value that points to nothing, with the closest of what is known."""
    draft.blame(code, *loc, value=value[:60], near=lambda: near(value, known), **facts)


def _find_clauses(draft: Draft) -> None:
    if draft.is_blamed("clauses"):
        return
    known = section(draft, "clauses")
    for name in section(draft, "rules"):
        _find_clause(draft, ("rules", name), section(draft, "rules", name), known)
        for number, entry in rule_entries(draft, name):
            _find_clause(draft, ("rules", name, number), entry, known)


def _find_clause(draft: Draft, loc: Loc, rule: dict[str, Any], known: Iterable[str]) -> None:
    clause = rule.get("clause")
    if isinstance(clause, str) and clause.strip() and clause.strip() not in known:
        blame_unknown(draft, (*loc, "clause"), clause, known, "unknown-clause")


def _find_roles(draft: Draft) -> None:
    """Look for the roles and grades of statements where designation says what they count."""
    if "designation" in section(draft, "affinity"):
        for field, code in (("roles", "unknown-role"), ("grades", "unknown-grade")):
            known = _declared(draft, field)
            find_unknown(draft, "evidence", field[:-1], known, code, **_known(draft, known or ()))
    known = _declared(draft, "roles") if section(draft, "affinity", "designation") else None
    used = [row.get("role") for _, row in draft.rows("evidence")]
    present = section(draft, "affinity", "relatedness").get("present_roles", [])
    roles = {*(known or []), *(word.strip() for word in used if isinstance(word, str))}
    for number, role in enumerate(present if isinstance(present, list) else []):
        if isinstance(role, str) and roles and role.strip() not in roles:
            loc = ("affinity", "relatedness", "present_roles", number)
            blame_unknown(
                draft, loc, role, sorted(roles), "unknown-role", **_known(draft, sorted(roles))
            )


def _known(draft: Draft, words: Iterable[str]) -> dict[str, str]:
    """Return roles or grades in a row as a fact, in a workbook by its own words for them."""
    labels, words = draft.labels, [*words][:_MOST_LISTED]
    shown: dict[str, Iterable[tuple[str, str]]] = {
        "zh": [(word, word) for word in (labels.get(one, one) for one in words)],
        "en": [(labels.get(one, one), one) for one in words],
    }
    return {f"known@{one}": listed(shown[one], one) for one in LANGUAGES}


def _declared(draft: Draft, field: str) -> list[str] | None:
    """Return the roles or grades that designation knows, the usual ones where it says none."""
    designation = draft.tree["affinity"]["designation"]
    if draft.is_blamed("affinity", "designation", field):
        return None
    if not isinstance(designation, dict) or field not in designation:
        return [*Designation.model_fields[field].default]
    return [*designation[field]] if isinstance(designation[field], dict) else None
