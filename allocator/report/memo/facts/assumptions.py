"""Facts of what is assumed."""

from dataclasses import dataclass
from decimal import Decimal

from allocator.report.memo.facts.layouts import GrantFact, TermFact


@dataclass(frozen=True)
class ClauseFact:
    """A clause of the plan, in its words."""

    id: str
    words: str
    source: str


@dataclass(frozen=True)
class RuleFact:
    """A rule as it binds here: what it asks, and the clause or the reason that it rests on."""

    name: str
    asks: str
    clause: str | None
    reason: str | None
    in_principle: bool


@dataclass(frozen=True)
class AdjustmentFact:
    """An affinity set or multiplied by hand; `about` is empty where all pairs are meant."""

    about: str
    value: Decimal | None
    factor: Decimal | None
    reason: str


@dataclass(frozen=True)
class AssumptionFacts:
    """What was assumed: rules, weights, how affinity is made, and what is doubtful in the data."""

    rules: tuple[RuleFact, ...]
    grants: tuple[GrantFact, ...]
    weights: tuple[TermFact, ...]
    levels: tuple[str, ...]
    parts: tuple[TermFact, ...]
    roles: tuple[TermFact, ...]
    grades: tuple[TermFact, ...]
    half_life: Decimal | None
    adjustments: tuple[AdjustmentFact, ...]
    caveats: tuple[str, ...]
    rounding: tuple[str, ...]
