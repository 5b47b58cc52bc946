"""Variants in Python, and a scenario with a row in every table that a change may touch."""

from typing import Any

from allocator.affinity import affinity_matrix
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario
from allocator.model.variant import Variant
from tests.support.tiny import CAPS_OF_TWO, GAINS, INDUSTRIES, PARKS


def variant(*changes: dict[str, Any], **fields: Any) -> Variant:
    """Return a variant of the changes, each ``{kind: fields}``."""
    head = {"schema": "allocator/variant/1", "id": "v", "name": "variant", "extends": "base"}
    return Variant.model_validate(head | {"changes": list(changes)} | fields)


def change(scenario: Scenario, kind: str, **fields: Any) -> Scenario:
    """Return a scenario with one change."""
    return variant({kind: fields}).changes[0].change.apply(scenario)


def scenario(**fields: Any) -> Scenario:
    """Return the tiny scenario with its gains as the planner's own matrix."""
    cells = [
        {"park": park, "industry": industry, "value": GAINS[p][i]}
        for p, park in enumerate(PARKS)
        for i, industry in enumerate(INDUSTRIES)
    ]
    head = {
        "schema": "allocator/scenario/1",
        "id": "small",
        "name": "small",
        "affinity": {"given": {}},
        "parks": [{"id": one} for one in PARKS],
        "industries": [{"id": one} for one in INDUSTRIES],
        "given": cells,
        "rules": CAPS_OF_TWO,
    }
    return Scenario.model_validate(head | fields)


def world(**fields: Any) -> Instance:
    """Return `scenario` with its affinities."""
    made = scenario(**fields)
    return Instance(made, affinity_matrix(made))


FULL: dict[str, Any] = {
    "resources": [{"id": "land", "name": "land"}],
    "supplies": [{"resource": "land", "park": "north", "amount": 5}],
    "needs": [
        {"resource": "land", "industry": "ai", "amount": 2},
        {"resource": "land", "industry": "ai", "park": "north", "amount": 3},
    ],
    "current": [
        {"park": "north", "industry": "ai"},
        {"park": "north", "industry": "chips"},
        {"park": "east", "industry": "film"},
    ],
    "locks": [
        {"park": "north", "industry": "ai", "lock": "in", "reason": "r"},
        {"park": "south", "industry": "film", "lock": "out", "reason": "r"},
    ],
    "grants": [
        {
            "rule": "park_cap",
            "subject": "north",
            "slots": 1,
            "reason": "r",
            "by": "b",
            "on": "2025",
        },
        {
            "rule": "industry_cap",
            "subject": "ai",
            "slots": 1,
            "reason": "r",
            "by": "b",
            "on": "2025",
        },
    ],
    "sources": [
        {"id": "old", "where": "w", "publisher": "p", "as_of": "2019"},
        {"id": "new", "where": "w", "publisher": "p", "as_of": "2021-06"},
    ],
    "evidence": [
        {"park": "north", "industry": "ai", "role": "leading", "grade": "A", "source": "old"},
        {"park": "north", "industry": "ai", "role": "leading", "grade": "B", "source": "new"},
        {"park": "east", "industry": "film", "role": "supporting", "grade": "C", "source": "new"},
    ],
    "criteria": [{"id": "jobs", "name": "jobs"}],
    "criteria_values": [{"criterion": "jobs", "park": "north", "industry": "ai", "value": 1}],
    "counts": [{"park": "north", "industry": "ai", "value": 1}],
    "reference": [{"place": "x", "label": "AI"}],
    "crosswalk": [{"label": "AI", "industry": "ai"}],
    "synergy": [{"industry": "ai", "other": "chips", "value": 1}],
    "links": [{"industry": "film", "other": "ai", "value": 1}],
    "distances": [
        {"park": "east", "other": "north", "km": 1},
        {"park": "south", "other": "east", "km": 2},
    ],
    "adjustments": [{"park": "north", "industry": "ai", "scale": "0.5", "reason": "r"}],
    "rules": dict(CAPS_OF_TWO)
    | {
        "exclusive": [{"industries": ["ai", "film"]}],
        "requires": [{"industry": "chips", "needs": "ai"}],
        "apart": [{"industries": ["ai", "ai"], "km": 1}],
        "quota": [
            {"id": "alone", "parks": ["north"], "industries": ["ai"], "max": 1},
            {"id": "wide", "parks": ["north", "east"], "industries": ["ai", "film"], "max": 4},
        ],
        "min_affinity": {"threshold": 1},
        "change_budget": {"total": 6, "clause": "P9"},
    },
}
"""Fields of `scenario` that give every table a row."""
