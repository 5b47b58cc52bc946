"""The questions of the command ``rank``: a list, a frontier, or an exception curve."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from allocator.app.progress import Progress
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.model.outcome import Status
from allocator.model.scenario import TERMS
from allocator.study.rank import RankQuestion, rank


def answer_rank(
    session: Session,
    frontier: str | None,
    exceptions: int | None,
    exception_price: Decimal | None,
    **asked: Any,
) -> Answer:
    """Return the answer to whichever question the options ask.

    Raises:
        InputError: two questions at once, a limit where only lists have one, or a frontier of
            terms that are not two or three, exceptions where no cap binds in principle, anything
            but a list of an ordered objective.
    """
    questions: dict[str, object] = {"--frontier": frontier, "--exceptions": exceptions}
    questions["--exception-price"] = exception_price
    given = [name for name, value in questions.items() if value is not None]
    if len(given) > 1:
        raise _wrong("two-questions", given[0], other=given[1])
    limited = [name for name in ("time_limit", "effort_limit") if asked[name] is not None]
    if given and limited:
        raise _wrong("no-limit-here", "--" + limited[0].replace("_", "-"), other=given[0])
    if given and session.scenario.ordered:
        raise _wrong("order-has-lists-only", given[0])
    if frontier is not None:
        return _frontier(session, frontier)
    rules = session.scenario.rules
    if given and not (rules.park_cap.in_principle or rules.industry_cap.in_principle):
        raise _wrong("no-cap-in-principle", given[0])
    if exceptions is not None:
        return _exceptions(session, exceptions)
    return (
        _listing(session, asked) if exception_price is None else _priced(session, exception_price)
    )


def question_of(asked: Mapping[str, Any]) -> RankQuestion:
    """Return the question that the options of ``rank`` ask."""
    count = 10 if asked["count"] is None and asked["within"] is None else asked["count"]
    return RankQuestion(
        count=count,
        apart=asked["distance"],
        within=asked["within"],
        engine=asked["engine"],
        seconds=asked["time_limit"],
        effort=asked["effort_limit"],
    )


def _listing(session: Session, asked: Mapping[str, Any]) -> Answer:
    question = question_of(asked)
    with Progress(session) as progress:
        found = rank(session.instance, question, progress)
    settings = {
        "k": question.count,
        "distance": question.apart,
        "within": None if question.within is None else str(question.within),
        "engine": question.engine,
        "time_limit": question.seconds,
        "effort_limit": question.effort,
    }
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


def _priced(session: Session, price: Decimal) -> Answer:
    from allocator.study.exceptions import at_price

    with Progress(session):
        step = at_price(session.instance, price)
    steps = () if step is None else (step,)
    status = Status.OPTIMAL if steps else Status.INFEASIBLE
    settings = {"exception_price": str(price)}
    return Answer(session, "rank-price", settings, status, "constraint", steps)


def _wrong(code: str, option: str, **facts: str) -> InputError:
    return InputError([Fault(code, Place(option), facts)])
