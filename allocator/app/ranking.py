"""The questions of the command ``rank``: a list, a frontier, or an exception curve."""

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from typing import Any

from allocator.app.frontier_terms import named_terms, refuse_terms
from allocator.app.progress import Progress
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.model.outcome import Status
from allocator.model.scale import is_whole
from allocator.study.ranking.rank import RankQuestion, rank

_LIMITS = {"time_limit": "--time-limit", "effort_limit": "--effort-limit"}
_OF_LISTS = {"count": "-k", "distance": "--distance", "within": "--within", "engine": "--engine"}
_UNASKED = {"count": None, "distance": 1, "within": None, "engine": "auto"}


class _OfPoints(Progress):
    """Tells how many points of a frontier are found."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)

        def tell(key: str, **facts: object) -> str:
            return session.say("progress.points" if key == "progress.line" else key, **facts)

        self._say = tell


def answer_rank(
    session: Session,
    frontier: str | None,
    exceptions: int | None,
    exception_price: Decimal | None,
    **asked: Any,
) -> Answer:
    """Return the answer to whichever question the options ask.

    Raises:
        InputError: two questions at once, an option that only lists have, a frontier of terms
            that are not two or three, exceptions where no cap binds in principle, a price finer
            than the scale, anything but a list of an ordered objective.
    """
    questions: dict[str, object] = {"--frontier": frontier, "--exceptions": exceptions}
    questions["--exception-price"] = exception_price
    given = [name for name, value in questions.items() if value is not None]
    if len(given) > 1:
        raise _wrong("two-questions", given[0], other=given[1])
    if given:
        _refuse_options_of_lists(given[0], asked)
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
        found = rank(session.instance, question, progress, progress.turn)
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
    from allocator.study.frontier.points import frontier

    terms = named_terms(session.scenario, text)
    refuse_terms(terms, session.scenario)
    with _OfPoints(session) as progress:
        found = frontier(session.instance, terms, progress)
    status = Status.OPTIMAL if found.points else Status.INFEASIBLE
    return Answer(session, "rank-frontier", {"frontier": terms}, status, found.engine, found)


def _exceptions(session: Session, most: int) -> Answer:
    from allocator.study.exceptions import ENGINE, curve

    with Progress(session):
        found = curve(session.instance, most)
    status = Status.OPTIMAL if found.steps else Status.INFEASIBLE
    return Answer(session, "rank-exceptions", {"exceptions": most}, status, ENGINE, found)


def _priced(session: Session, price: Decimal) -> Answer:
    from allocator.study.exceptions import ENGINE, priced

    _refuse_fine_price(price, session.instance.valuation.exponent)
    with Progress(session):
        found = priced(session.instance, price)
    status = Status.INFEASIBLE if found.step is None else Status.OPTIMAL
    settings = {"exception_price": str(price)}
    return Answer(session, "rank-price", settings, status, ENGINE, found)


def _refuse_options_of_lists(question: str, asked: Mapping[str, Any]) -> None:
    """Refuse every option that the answer to `question` would not heed."""
    faults = [
        Fault("no-limit-here", Place(option), {"other": question})
        for name, option in _LIMITS.items()
        if asked[name] is not None
    ]
    faults += [
        Fault("list-option-here", Place(option), {"other": question})
        for name, option in _OF_LISTS.items()
        if asked[name] != _UNASKED[name]
    ]
    if faults:
        raise InputError(faults)


def _refuse_fine_price(price: Decimal, exponent: int) -> None:
    """Refuse a price that would be rounded, at worst to nothing, where values are scaled."""
    digits = len(price.as_tuple().digits) + abs(exponent) + 1
    with localcontext(Context(prec=digits)):
        if not is_whole(price, exponent):
            finest = f"{Decimal(1).scaleb(-exponent):f}"
            facts = {"value": f"{price:f}", "finest": finest}
            raise _wrong("price-too-fine", "--exception-price", **facts)


def _wrong(code: str, option: str, **facts: str) -> InputError:
    return InputError([Fault(code, Place(option), facts)])
