"""Which question ``explain`` is asked, and its answer."""

from pathlib import Path

from allocator.app.progress import Progress
from allocator.app.proposals import read_proposal
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.model.outcome import Status
from allocator.optimize import engines
from allocator.study.conflicts.explain import explain_conflicts
from allocator.study.prices.layout_bounds import layout_bounds
from allocator.study.prices.pair import report_pair
from allocator.study.prices.shadow import prices as study_prices


def answer_explain(
    session: Session,
    *,
    pair: tuple[str, str] | None,
    prices: bool,
    conflicts: bool,
    layout: Path | None,
) -> Answer:
    """Return the answer to what the options ask.

    Without an option: prices if a layout is legal, else conflicts.

    Raises:
        InputError: two questions, a pair or a layout that cannot be read.
    """
    asked = {"--pair": pair, "--prices": prices, "--conflicts": conflicts, "--layout": layout}
    given = [name for name, value in asked.items() if value]
    if len(given) > 1:
        raise InputError([Fault("two-questions", Place(given[0]), {"other": given[1]})])
    if pair is not None:
        return _pair(session, pair)
    if layout is not None:
        return _layout(session, layout)
    return _conflicts(session) if conflicts else _prices(session, prices)


def _pair(session: Session, pair: tuple[str, str]) -> Answer:
    resolved = session.resolve(pair)
    with Progress(session):
        found = report_pair(session.instance, *resolved)
    status = Status.INFEASIBLE if found.best is None else Status.OPTIMAL
    settings = {"pair": list(pair)}
    return Answer(session, "explain-pair", settings, status, _engine(session), found)


def _layout(session: Session, path: Path) -> Answer:
    layout = read_proposal(path, {}, session).layout
    found = layout_bounds(session.instance, layout)
    name = path.name.encode(errors="replace").decode()
    return Answer(session, "explain-layout", {"layout": name}, Status.OPTIMAL, None, found)


def _prices(session: Session, with_pairs: bool) -> Answer:
    """Return the prices, or the conflicts where nothing is legal."""
    with Progress(session):
        found = study_prices(session.instance, with_pairs)
    if found is None:
        return _conflicts(session)
    settings = {"pairs": with_pairs}
    return Answer(session, "explain-prices", settings, Status.OPTIMAL, _engine(session), found)


def _conflicts(session: Session) -> Answer:
    with Progress(session):
        found = explain_conflicts(session.instance)
    status = Status.OPTIMAL if found.legal else Status.INFEASIBLE
    status = status if found.decided else Status.INTERRUPTED
    return Answer(session, "explain-conflicts", {}, status, None, found)


def _engine(session: Session) -> str:
    return engines.pick(session.instance)
