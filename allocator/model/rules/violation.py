"""A violation (违规): which rule, who offends, by how much."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken in one place.

    `park` or `industry` (or both, for a pair) name the offender. `actual` is what the layout
    has, `limit` what the rule allows, `amount` their distance; they are ``None`` where the rule
    is a plain yes or no. `subject` names what the rule is about beside parks and industries: a
    resource, a quota, a sector. `against` is the other pair where two pairs do not go together.
    """

    rule: str
    clause: str | None
    park: str | None = None
    industry: str | None = None
    actual: Decimal | int | None = None
    limit: Decimal | int | None = None
    reason: str | None = None
    subject: str | None = None
    against: tuple[str, str] | None = None

    @property
    def amount(self) -> Decimal | None:
        """Return by how much the rule is broken, above 0; ``None`` for a plain yes or no."""
        if self.actual is None or self.limit is None:
            return None
        return abs(Decimal(self.actual) - Decimal(self.limit))
