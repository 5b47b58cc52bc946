"""The questions of the command ``rank``: a list, a frontier, or an exception curve."""

from decimal import Decimal
from typing import Any

from allocator.app.progress import Progress
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.model.outcome import Status
from allocator.model.scenario import TERMS
from allocator.optimize.engines import EngineName
from allocator.study.rank import RankQuestion, rank


def answer_rank(
    session: Session, frontier: str | None, exceptions: int | None, **asked: Any
) -> Answer:
    """Return the answer to whichever question the options ask.

    Raises:
        InputError: two questions at once, or a frontier of terms that are not two or three.
    """
    if frontier is not None and exceptions is not None:
        raise _wrong("two-questions", "--frontier", other="--exceptions")
    if frontier is not None:
        return _frontier(session, frontier)
    return _listing(session, **asked) if exceptions is None else _exceptions(session, exceptions)


def _listing(
    session: Session,
    count: int | None,
    distance: int,
    within: Decimal | None,
    time_limit: float | None,
    engine: EngineName,
) -> Answer:
    count = 10 if count is None and within is None else count
    question = RankQuestion(count, distance, within, engine, time_limit)
    with Progress(session) as progress:
        found = rank(session.instance, question, progress)
    settings: dict[str, Any] = {"k": count, "distance": distance, "within": within and str(within)}
    settings |= {"engine": engine, "time_limit": time_limit}
    return Answer(session, "rank", settings, found.status, found.engine, found)


def _frontier(session: Session, text: str) -> Answer:
    from allocator.study.frontier import frontier

    terms = [one.strip() for one in text.split(",")]
    known = [*TERMS, *(one.id for one in session.scenario.criteria)]
    unknown = [one for one in terms if one not in known]
    if unknown or not 2 <= len(terms) <= 3 or len(set(terms)) < len(terms):
        raise _wrong("frontier-terms", "--frontier", value=text, known=", ".join(known))
    with Progress(session):
        found = frontier(session.instance, terms)
    status = Status.OPTIMAL if found.points else Status.INFEASIBLE
    return Answer(session, "rank-frontier", {"frontier": terms}, status, "constraint", found)


def _exceptions(session: Session, most: int) -> Answer:
    from allocator.study.exceptions import exception_curve

    with Progress(session):
        steps = exception_curve(session.instance, most)
    status = Status.OPTIMAL if steps else Status.INFEASIBLE
    return Answer(session, "rank-exceptions", {"exceptions": most}, status, "constraint", steps)


def _wrong(code: str, option: str, **facts: str) -> InputError:
    return InputError([Fault(code, Place(option), facts)])
