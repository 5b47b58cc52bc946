"""Designation: strengths, one vote per source, and what absence means."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.affinity import affinity_matrix
from tests.unit.affinity.cases import INDUSTRIES, PARKS, SOURCES, both, reference, small, statement


def _designation(pair: str, *evidence: dict[str, Any]) -> Decimal | None:
    park, industry = pair.split()
    return affinity_matrix(small(*evidence))[park, industry].parts["designation"]


@pytest.mark.parametrize(
    ("row", "strength"),
    [
        (statement("north ai"), "0.8"),
        (statement("north ai", role="supporting"), "0.4"),
        (statement("north ai", grade="B"), "0.5"),
        (statement("north ai", source="old"), "0.4"),  # one half-life old
        (statement("north ai", source="later"), "0.8"),  # newer than the scenario: age 0
        (statement("north ai", "supporting", "B", "old"), "0.125"),
    ],
)
def test_strength_is_role_times_grade_times_age(row: dict[str, str], strength: str) -> None:
    assert _designation("north ai", row) == Decimal(strength)


def test_independent_sources_combine() -> None:
    # 1 - (1 - 0.8) (1 - 0.5) = 0.9
    rows = statement("north ai"), statement("north ai", grade="B", source="new2")
    assert _designation("north ai", *rows) == Decimal("0.9")


def test_one_source_counts_once_with_its_strongest_statement() -> None:
    rows = (
        statement("north ai", "supporting"),
        statement("north ai"),
        statement("north ai", grade="B"),
    )
    assert _designation("north ai", *rows) == Decimal("0.8")


def test_what_absence_means() -> None:
    matrix = affinity_matrix(small(statement("north ai")))
    assert matrix["north", "film"].value == 0  # north has statements, none for film
    unknown = matrix["south", "ai"]  # nothing at all is said about south
    assert (unknown.value, unknown.low, unknown.high, unknown.coverage) == (None, 0, 1, 0)


statements = st.builds(
    statement,
    st.sampled_from([f"{park} {industry}" for park in PARKS for industry in INDUSTRIES]),
    st.sampled_from(["leading", "supporting"]),
    st.sampled_from(["A", "B"]),
    st.sampled_from([source["id"] for source in SOURCES]),
)
evidence = st.lists(statements, max_size=8)


@given(evidence, statements)
def test_a_further_statement_never_lowers_its_pair(
    rows: list[dict[str, str]], extra: dict[str, str]
) -> None:
    """Neither the designation nor, with a reference table, the blend."""
    before, after = (
        affinity_matrix(small(*these, affinity=both(), **reference()))
        for these in (rows, [*rows, extra])
    )
    pair = (extra["park"], extra["industry"])
    known = before[pair].value is not None
    assert not known or (after[pair].value or 0) >= (before[pair].value or 0)
    if before[pair].parts["designation"] is not None:
        assert after[pair].parts["designation"] >= before[pair].parts["designation"]


@given(evidence)
def test_a_missing_part_never_carries_an_unobserved_pair(rows: list[dict[str, str]]) -> None:
    """Of two pairs of a park, the one without a statement wins only by what is *known* of it."""
    matrix = affinity_matrix(small(*rows, affinity=both(), **reference()))
    named = {(row["park"], row["industry"]) for row in rows}
    heard = {park for park, _ in named}
    for (park, industry), cell in matrix.items():
        if park in heard and (park, industry) not in named and cell.coverage < 1:
            assert cell.value == 0
