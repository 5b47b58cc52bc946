"""Changes made a second way: to a scenario written down as plain data, as a planner edits files."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Plain = dict[str, Any]


def changed(stated: Plain, kind: str, fields: Plain) -> Plain:
    """Return a scenario that is written down with one change."""
    made = deepcopy(stated)
    made.setdefault("rules", {})
    _WAYS[kind](made, deepcopy(fields))
    return made


def _ids(made: Plain, table: str) -> list[str]:
    return [row["id"] for row in made[table]]


def _locked(made: Plain, park: str, industry: str, lock: str) -> None:
    row = {"park": park, "industry": industry, "lock": lock, "reason": "r"}
    if row not in made.setdefault("locks", []):
        made["locks"].append(row)


def _lock(made: Plain, fields: Plain) -> None:
    _locked(made, fields["park"], fields["industry"], fields["lock"])


def _withdraw(made: Plain, fields: Plain) -> None:
    for park in _ids(made, "parks"):
        _locked(made, park, fields["industry"], "out")


def _today(made: Plain, park: str) -> list[str]:
    return [row["industry"] for row in made.get("current", []) if row["park"] == park]


def _freeze(made: Plain, fields: Plain) -> None:
    for park in fields["parks"]:
        for one in _ids(made, "industries"):
            _locked(made, park, one, "in" if one in _today(made, park) else "out")


def _keep_current(made: Plain, fields: Plain) -> None:
    for park in _ids(made, "parks"):
        if held := _today(made, park):
            least = min(fields["least"], len(held))
            entry = {"id": f"keep-{park}", "parks": [park], "industries": held, "min": least}
            made["rules"].setdefault("quota", []).append(entry)


def _cap(made: Plain, fields: Plain) -> None:
    made["rules"].setdefault(f"{fields['every']}_cap", {})["default"] = fields["value"]


def _floor(made: Plain, fields: Plain) -> None:
    next(row for row in made["parks"] if row["id"] == fields["park"])["floor"] = fields["value"]


def _quota(made: Plain, fields: Plain) -> None:
    others = [row for row in made["rules"].get("quota", []) if row["id"] != fields["id"]]
    made["rules"]["quota"] = [*others, fields]


def _affinity(made: Plain, fields: Plain) -> None:
    industry, value = fields["industry"], fields["set"]
    others = [row for row in made.get("given", []) if row["industry"] != industry]
    parks = _ids(made, "parks")
    cells = [{"park": park, "industry": industry, "value": value} for park in parks]
    made["given"] = [*others, *cells]


def _supply(made: Plain, fields: Plain) -> None:
    others = [row for row in made.get("supplies", []) if row["park"] != fields["park"]]
    made["supplies"] = [*others, fields]


def _need(made: Plain, fields: Plain) -> None:
    key = (fields["industry"], None)
    rows = made.get("needs", [])
    others = [row for row in rows if (row["industry"], row.get("park")) != key]
    made["needs"] = [*others, fields]


def _remove(made: Plain, fields: Plain) -> None:
    """Drop every row that mentions what is gone; ids of parks and industries differ in tests."""
    (gone,) = fields.values()
    quotas = made["rules"].pop("quota", [])
    for holder in (made, made["rules"]):
        for table, rows in holder.items():
            if isinstance(rows, list):
                holder[table] = [row for row in rows if not _mentions(row, gone)]
    for row in quotas:
        for side in ("parks", "industries"):
            if gone in row.get(side, []):
                row[side].remove(gone)
    made["rules"]["quota"] = [
        row for row in quotas if row.get("parks") != [] and row.get("industries") != []
    ]
    sectors = {row.get("sector_zh") or row["id"] for row in made["industries"]}
    if made["rules"].get("industry_cap", {}).get("per") == "sector":
        made["grants"] = [
            row
            for row in made.get("grants", [])
            if row["rule"] == "park_cap" or row["subject"] in sectors
        ]


def _mentions(row: Any, gone: str) -> bool:
    values = list(row.values()) if isinstance(row, dict) else []
    return gone in values or any(gone in one for one in values if isinstance(one, list))


_WAYS: Mapping[str, Callable[[Plain, Plain], None]] = {
    "lock": _lock,
    "withdraw": _withdraw,
    "freeze": _freeze,
    "keep_current": _keep_current,
    "cap": _cap,
    "floor": _floor,
    "exception": lambda made, fields: made.setdefault("grants", []).append(fields),
    "threshold": lambda made, fields: made["rules"].update(
        min_affinity={"threshold": fields["value"]}
    ),
    "count_per": lambda made, fields: made["rules"]["industry_cap"].update(fields),
    "change_budget": lambda made, fields: made["rules"].update(change_budget=fields),
    "quota": _quota,
    "weight": lambda made, fields: made["objective"].update({fields["term"]: fields["value"]}),
    "affinity": _affinity,
    "supply": _supply,
    "need": _need,
    "add_industry": lambda made, fields: made["industries"].append(fields),
    "remove_park": _remove,
    "remove_industry": _remove,
}
