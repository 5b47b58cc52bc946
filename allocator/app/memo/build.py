"""Memos: one about the best layouts, one about a proposal, one about what contradicts."""

from collections.abc import Sequence
from typing import Any

from allocator.app.memo.asked import Asked
from allocator.app.memo.assumptions import assumption_facts, clause_facts
from allocator.app.memo.certainty import certainty_facts, is_best_proven
from allocator.app.memo.drawings import drawings
from allocator.app.memo.evidence import evidence_facts
from allocator.app.memo.infeasible import infeasible_facts
from allocator.app.memo.layouts import layout_fact
from allocator.app.memo.proposal import proposal_facts
from allocator.app.memo.run import run_fact
from allocator.app.session import Session
from allocator.model.layout import Pairs
from allocator.model.outcome import Ranking
from allocator.report.memo.facts import LayoutFact, Memo
from allocator.study.conflicts.explain import explain_conflicts
from allocator.study.proposal.check import Check


def ranked_memo(session: Session, ranking: Ranking, asked: Asked) -> Memo:
    """Return the memo that recommends the first layout of a ranking.

    Without a layout in it, the memo that says what contradicts.
    """
    if not ranking.layouts:
        return _infeasible(session, ranking, asked)
    best = ranking.layouts[0].layout
    return _memo(
        session,
        asked,
        ranking,
        best=best,
        layouts=_ranked(session, ranking, best),
        evidence=evidence_facts(session, best),
        drawings=drawings(session, best),
        certainty=certainty_facts(session, ranking),
    )


def checked_memo(session: Session, check: Check, ranking: Ranking, asked: Asked) -> Memo:
    """Return the memo on a proposal; `ranking` holds the best layout, if any is legal."""
    best = None if check.best is None else check.best.layout
    reasons: dict[str, Any] = {}
    if best is None:
        reasons["infeasible"] = infeasible_facts(session, explain_conflicts(session.instance))
    else:
        reasons["certainty"] = certainty_facts(session, ranking)
    return _memo(
        session,
        asked,
        ranking,
        best=best,
        layouts=() if best is None else _ranked(session, ranking, best),
        evidence=evidence_facts(session, check.proposal.layout),
        drawings=drawings(session, check.proposal.layout),
        proposal=proposal_facts(session, check, asked.alternatives),
        **reasons,
    )


def _infeasible(session: Session, ranking: Ranking, asked: Asked) -> Memo:
    found = infeasible_facts(session, explain_conflicts(session.instance))
    return _memo(session, asked, ranking, best=None, infeasible=found)


def _memo(
    session: Session, asked: Asked, ranking: Ranking, best: Pairs | None, **parts: Any
) -> Memo:
    scenario, current = session.scenario, session.instance.current
    facts: dict[str, Any] = {"layouts": (), "evidence": None, "certainty": None}
    return Memo(
        language=session.language,
        name=scenario.name.within(session.language),
        as_of=scenario.as_of,
        parks=tuple(session.parks.values()),
        industries=len(session.industries),
        current=layout_fact(session, current, best) if current else None,
        clauses=clause_facts(session),
        apart=asked.apart,
        assumptions=assumption_facts(session, ranking),
        run=run_fact(session, ranking, asked.command),
        **facts | parts,
    )


def _ranked(session: Session, ranking: Ranking, best: Pairs) -> Sequence[LayoutFact]:
    proven = ranking.proven if ranking.proven is not None else len(ranking.layouts)
    return tuple(
        layout_fact(
            session,
            one.layout,
            best,
            one.rank,
            one.rank <= proven or (one.rank == 1 and is_best_proven(ranking)),
        )
        for one in ranking.layouts
    )
