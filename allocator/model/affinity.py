"""The affinity (亲和度) of a pair, as the rest of the program sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PairAffinity:
    """Affinity of one pair, with what is known and what is not.

    `value` is the blend of the known parts, ``None`` where no part is known. `low` and `high`
    are what the value would be if every unknown part were 0, or 1; they are ``None`` where the
    affinity is a planner's own number, which has no range. `coverage` is the share, 0 to 1, of
    the parts' weights that is known.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    coverage: Decimal
    parts: Mapping[str, Decimal | None]


AffinityMatrix = Mapping[tuple[str, str], PairAffinity]
"""Every ``(park id, industry id)`` of the scenario with its affinity."""
