"""All facts of a memo."""

from dataclasses import dataclass

from allocator.i18n import Language
from allocator.report.memo.facts.assumptions import AssumptionFacts, ClauseFact
from allocator.report.memo.facts.certainty import CertaintyFacts, RunFact
from allocator.report.memo.facts.evidence import EvidenceFacts
from allocator.report.memo.facts.layouts import LayoutFact
from allocator.report.memo.facts.verdict import InfeasibleFacts, ProposalFacts


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
