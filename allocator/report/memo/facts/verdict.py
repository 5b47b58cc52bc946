"""Facts of a verdict on a proposal, and of what contradicts."""

from dataclasses import dataclass
from decimal import Decimal

from allocator.report.memo.facts.layouts import BrokenFact, GrantFact, LayoutFact, MoveFact


@dataclass(frozen=True)
class StepFact:
    """A step of the order in which moves can be made; two moves where they are one step."""

    moves: tuple[MoveFact, ...]
    left: int


@dataclass(frozen=True)
class RepairFact:
    """A legal layout near the proposal, and the moves from the proposal to it.

    `against_first` are the moves from the first of the smallest repairs; ``None`` for that itself.
    """

    value: Decimal
    gap: Decimal | None
    moves: tuple[MoveFact, ...]
    count: int
    against_first: tuple[MoveFact, ...] | None


@dataclass(frozen=True)
class ProposalFacts:
    """The verdict on a proposal.

    `repaired` are the moves from the current layout to the first of the smallest repairs. `place`,
    `repair_words` and `order_words` are sentences; so are those of `lifting_words`.
    """

    allowed: bool
    layout: LayoutFact
    current_broken: int
    less: int
    without: tuple[MoveFact, ...]
    """Moves of the proposal; without them, by the rules, it makes nothing worse than it is."""
    repair_moves: int | None
    repair_count: int
    repair_exact: bool
    repairs: tuple[RepairFact, ...]
    further: tuple[RepairFact, ...]
    repaired: tuple[MoveFact, ...] | None
    exceptions: tuple[GrantFact, ...]
    exceptions_suffice: bool
    beyond_exceptions: tuple[BrokenFact, ...]
    place: str | None
    order_words: tuple[str, ...]
    steps: tuple[StepFact, ...]
    to_best: tuple[MoveFact, ...]


@dataclass(frozen=True)
class ConflictFact:
    """Statements that cannot hold together."""

    parts: tuple[str, ...]
    minimal: bool


@dataclass(frozen=True)
class InfeasibleFacts:
    """Why nothing is legal, and the smallest ways out."""

    counts: tuple[str, ...]
    conflicts: tuple[ConflictFact, ...]
    conflicts_known: int
    ways: tuple[str, ...]
    ways_known: int
    complete: bool
