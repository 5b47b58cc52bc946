"""All that a memo says, once: the forms render it, none of them computes.

Numbers are those of the JSON answers, before any rounding. Names are in the memo's language.
"""

from allocator.report.memo.facts.assumptions import (
    AdjustmentFact,
    AssumptionFacts,
    ClauseFact,
    RuleFact,
)
from allocator.report.memo.facts.certainty import (
    CallFact,
    CertaintyFacts,
    CoverageFact,
    NearFact,
    RunFact,
)
from allocator.report.memo.facts.evidence import EvidenceFact, EvidenceFacts, StatementFact
from allocator.report.memo.facts.layouts import (
    BrokenFact,
    GrantFact,
    LayoutFact,
    MoveFact,
    PairFact,
    TermFact,
)
from allocator.report.memo.facts.verdict import (
    ConflictFact,
    InfeasibleFacts,
    ProposalFacts,
    RepairFact,
    StepFact,
)
from allocator.report.memo.facts.whole import DrawingFact, Memo

__all__ = [
    "AdjustmentFact",
    "AssumptionFacts",
    "BrokenFact",
    "CallFact",
    "CertaintyFacts",
    "ClauseFact",
    "ConflictFact",
    "CoverageFact",
    "DrawingFact",
    "EvidenceFact",
    "EvidenceFacts",
    "GrantFact",
    "InfeasibleFacts",
    "LayoutFact",
    "Memo",
    "MoveFact",
    "NearFact",
    "PairFact",
    "ProposalFacts",
    "RepairFact",
    "RuleFact",
    "RunFact",
    "StatementFact",
    "StepFact",
    "TermFact",
]
