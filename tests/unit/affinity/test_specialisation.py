"""The location quotient on a table that fits in the head."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.affinity import affinity_matrix
from allocator.affinity.specialisation import Counts, specialisation
from tests.unit.affinity.cases import small

# North: 30 of 40 jobs in ai. Everywhere: 40 of 80.  Its quotient is 0.75 / 0.5 = 1.5.
TABLE = {("north", "ai"): 30, ("north", "film"): 10, ("south", "ai"): 10, ("south", "film"): 30}
COUNTS = Counts.of({pair: Fraction(count) for pair, count in TABLE.items()})


def _matrix(cells: dict[tuple[str, str], Any], **settings: Any) -> Any:
    rows = [{"park": p, "industry": i, "value": v} for (p, i), v in cells.items()]
    return affinity_matrix(small(affinity={"specialisation": settings}, counts=rows))


def test_quotient() -> None:
    assert COUNTS.quotient("north", "ai") == Fraction(3, 2)
    assert COUNTS.quotient("south", "ai") == Fraction(1, 2)
    assert COUNTS.portfolio("north") == {"ai"}


def test_the_average_share_becomes_one_half() -> None:
    assert specialisation(Fraction(1)) == Fraction(1, 2)
    assert specialisation(Fraction(0)) == 0
    assert specialisation(None) is None
    assert float(_matrix(TABLE)["north", "ai"].value) == 0.6  # 1.5 / 2.5


def test_a_missing_count_is_unknown_unless_the_table_is_complete() -> None:
    cells = {pair: count for pair, count in TABLE.items() if pair != ("south", "ai")}
    assert _matrix(cells)["south", "ai"].value is None
    assert _matrix(cells, complete=True)["south", "ai"].value == 0


def test_shares_of_nothing_do_not_exist() -> None:
    empty_park = _matrix({("north", "ai"): 5, ("south", "ai"): 0})
    assert empty_park["south", "ai"].value is None
    empty_industry = _matrix({("north", "ai"): 5, ("north", "film"): 0})
    assert empty_industry["north", "film"].value is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        _matrix({("north", "ai"): -1})


cells = st.dictionaries(
    st.tuples(st.sampled_from("pqr"), st.sampled_from("abc")), st.integers(0, 50), max_size=9
)


@given(cells, st.integers(2, 9))
def test_the_unit_does_not_matter(table: dict[tuple[str, str], int], times: int) -> None:
    one, other = (
        Counts.of({pair: Fraction(count * k) for pair, count in table.items()}) for k in (1, times)
    )
    assert all(one.quotient(*pair) == other.quotient(*pair) for pair in table)


@given(cells)
def test_quotients_average_to_one(table: dict[tuple[str, str], int]) -> None:
    """Weighted by what is expected of each cell, over a complete table."""
    full = {(p, i): Fraction(table.get((p, i), 0)) for p in "pqr" for i in "abc"}
    counts = Counts.of(full)
    if counts.total:
        expected = {
            (p, i): counts.park_totals[p] * counts.industry_totals[i] / counts.total
            for p, i in full
        }
        assert sum((counts.quotient(*k) or 0) * e for k, e in expected.items()) == counts.total
