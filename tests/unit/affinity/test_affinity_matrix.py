"""The matrix as a whole: every pair, a planner's own numbers, no order of rows."""

import random
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.affinity import affinity_matrix
from allocator.model.scenario import Scenario
from tests.support.build import scenario
from tests.unit.affinity.cases import INDUSTRIES, PARKS, both, reference, small, statement

CELLS = [
    {"park": "north", "industry": "ai", "value": "-2.1234567891"},
    {"park": "north", "industry": "film", "value": "7"},
]


def test_every_pair_is_a_key_sorted() -> None:
    keys = list(affinity_matrix(small(statement("north ai"))))
    assert keys == sorted((park, industry) for park in PARKS for industry in INDUSTRIES)


def test_a_planners_own_matrix_is_used_as_it_is() -> None:
    matrix = affinity_matrix(small(affinity={"given": {}}, given=CELLS))
    cell = matrix["north", "ai"]
    assert str(cell.value) == "-2.1234567891"
    assert (cell.low, cell.high, cell.coverage) == (None, None, 1)
    missing = matrix["south", "ai"]
    assert (missing.value, missing.coverage) == (None, 0)


def test_a_complete_matrix_has_no_missing_cell() -> None:
    matrix = affinity_matrix(small(affinity={"given": {"complete": True}}, given=CELLS))
    assert (matrix["south", "ai"].value, matrix["south", "ai"].coverage) == (0, 1)


def test_a_given_matrix_is_blended_only_within_0_and_1() -> None:
    settings = both() | {"given": {"weight": 4}}
    fields: dict[str, Any] = {"affinity": settings, **reference()}
    within = [{"park": "north", "industry": "ai", "value": "0.5"}]
    cell = affinity_matrix(small(statement("north ai"), given=within, **fields))["north", "ai"]
    assert cell.value == Decimal("0.628571")  # (3 x 0.8 + 4 x 0.5) / 7, relatedness unknown
    with pytest.raises(ValueError, match="outside"):
        affinity_matrix(small(statement("north ai"), given=CELLS, **fields))


TABLES = ("parks", "industries", "sources", "evidence", "reference", "crosswalk", "counts", "given")


def _everything() -> Scenario:
    pairs = ["north ai", "north chips", "south chips", "south film", "north ai", "east film"]
    sources = ["new", "old", "new2", "old", "later", "new"]
    counts = [
        {"park": p, "industry": i, "value": len(p) * len(i)} for p in PARKS for i in INDUSTRIES
    ]
    return small(
        *[statement(pair, source=source) for pair, source in zip(pairs, sources, strict=True)],
        affinity=both("0.7") | {"specialisation": {}, "given": {"weight": "0.3"}},
        counts=counts,
        given=[{"park": "east", "industry": "ai", "value": "0.25"}],
        **reference(),
    )


@given(st.integers(0, 10**6))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    first = _everything()
    shuffle = random.Random(seed)
    rows = {
        name: shuffle.sample(getattr(first, name), len(getattr(first, name))) for name in TABLES
    }
    second = first.model_copy(update={name: tuple(these) for name, these in rows.items()})
    one, other = affinity_matrix(first), affinity_matrix(second)
    assert list(one.items()) == list(other.items())


def test_the_callers_decimal_context_does_not_matter() -> None:
    import decimal

    exact = affinity_matrix(_everything())
    with decimal.localcontext(prec=4, rounding=decimal.ROUND_UP):
        assert affinity_matrix(_everything()) == exact


def test_a_given_matrix_is_quick_and_needs_no_networkx() -> None:
    parks, industries = [f"p{n}" for n in range(177)], [f"i{n}" for n in range(118)]
    cells = [{"park": p, "industry": i, "value": 1} for p in parks for i in industries]
    large = scenario(parks, industries, given=cells)
    assert len(affinity_matrix(large)) == 177 * 118
    code = "import sys, allocator.affinity; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
