"""What all JSON answers share: numbers, names, pairs, moves, terms."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from allocator.app.session import Session
from allocator.app.stated import is_unwritten
from allocator.model.fields import Frozen
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import Conflict, Shortage, Stated
from allocator.study.conflicts.obstacles import obstacles
from allocator.study.conflicts.quotas import remedies

Json = dict[str, Any]
_DOUBLE_DIGITS = 300


def dump(value: Any, depth: int = 3) -> str:
    """Return JSON text with the outer levels line by line and the inner ones compact.

    A ranking then has one layout per line: two answers can be compared with ``diff``, and ten
    thousand layouts are written in a second.
    """
    if depth <= 0 or not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(dump(one, depth - 2) for one in value) + "\n]"
    entries = (f"{json.dumps(key)}: {dump(one, depth - 1)}" for key, one in value.items())
    return "{\n" + ",\n".join(entries) + "\n}"


def number(value: Decimal | int | None) -> int | float | str | None:
    """Return a decimal as a JSON number, as text where no double can hold it.

    Whole numbers stay whole.
    """
    if value is None or isinstance(value, int):
        return value
    if value == value.to_integral_value() and value.adjusted() < _DOUBLE_DIGITS:
        return int(value)
    shown = float(value)
    return shown if isfinite(shown) and (shown or not value) else str(value)


def plain(value: Any) -> Any:
    """Return nested dataclasses, schemas and exact numbers as JSON can hold them."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Frozen):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Fraction):
        return float(value)
    return number(value) if isinstance(value, Decimal) else value


def names(session: Session) -> Json:
    """Return the names of all that has an id in the chosen language, by id."""
    return {
        "parks": session.parks,
        "industries": session.industries,
        "sectors": session.sectors,
        "resources": session.resources,
        "quotas": session.quotas,
    }


def pair_cells(session: Session) -> dict[tuple[str, str], Json]:
    """Return one entry per pair, shared by all layouts of an answer."""
    return {
        (park, industry): {"park": park, "industry": industry, "affinity": number(cell.value)}
        for (park, industry), cell in session.instance.affinity.items()
    }


def terms(session: Session, worths: Mapping[str, int]) -> Json:
    """Return the worth of each term as people see it."""
    shown = session.instance.valuation.shown
    return {name: number(shown(worth)) for name, worth in worths.items()}


def moved(before: Pairs, after: Pairs) -> Json:
    """Return the moves from one layout to another."""
    added, dropped = moves(before, after)
    return {
        "count": len(added) + len(dropped),
        "add": [{"park": park, "industry": industry} for park, industry in added],
        "drop": [{"park": park, "industry": industry} for park, industry in dropped],
    }


def shortage_entry(session: Session, shortage: Shortage) -> Json:
    """Return a count that shows why nothing is legal, with what bars and what is open.

    `remedies` lists, for a quota, what mends it besides changing it: each entry is enough alone.
    """
    found = obstacles(session.instance, shortage)
    ways = None if shortage.subject is None else remedies(session.instance, shortage)
    return {
        "kind": shortage.kind,
        "needed": shortage.needed,
        "available": shortage.available,
        "parks": list(shortage.parks),
        "industries": list(shortage.industries),
        "subject": shortage.subject,
        "barred": {
            "locked_out": len(found.locked_out),
            "below_threshold": len(found.below_threshold),
            "unknown": len(found.unknown),
        },
        "open": [plain(way) for way in found.open],
        "remedies": plain(ways),
    }


def conflict_entry(session: Session, conflict: Conflict | None) -> Json | None:
    """Return the statements that cannot hold together, each with its entry and its place."""
    if conflict is None:
        return None
    parts = [stated_entry(session, one) for one in conflict.parts]
    return {"parts": parts, "minimal": conflict.minimal}


def stated_entry(session: Session, one: Stated) -> Json:
    """Return a statement of the scenario: which rule, of whom, and where it stands.

    `file` and `line` are null where the program's default holds or nothing was read from files.
    """
    place = None if is_unwritten(session, one) else session.place(one.loc)
    return {
        "rule": one.rule,
        "entry": list(one.entry),
        "clause": one.clause,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line or None,
    }
