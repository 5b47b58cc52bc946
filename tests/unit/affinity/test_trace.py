"""A trace holds enough to redo the cell by hand; the tests redo it."""

from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any

import pytest

from allocator.affinity import PairTrace, affinity_matrix, trace
from allocator.affinity.pieces import (
    DesignationTrace,
    GivenTrace,
    RelatednessTrace,
    SpecialisationTrace,
)
from allocator.model.scenario import Scenario
from tests.unit.affinity.cases import both, reference, small, statement

EVIDENCE = [
    statement("north ai"),
    statement("north ai", "supporting"),
    statement("north ai", grade="B", source="old"),
    statement("north chips"),
    statement("south film"),
]
COUNTS = [
    {"park": park, "industry": industry, "value": value}
    for park, industry, value in (("north", "ai", 30), ("north", "film", 10), ("south", "ai", 40))
]


def _blended() -> Scenario:
    settings = both() | {"specialisation": {"weight": 2}, "given": {"weight": 2}}
    given = [{"park": "north", "industry": "ai", "value": "0.25"}]
    return small(*EVIDENCE, affinity=settings, counts=COUNTS, given=given, **reference())


def redo(detail: Any) -> Fraction | None:
    """Return the value of a part, from its pieces alone."""
    if isinstance(detail, DesignationTrace):
        doubts = [1 - Fraction(one.strength) for one in detail.statements if one.counts]
        return 1 - prod(doubts, start=Fraction(1)) if detail.park_has_statements else None
    if isinstance(detail, RelatednessTrace):
        near = sum((near for _, near in detail.contributions), Fraction(0))
        return None if detail.unknown else near / detail.denominator
    if isinstance(detail, SpecialisationTrace):
        return redo_specialisation(detail)
    assert isinstance(detail, GivenTrace)
    missing = Fraction(0) if detail.complete else None
    return missing if detail.cell is None else Fraction(detail.cell)


def redo_specialisation(detail: SpecialisationTrace) -> Fraction | None:
    """Return q / (1 + q) from the count and the totals."""
    if detail.count is None or not detail.park_total or not detail.industry_total:
        return None
    share = detail.count / detail.park_total
    quotient = share / (detail.industry_total / detail.total)
    assert quotient == detail.quotient
    return quotient / (1 + quotient)


def redo_all(found: PairTrace) -> None:
    """Check every part and the blend of a trace against their own pieces."""
    for part in found.parts:
        value = redo(part.detail)
        assert (value is None) == (part.value is None)
        assert value is None or abs(value - Fraction(part.value or 0)) <= Fraction(1, 2_000_000)
    known = [part for part in found.parts if part.value is not None]
    if found.affinity.value is None:
        assert not known
        return
    blend = sum(Fraction(part.share) * Fraction(part.value or 0) for part in known)
    assert abs(blend - Fraction(found.affinity.value)) < Fraction(1, 1_000_000)


def test_every_cell_can_be_redone() -> None:
    scenario = _blended()
    for (park, industry), cell in affinity_matrix(scenario).items():
        found = trace(scenario, park, industry)
        assert found.affinity == cell
        redo_all(found)


def test_the_pieces_of_one_cell() -> None:
    designation, relatedness, specialisation, given = trace(_blended(), "north", "ai").parts
    assert [part.share for part in (designation, relatedness)] == [
        Decimal("0.375"),
        Decimal("0.125"),
    ]
    assert isinstance(designation.detail, DesignationTrace)
    rows = designation.detail.statements
    assert [(r.statement.source, r.statement.role, r.counts) for r in rows] == [
        ("new", "leading", True),
        ("new", "supporting", False),  # the same source: only its strongest counts
        ("old", "leading", True),
    ]
    old = rows[2]
    assert (old.source.publisher, old.factors.age_years) == ("district", 2)
    assert (old.factors.role_share, old.factors.grade_share) == (1, Decimal("0.5"))
    assert (old.factors.age_share, old.strength) == (Decimal("0.5"), Decimal("0.25"))
    assert isinstance(relatedness.detail, RelatednessTrace)
    assert relatedness.detail.portfolio == ("ai", "chips")
    assert relatedness.detail.contributions == (("chips", Fraction(1, 2)),)
    assert relatedness.detail.denominator == Fraction(3, 4)
    assert isinstance(specialisation.detail, SpecialisationTrace)
    assert specialisation.detail.quotient == Fraction(30 * 80, 40 * 70)
    assert given.detail == GivenTrace(Decimal("0.25"), complete=False)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("north seeds", "industry-unobserved"),
        ("south film", "no-other-industry"),
        ("east ai", "no-other-industry"),
        ("north ai", None),
    ],
)
def test_a_trace_says_why_relatedness_is_unknown(pair: str, why: str | None) -> None:
    part = trace(_blended(), *pair.split()).parts[1]
    assert isinstance(part.detail, RelatednessTrace)
    assert part.detail.unknown == why


def test_company_that_the_table_does_not_show() -> None:
    scenario = small(statement("north seeds"), affinity=both(), **reference())
    part = trace(scenario, "north", "ai").parts[1]
    assert isinstance(part.detail, RelatednessTrace)
    assert part.detail.unknown == "others-unobserved"


def test_a_planners_own_number_is_its_own_trace() -> None:
    cells = [{"park": "north", "industry": "ai", "value": "7.5"}]
    scenario = small(affinity={"given": {}}, given=cells)
    found = trace(scenario, "north", "ai")
    assert found.affinity == affinity_matrix(scenario)["north", "ai"]
    assert found.parts[0].detail == GivenTrace(Decimal("7.5"), complete=False)
    assert trace(scenario, "south", "ai").affinity.value is None


@pytest.mark.parametrize("pair", ["west ai", "north steel"])
def test_an_unknown_id_is_refused(pair: str) -> None:
    with pytest.raises(KeyError):
        trace(_blended(), *pair.split())
