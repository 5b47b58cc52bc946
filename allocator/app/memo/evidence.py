"""What speaks for the pairs of a layout, as facts of a memo."""

from dataclasses import replace

from allocator.app.session import Session
from allocator.app.tables.violation import named_violation
from allocator.model.layout import Pairs
from allocator.report.memo.facts import EvidenceFact, EvidenceFacts, StatementFact
from allocator.study.path.worse import worsened
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
        later=sum(_is_later(one.as_of, scenario.as_of) for one in scenario.sources),
        oldest=dates[0] if dates else None,
        newest=dates[-1] if dates else None,
        old_years=found.old,
        middle=found.middle,
        added=_sorted(session, found.added),
        given_up=_given_up(session, found.given_up, layout),
        kept=_sorted(session, kept),
    )


def _sorted(session: Session, rows: tuple[Reviewed, ...]) -> tuple[EvidenceFact, ...]:
    by_pair = {row.pair: row for row in rows}
    return tuple(_evidence(session, by_pair[pair]) for pair in session.in_listing_order([*by_pair]))


def _given_up(
    session: Session, rows: tuple[Reviewed, ...], layout: Pairs
) -> tuple[EvidenceFact, ...]:
    """Return the pairs given up, and what the layout would break with each of them."""
    listed = session.in_listing_order([row.pair for row in rows])
    return tuple(
        replace(one, if_kept=_if_kept(session, layout, pair))
        for one, pair in zip(_sorted(session, rows), listed, strict=True)
    )


def _if_kept(session: Session, layout: Pairs, pair: tuple[str, str]) -> tuple[str, ...]:
    made = worsened(session.instance, layout, layout | {pair})
    return tuple(named_violation(session, one) for one in made)


def _evidence(session: Session, one: Reviewed) -> EvidenceFact:
    park, industry = one.pair
    return EvidenceFact(
        park=session.parks[park],
        industry=session.industries[industry],
        affinity=one.affinity,
        statements=tuple(_statement(session, each) for each in one.exhibits),
        flags=one.flags,
    )


def _is_later(date: str, base: str | None) -> bool:
    """Return whether a date is after another for certain: as far as both are stated."""
    known = min(len(date), len(base or ""))
    return date[:known] > (base or "")[:known]


def _statement(session: Session, one: Exhibit) -> StatementFact:
    usual = one.statement.role in ("leading", "supporting")
    return StatementFact(
        publisher=one.source.published_by(session.language),
        where=one.source.where,
        as_of=one.source.as_of,
        years=one.years,
        role=session.say(f"role.{one.statement.role}") if usual else one.statement.role,
        grade=one.statement.grade,
        later=_is_later(one.source.as_of, session.scenario.as_of),
    )
