"""All that a memo says, once: the forms render it, none of them computes.

Numbers are those of the JSON answers, before any rounding. Names are in the memo's language.
"""

from dataclasses import dataclass
from decimal import Decimal

from allocator.i18n import Language


@dataclass(frozen=True)
class MoveFact:
    """A pair that is added or dropped."""

    park: str
    industry: str
    adds: bool


@dataclass(frozen=True)
class PairFact:
    """A pair of a layout; `supporting_only`: no statement names it a leading industry."""

    park: str
    industry: str
    affinity: Decimal | None
    supporting_only: bool = False
    locked: bool = False


@dataclass(frozen=True)
class TermFact:
    """What a term of the objective adds to a value, its weight counted already."""

    name: str
    worth: Decimal


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
class BrokenFact:
    """A violation: rule, clause, whom it is about and what it amounts to."""

    rule: str
    clause: str | None
    about: str
    what: str
    reason: str | None = None


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


@dataclass(frozen=True)
class StatementFact:
    """A sourced statement; `years` is its age at the date of the scenario."""

    publisher: str
    where: str
    as_of: str
    years: Decimal | None
    role: str
    grade: str


@dataclass(frozen=True)
class EvidenceFact:
    """A pair, the statements for it, newest first, and what is weak about them: codes."""

    park: str
    industry: str
    affinity: Decimal | None
    statements: tuple[StatementFact, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceFacts:
    """What speaks for the pairs that are added, kept and given up.

    `given_up` are those that a leading role of the best grade speaks for. `middle` is the median
    affinity of the layout, `old_years` from how many years on statements are old.
    """

    statements: int
    sources: int
    oldest: str | None
    newest: str | None
    old_years: Decimal
    middle: Decimal | None
    added: tuple[EvidenceFact, ...]
    given_up: tuple[EvidenceFact, ...]
    kept: tuple[EvidenceFact, ...]


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
    worse: int
    less: int
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


@dataclass(frozen=True)
class DrawingFact:
    """A picture of the layout that the memo is about: its kind, ``heatmap`` or ``change``.

    `svg` is ``None`` where there is too much to draw on a page.
    """

    kind: str
    svg: str | None


@dataclass(frozen=True)
class Memo:
    """The memo. `layouts` are the recommended layout and the alternatives, best first.

    `proposal` is there where a proposal was asked about, `infeasible` where nothing is legal.
    """

    language: Language
    name: str
    as_of: str | None
    parks: tuple[str, ...]
    industries: int
    current: LayoutFact | None
    clauses: tuple[ClauseFact, ...]
    layouts: tuple[LayoutFact, ...]
    apart: int
    evidence: EvidenceFacts | None
    assumptions: AssumptionFacts
    certainty: CertaintyFacts | None
    run: RunFact
    drawings: tuple[DrawingFact, ...] = ()
    proposal: ProposalFacts | None = None
    infeasible: InfeasibleFacts | None = None
