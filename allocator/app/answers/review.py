"""What a reviewer would ask as JSON: flags, and the statements behind each pair."""

from allocator.app.answers.basics import Json, number
from allocator.app.session import Session
from allocator.study.proposal.review import Exhibit, Review, Reviewed


def review_entry(session: Session, found: Review) -> Json:
    """Return the pairs added and given up, with evidence and flags."""
    return {
        "median_affinity": number(found.middle),
        "old_years": number(found.old),
        "added": [_reviewed(session, one) | {"flags": list(one.flags)} for one in found.added],
        "given_up": [_reviewed(session, one) for one in found.given_up],
    }


def _reviewed(session: Session, one: Reviewed) -> Json:
    park, industry = one.pair
    return {
        "park": park,
        "industry": industry,
        "affinity": number(one.affinity),
        "evidence": [_exhibit(session, each) for each in one.exhibits],
    }


def _exhibit(session: Session, one: Exhibit) -> Json:
    return {
        "role": one.statement.role,
        "grade": one.statement.grade,
        "source": one.source.id,
        "publisher": one.source.published_by(session.language),
        "where": one.source.where,
        "as_of": one.source.as_of,
        "years": number(one.years),
        "note": one.statement.note,
    }
