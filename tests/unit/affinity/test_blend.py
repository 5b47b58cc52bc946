"""The blend: known parts only, with coverage and the interval that the unknown leave open."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from allocator.affinity.blend import blend, effective_shares

WEIGHTS = {"designation": Decimal(3), "relatedness": Decimal(1)}


def _parts(designation: str | None, relatedness: str | None) -> dict[str, Decimal | None]:
    texts = {"designation": designation, "relatedness": relatedness}
    return {name: text and Decimal(text) for name, text in texts.items()}  # type: ignore[misc]


def test_all_known() -> None:
    cell = blend(_parts("0.8", "0.4"), WEIGHTS)  # (3 x 0.8 + 0.4) / 4
    assert cell.value == cell.low == cell.high == Decimal("0.7")
    assert cell.coverage == 1


def test_an_unknown_part_is_left_out_never_zero() -> None:
    cell = blend(_parts("0.8", None), WEIGHTS)
    assert cell.value == Decimal("0.8")
    assert cell.coverage == Decimal("0.75")
    assert (cell.low, cell.high) == (Decimal("0.6"), Decimal("0.85"))  # unknown at 0, at 1


def test_nothing_known() -> None:
    cell = blend(_parts(None, None), WEIGHTS)
    assert (cell.value, cell.low, cell.high, cell.coverage) == (None, 0, 1, 0)


def test_effective_shares_add_to_one() -> None:
    assert effective_shares(_parts("0.8", "0.4"), WEIGHTS) == {
        "designation": Decimal("0.75"),
        "relatedness": Decimal("0.25"),
    }
    assert effective_shares(_parts("0.8", None), WEIGHTS) == {"designation": 1, "relatedness": 0}
    assert set(effective_shares(_parts(None, None), WEIGHTS).values()) == {0}


shares = st.none() | st.decimals(0, 1, places=6)
weights = st.decimals("0.01", 9, places=2)


@given(st.tuples(shares, shares, shares), st.tuples(weights, weights, weights))
def test_the_interval_holds_the_value(
    values: tuple[Decimal | None, ...], heavy: tuple[Decimal, ...]
) -> None:
    names = ("a", "b", "c")
    parts, by_name = dict(zip(names, values, strict=True)), dict(zip(names, heavy, strict=True))
    cell = blend(parts, by_name)
    assert cell.low is not None
    assert cell.high is not None
    assert 0 <= cell.low <= cell.high <= 1
    assert cell.value is None or cell.low <= cell.value <= cell.high
    # What leaving parts out can lend a pair is at most their share of the weights.
    assert cell.high - cell.low <= 1 - cell.coverage + Decimal("0.000002")


@given(st.tuples(shares, shares), st.tuples(weights, weights), st.integers(2, 50))
def test_only_the_ratio_of_the_weights_matters(
    values: tuple[Decimal | None, ...], heavy: tuple[Decimal, ...], times: int
) -> None:
    parts = dict(zip("ab", values, strict=True))
    one, other = (
        blend(parts, {name: k * w for name, w in zip("ab", heavy, strict=True)}) for k in (1, times)
    )
    assert one == other
