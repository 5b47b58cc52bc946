"""Facts of the evidence."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class StatementFact:
    """A sourced statement; `years` is its age at the date of the scenario.

    `later`: its source is newer than that date.
    """

    publisher: str
    where: str
    as_of: str
    years: Decimal | None
    role: str
    grade: str
    later: bool = False


@dataclass(frozen=True)
class EvidenceFact:
    """A pair, the statements for it, newest first, and what is weak about them: codes."""

    park: str
    industry: str
    affinity: Decimal | None
    statements: tuple[StatementFact, ...]
    flags: tuple[str, ...] = ()
    if_kept: tuple[str, ...] = ()
    """Of a pair given up: the rules that the layout would break with it."""


@dataclass(frozen=True)
class EvidenceFacts:
    """What speaks for the pairs that are added, kept and given up.

    `given_up` are those that a leading role of the best grade speaks for. `middle` is the median
    affinity of the layout, `old_years` from how many years on statements are old.
    """

    statements: int
    sources: int
    later: int
    """How many sources are newer than the date of the scenario."""
    oldest: str | None
    newest: str | None
    old_years: Decimal
    middle: Decimal | None
    added: tuple[EvidenceFact, ...]
    given_up: tuple[EvidenceFact, ...]
    kept: tuple[EvidenceFact, ...]
