"""The rows of worksheets that have a fixed list of them: settings, rules, terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allocator.files.places import Loc

_POSITIVE = {"exclusiveMinimum": 0}


@dataclass(frozen=True)
class Setting:
    """One row of a worksheet of settings: its key, the way to its value, what it holds."""

    key: str
    way: Loc
    kind: str = "text"
    limits: Mapping[str, Any] = field(default_factory=dict)
    needed: bool = False


SETTINGS: Mapping[str, tuple[Setting, ...]] = {
    "scenario": (
        Setting("id", ("id",), needed=True),
        Setting("name_zh", ("name", "zh"), needed=True),
        Setting("name_en", ("name", "en")),
        Setting("as_of", ("as_of",), "month"),
        Setting("near_km", ("near_km",), "number", _POSITIVE),
    ),
    "affinity": (
        Setting("designation.weight", ("designation", "weight"), "number", _POSITIVE),
        Setting(
            "designation.half_life_years",
            ("designation", "half_life_years"),
            "number",
            _POSITIVE,
        ),
        Setting("relatedness.weight", ("relatedness", "weight"), "number", _POSITIVE),
        Setting("relatedness.reference", ("relatedness", "reference"), "reference"),
        Setting("relatedness.present_roles", ("relatedness", "present_roles"), "roles"),
        Setting("relatedness.min_places", ("relatedness", "min_places"), "count", {"minimum": 0}),
        Setting("specialisation.weight", ("specialisation", "weight"), "number", _POSITIVE),
        Setting("specialisation.complete", ("specialisation", "complete"), "flag"),
        Setting("given.weight", ("given", "weight"), "number", _POSITIVE),
        Setting("given.complete", ("given", "complete"), "flag"),
    ),
}
PARTS = ("designation", "relatedness", "specialisation", "given")
"""Parts of affinity; one is used where its weight is filled in."""
RULES = (
    "park_cap",
    "industry_cap",
    "park_floor",
    "industry_floor",
    "min_affinity",
    "capacity",
    "change_budget",
)
"""Rules that are one entry each; the others have worksheets of their own."""
_NUMBERS = {"min_affinity": "threshold", "change_budget": "total"}


def rule_way(rule: str, field: Loc) -> Loc:
    """Return where a column of the worksheet of rules leads to in the entry of a rule."""
    return (_NUMBERS.get(rule, "default"),) if field == ("number",) else field


LISTS = ("parks", "industries", "roles")
"""Kinds of cells that hold several names."""
COMMA = "、"
NOTHING = "-"
"""An empty list, which is not the same as an empty cell."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "flag": {"是": "true", "否": "false"},
    "lock": {"锁定": "in", "排除": "out"},
    "cap": {"分园上限": "park_cap", "产业上限": "industry_cap"},
    "per": {"产业": "industry", "大类": "sector"},
    "reference": {"本情景": "own", "参照表": "table"},
}
"""Fixed choices: the words of the workbook and the program's own."""
ROLE_LABELS = {"leading": "主导", "supporting": "支撑"}
