"""Why nothing is legal, as facts of a memo."""

from allocator.app.relaxed import relaxation_sentence
from allocator.app.session import Session
from allocator.app.stated import stated_lines
from allocator.app.tables.explain import few_conflicts, few_ways
from allocator.app.tables.shortage import count_sentences
from allocator.report.memo.facts import ConflictFact, InfeasibleFacts
from allocator.study.conflicts.explain import Explanation


def infeasible_facts(session: Session, found: Explanation) -> InfeasibleFacts:
    """Return the counts, the conflicts and the ways out, of each kind a few."""
    return InfeasibleFacts(
        counts=tuple(count_sentences(session, found.shortages)),
        conflicts=tuple(
            ConflictFact(tuple(stated_lines(session, one.parts)), one.minimal)
            for one in few_conflicts(found)
        ),
        conflicts_known=found.conflicts_known,
        ways=tuple(relaxation_sentence(session, one) for one in few_ways(found)),
        ways_known=found.relaxations_known,
        complete=found.complete,
    )
