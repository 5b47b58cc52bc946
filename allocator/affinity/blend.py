"""The blend: a weighted mean of the parts that are known.

A part that is unknown for a pair is left out of that pair's mean; it is never counted as 0.
The price is that pairs of different coverage are not equally sure, so every pair carries its
coverage and the interval that the unknown parts leave open. What leaving a part out can lend a
pair is at most that part's share of the weights. It cannot carry an unobserved pair: with
statements for its park and none for itself, its designation is a known 0.
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext

from allocator.affinity.exact import CONTEXT, rounded
from allocator.model.affinity import PairAffinity

ZERO, ONE = Decimal(0), Decimal(1)


def blend(parts: Mapping[str, Decimal | None], weights: Mapping[str, Decimal]) -> PairAffinity:
    """Return the affinity of a pair from its parts, each in [0, 1], and their weights above 0.

    ``value = sum(w v) / sum(w)`` over the known parts, ``None`` where none is known; `low` and
    `high` put the unknown parts at 0 and at 1; `coverage` is the known share of the weights.
    All have 6 decimals.
    """
    with localcontext(CONTEXT):
        total = sum(weights.values(), ZERO)
        known = sum((weights[name] for name, v in parts.items() if v is not None), ZERO)
        worth = sum((weights[name] * v for name, v in parts.items() if v is not None), ZERO)
        return PairAffinity(
            value=rounded(worth / known) if known else None,
            low=rounded(worth / total),
            high=rounded((worth + total - known) / total),
            coverage=rounded(known / total),
            parts=parts,
        )


def as_stated(cell: Decimal | None) -> PairAffinity:
    """Return a planner's own number as it is: no range, known or not."""
    return PairAffinity(
        value=cell,
        low=None,
        high=None,
        coverage=ZERO if cell is None else ONE,
        parts={"given": cell},
    )


def effective_shares(
    parts: Mapping[str, Decimal | None], weights: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Return each part's share of the pair's mean; 0 for an unknown part; else they add to 1."""
    with localcontext(CONTEXT):
        known = sum((weights[name] for name, v in parts.items() if v is not None), ZERO)
        return {
            name: ZERO if value is None else weights[name] / known for name, value in parts.items()
        }
