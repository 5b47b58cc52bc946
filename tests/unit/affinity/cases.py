"""The tiny case of the affinity tests: 3 parks, 4 industries, 4 sources, round numbers.

A leading statement of grade A is worth 0.8 when new; supporting counts half, grade B 0.5. After
two years half is left. Source ``new`` is dated as the scenario is, ``old`` two years before.
"""

from typing import Any

from allocator.model.scenario import Scenario
from tests.support.build import scenario

PARKS = ("north", "south", "east")
INDUSTRIES = ("ai", "chips", "film", "seeds")
SOURCES = [
    {"id": "new", "where": "page 1", "publisher": "city", "as_of": "2025-06"},
    {"id": "new2", "where": "page 2", "publisher": "press", "as_of": "2025-06-30"},
    {"id": "old", "where": "page 3", "publisher": "district", "as_of": "2023-06"},
    {"id": "later", "where": "page 4", "publisher": "press", "as_of": "2026-02"},
]
DESIGNATION = {
    "roles": {"leading": 1, "supporting": "0.5"},
    "grades": {"A": "0.8", "B": "0.5"},
    "half_life_years": 2,
}
# Six places of a reference table: chips stand beside ai in two of ai's four places.
PLACES = {
    "z1": ["AI", "IC"],
    "z2": ["AI", "IC"],
    "z3": ["AI", "movies"],
    "z4": ["AI"],
    "z5": ["movies", "steel"],
    "z6": ["IC", "chips"],
}
CROSSWALK = {"AI": "ai", "IC": "chips", "chips": "chips", "movies": "film", "steel": None}


def statement(
    pair: str, role: str = "leading", grade: str = "A", source: str = "new"
) -> dict[str, Any]:
    """Return a statement about ``"park industry"``."""
    park, industry = pair.split()
    return {"park": park, "industry": industry, "role": role, "grade": grade, "source": source}


def reference() -> dict[str, Any]:
    """Return the reference table and its crosswalk."""
    return {
        "reference": [
            {"place": p, "label": label} for p, labels in PLACES.items() for label in labels
        ],
        "crosswalk": [{"label": label, "industry": i} for label, i in CROSSWALK.items()],
    }


def small(
    *evidence: dict[str, Any], affinity: dict[str, Any] | None = None, **fields: Any
) -> Scenario:
    """Return the tiny scenario with these statements, blended by designation unless told."""
    return scenario(
        PARKS,
        INDUSTRIES,
        **{
            "as_of": "2025-06",
            "sources": SOURCES,
            "evidence": list(evidence),
            "affinity": affinity or {"designation": DESIGNATION},
        }
        | fields,
    )


def both(weight: str = "1", **relatedness: Any) -> dict[str, Any]:
    """Return settings that blend designation (weight 3) and relatedness from the table."""
    return {
        "designation": DESIGNATION | {"weight": 3},
        "relatedness": {"weight": weight, "reference": "table"} | relatedness,
    }
