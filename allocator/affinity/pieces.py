"""What one cell of the affinity matrix was made of: plain data, redone by hand in the tests."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from allocator.affinity.strength import Strength
from allocator.model.affinity import PairAffinity
from allocator.model.scenario import Adjustment, Source, Statement

Unknown = Literal["industry-unobserved", "no-other-industry", "others-unobserved"]


@dataclass(frozen=True, slots=True)
class StatementTrace:
    """One statement with its source, its factors and whether it counts.

    Of the statements of one source about one pair only the strongest `counts`.
    """

    statement: Statement
    source: Source
    factors: Strength
    counts: bool

    @property
    def strength(self) -> Decimal:
        """Return the product of the factors, in [0, 1]."""
        return self.factors.product


@dataclass(frozen=True, slots=True)
class DesignationTrace:
    """value = 1 - prod(1 - strength) over the statements that count.

    Without statements the value is 0 if the park has other ones, and unknown if it has none.
    """

    statements: tuple[StatementTrace, ...]
    park_has_statements: bool


@dataclass(frozen=True, slots=True)
class RelatednessTrace:
    """value = sum of the proximities of the portfolio / `denominator`.

    `contributions` holds the industries of the portfolio that are near, with their proximity;
    `denominator` is the sum of all proximities to the industry. `unknown` says why there is no
    value: the park has no other industry, none of the others was seen in the reference, or this
    one was not (or never beside another).
    """

    reference: Literal["own", "table"]
    portfolio: tuple[str, ...]
    contributions: tuple[tuple[str, Fraction], ...]
    denominator: Fraction
    unknown: Unknown | None


@dataclass(frozen=True, slots=True)
class SpecialisationTrace:
    """quotient = (count / park_total) / (industry_total / total); value = q / (1 + q)."""

    count: Fraction | None
    park_total: Fraction
    industry_total: Fraction
    total: Fraction
    quotient: Fraction | None


@dataclass(frozen=True, slots=True)
class GivenTrace:
    """The planner's cell; a missing one counts as 0 if the matrix is marked `complete`."""

    cell: Decimal | None
    complete: bool


PartDetail = DesignationTrace | RelatednessTrace | SpecialisationTrace | GivenTrace


@dataclass(frozen=True, slots=True)
class PartTrace:
    """One part: its value, its weight, its share of this pair's blend, what it rests on."""

    name: str
    value: Decimal | None
    weight: Decimal
    share: Decimal
    detail: PartDetail


@dataclass(frozen=True, slots=True)
class PairTrace:
    """The affinity of a pair and all that it was made of.

    `computed` is what the parts make; `affinity` is that with what is set by hand.
    """

    park: str
    industry: str
    affinity: PairAffinity
    parts: tuple[PartTrace, ...]
    computed: PairAffinity
    adjustments: tuple[Adjustment, ...]
