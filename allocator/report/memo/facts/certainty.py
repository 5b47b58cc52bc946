"""Facts of how certain an answer is, and of how to get it again."""

from dataclasses import dataclass
from decimal import Decimal

from allocator.report.memo.facts.layouts import PairFact


@dataclass(frozen=True)
class NearFact:
    """How many layouts are about as good as the best, and what all of them share.

    Not `exact`: there are more than were counted. `held` pairs are in the best layout, `steady`
    of them in every layout counted.
    """

    within: Decimal
    count: int
    exact: bool
    tied: int
    tied_exact: bool
    held: int
    steady: int
    unsteady: tuple[PairFact, ...]


@dataclass(frozen=True)
class CallFact:
    """What the best value loses if a pair is decided the other way."""

    park: str
    industry: str
    inside: bool
    cost: Decimal


@dataclass(frozen=True)
class CoverageFact:
    """How much of the weights behind the affinities of a layout is known."""

    pairs: int
    whole: int
    least: Decimal | None
    mean: Decimal | None


@dataclass(frozen=True)
class CertaintyFacts:
    """How certain the answer is.

    `best_proven`: the first layout's value is proven to be the best; else `bound` is what no legal
    layout exceeds, if that is known. `near` and `calls` are ``None`` where they were not looked at.
    """

    best_proven: bool
    alternatives_proven: int
    stopped: bool
    bound: Decimal | None
    room: Decimal | None
    """The bound less the value of the first layout."""
    near: NearFact | None
    calls: tuple[CallFact, ...] | None
    coverage: CoverageFact
    certificate: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunFact:
    """What anyone needs to repeat it."""

    command: str
    allocator: str
    python: str
    libraries: tuple[tuple[str, str], ...]
    scenario: str
    sha256: str
    status: str
    engine: str
    bound: Decimal | None
    scale: Decimal
