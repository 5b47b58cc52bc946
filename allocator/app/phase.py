"""The questions of the command ``phase``: a path of years, or layouts inside each other."""

from collections.abc import Mapping
from pathlib import Path

from allocator.app.progress import Progress
from allocator.app.proposals import read_proposal
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.model.outcome import Status
from allocator.optimize.limits import Limit
from allocator.study.path.nested import nested_plan
from allocator.study.path.phase import PhaseQuestion, phase


def answer_phase(
    session: Session,
    asked: tuple[int | None, int | None, int | None],
    target: Path | None,
    seconds: float | None,
) -> Answer:
    """Return the answer to a path of `asked` years, moves a year, legal by a year.

    Raises:
        InputError: years or moves are missing, the year of legality is beyond the last one, the
            scenario has no current layout, or the target's file is wrong.
    """
    years, moves, legal_by = asked
    faults = [
        Fault("phase-needs", Place(option))
        for option, value in (("--years", years), ("--moves", moves))
        if value is None
    ]
    if years is not None and (legal_by or 0) > years:
        faults.append(Fault("legal-by-beyond", Place("--legal-by"), {"years": str(years)}))
    if not session.instance.current:
        faults.append(Fault("phase-without-current", Place("phase")))
    if years is None or moves is None or faults:
        raise InputError(faults)
    layout = None if target is None else read_proposal(target, {}, session).layout
    question = PhaseQuestion(years, moves, layout, legal_by)
    with Progress(session):
        found = phase(session.instance, question, Limit.of(seconds))
    settings = {
        "years": years,
        "moves": moves,
        "legal_by": legal_by,
        "target": None if target is None else target.name,
        "time_limit": seconds,
    }
    status = _status(bool(found.years), found.proven)
    return Answer(session, "phase", settings, status, "constraint", found)


def answer_nested(session: Session, seconds: float | None, others: Mapping[str, object]) -> Answer:
    """Return the answer to layouts inside each other.

    Raises:
        InputError: an option of the path of years is given as well.
    """
    given = [option for option, value in others.items() if value is not None]
    if given:
        raise InputError([Fault("not-with-nested", Place(option)) for option in given])
    with Progress(session):
        found = nested_plan(session.instance, Limit.of(seconds))
    status = _status(bool(found.stages), found.proven)
    settings = {"nested": True, "time_limit": seconds}
    return Answer(session, "phase-nested", settings, status, "constraint", found)


def _status(found: bool, proven: bool) -> Status:
    if not found:
        return Status.INFEASIBLE
    return Status.OPTIMAL if proven else Status.FEASIBLE
