"""Facts of layouts: pairs, moves, terms, what is broken, exceptions."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class MoveFact:
    """A pair that is added or dropped."""

    park: str
    industry: str
    adds: bool


@dataclass(frozen=True)
class PairFact:
    """A pair of a layout; `supporting_only`: no statement names it a leading industry.

    `unsupported`: others have statements, this one has none.
    """

    park: str
    industry: str
    affinity: Decimal | None
    supporting_only: bool = False
    unsupported: bool = False
    locked: bool = False


@dataclass(frozen=True)
class TermFact:
    """What a term of the objective adds to a value, its weight counted already."""

    name: str
    worth: Decimal


@dataclass(frozen=True)
class BrokenFact:
    """A violation: rule, clause, whom it is about and what it amounts to.

    `state` is how it stands against the current layout: ``new``, ``worse`` or ``known``.
    """

    rule: str
    clause: str | None
    about: str
    what: str
    reason: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class GrantFact:
    """An exception: granted (with a reason), or needed and not granted (without one)."""

    name: str
    more: str
    slots: int
    clause: str | None = None
    reason: str | None = None
    by: str | None = None
    on: str | None = None
    used: int | None = None
    """How many of its slots the layout takes; ``None`` where none is asked about."""


@dataclass(frozen=True)
class LayoutFact:
    """A layout with its value, and how it differs from the current one and from the first.

    `gap` is the value of the best legal layout less this one's, `share` its share of the best in
    per cent; below 0 for a layout that breaks rules. `overlaps` counts how often two parks share
    an industry.
    """

    value: Decimal
    terms: tuple[TermFact, ...]
    gap: Decimal | None
    share: Decimal | None
    pairs: tuple[PairFact, ...]
    moves: tuple[MoveFact, ...]
    against_first: tuple[MoveFact, ...]
    broken: tuple[BrokenFact, ...]
    grants: tuple[GrantFact, ...]
    full: tuple[str, ...]
    unplaced: tuple[str, ...]
    overlaps: int
    rank: int | None = None
    proven: bool = True
    """Whether it is proven to be in its place."""
