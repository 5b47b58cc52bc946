"""What speaks for the pairs of a layout, as facts of a memo."""

from allocator.app.session import Session
from allocator.model.layout import Pairs
from allocator.report.memo.facts import EvidenceFact, EvidenceFacts, StatementFact
from allocator.study.proposal.review import Exhibit, Reviewed, review, reviewed_pairs


def evidence_facts(session: Session, layout: Pairs) -> EvidenceFacts | None:
    """Return the statements behind the pairs of a layout; ``None`` if there are none at all."""
    scenario = session.scenario
    if not scenario.evidence:
        return None
    found = review(session.instance, layout)
    kept = reviewed_pairs(session.instance, layout, layout & session.instance.current)
    dates = sorted({one.as_of for one in scenario.sources})
    return EvidenceFacts(
        statements=len(scenario.evidence),
        sources=len(scenario.sources),
        oldest=dates[0] if dates else None,
        newest=dates[-1] if dates else None,
        old_years=found.old,
        middle=found.middle,
        added=_sorted(session, found.added),
        given_up=_sorted(session, found.given_up),
        kept=_sorted(session, kept),
    )


def _sorted(session: Session, rows: tuple[Reviewed, ...]) -> tuple[EvidenceFact, ...]:
    by_pair = {row.pair: row for row in rows}
    return tuple(_evidence(session, by_pair[pair]) for pair in session.in_listing_order([*by_pair]))


def _evidence(session: Session, one: Reviewed) -> EvidenceFact:
    park, industry = one.pair
    return EvidenceFact(
        park=session.parks[park],
        industry=session.industries[industry],
        affinity=one.affinity,
        statements=tuple(_statement(session, each) for each in one.exhibits),
        flags=one.flags,
    )


def _statement(session: Session, one: Exhibit) -> StatementFact:
    usual = one.statement.role in ("leading", "supporting")
    return StatementFact(
        publisher=one.source.published_by(session.language),
        where=one.source.where,
        as_of=one.source.as_of,
        years=one.years,
        role=session.say(f"role.{one.statement.role}") if usual else one.statement.role,
        grade=one.statement.grade,
    )
