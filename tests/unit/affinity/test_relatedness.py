"""Relatedness: whose portfolio, whose proximities, and what is unknown."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.affinity import affinity_matrix, unmapped_labels
from allocator.affinity.crosswalk import reference_places
from tests.unit.affinity.cases import both, reference, small, statement


def _relatedness(pair: str, *evidence: dict[str, Any], **settings: Any) -> Decimal | None:
    park, industry = pair.split()
    scenario = small(*evidence, affinity={"relatedness": settings}, **reference())
    return affinity_matrix(scenario)[park, industry].parts["relatedness"]


def test_the_table_is_read_through_the_crosswalk() -> None:
    places = reference_places(small(**reference()))
    assert places["z5"] == {"film"}  # steel has no counterpart
    assert places["z6"] == {"chips"}  # two labels of one industry count once


def test_density_from_the_table() -> None:
    # ai in 4 places, chips in 3, film in 2. Around ai: chips 2/4, film 1/4.
    table = {"reference": "table"}
    assert _relatedness("north ai", statement("north chips"), **table) == Decimal("0.666667")
    assert _relatedness("north ai", statement("north film"), **table) == Decimal("0.333333")
    assert _relatedness("north film", statement("north chips"), **table) == 0  # seen, and far


def test_an_unobserved_industry_is_unknown_not_zero() -> None:
    assert _relatedness("north seeds", statement("north ai"), reference="table") is None


@pytest.mark.parametrize(
    "evidence",
    [
        [],  # nothing is said about north
        [statement("north chips", "supporting")],  # mentioned, but nothing leads there
        [statement("north seeds")],  # seeds are not in the table
        [statement("north ai")],  # an industry is no company to itself
    ],
)
def test_a_park_without_known_company_is_unknown(evidence: list[dict[str, str]]) -> None:
    assert _relatedness("north ai", *evidence, reference="table") is None


def test_present_roles_are_a_convention() -> None:
    row = statement("north chips", "supporting")
    value = _relatedness("north ai", row, reference="table", present_roles=["supporting"])
    assert value == Decimal("0.666667")


def test_an_industry_does_not_leak_into_its_own_relatedness() -> None:
    without = [statement("north chips")]
    first, second = (
        _relatedness("north ai", *rows, reference="table")
        for rows in (without, [*without, statement("north ai")])
    )
    assert first == second


def test_proximity_from_the_own_graph() -> None:
    # ai in two parks, film in two, together in south only: 1/2. Chips beside ai in north: 1/2.
    # North holds chips, which are half of what surrounds ai.
    rows = [
        statement(pair)
        for pair in ("north ai", "north chips", "south ai", "south film", "east film")
    ]
    assert _relatedness("north ai", *rows) == Decimal("0.5")
    assert _relatedness("east ai", *rows) == Decimal("0.5")
    assert _relatedness("north seeds", *rows) is None


def test_industries_of_few_places_can_be_disbelieved() -> None:
    value = _relatedness("north ai", statement("north film"), reference="table", min_places=3)
    assert value is None  # film has two places only


def test_without_evidence_the_counts_say_what_a_park_holds() -> None:
    # North has all of ai and chips, south all of film: RCA >= 1 exactly there.
    counts = [
        {"park": park, "industry": industry, "value": 10}
        for park, industry in (("north", "ai"), ("north", "chips"), ("south", "film"))
    ]
    matrix = affinity_matrix(small(affinity={"relatedness": {}}, counts=counts))
    assert matrix["north", "ai"].parts["relatedness"] == 1
    assert matrix["south", "ai"].parts["relatedness"] == 0


def test_a_forgotten_label_is_named() -> None:
    tables = reference()
    tables["crosswalk"] = tables["crosswalk"][1:]
    scenario = small(statement("north ai"), affinity=both(), **tables)
    assert unmapped_labels(scenario) == ("AI",)
    with pytest.raises(ValueError, match="AI"):
        affinity_matrix(scenario)


def test_every_label_of_a_whole_crosswalk_is_mapped() -> None:
    assert unmapped_labels(small(**reference())) == ()
