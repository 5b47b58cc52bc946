"""Asking the studies for a memo, and writing it in the form that its file's name says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from allocator.app.memo.asked import Asked
from allocator.app.memo.build import checked_memo, ranked_memo
from allocator.app.progress import Progress
from allocator.app.session import Session
from allocator.app.statuses import LIMIT, NO, YES
from allocator.errors import Fault, InputError, Place
from allocator.model.layout import Pairs
from allocator.model.outcome import Ranking, Status
from allocator.optimize.limits import InterruptError, StoppedError
from allocator.report.memo.blocks import Document
from allocator.report.memo.compose import compose
from allocator.report.memo.facts import Memo
from allocator.study.proposal.check import check
from allocator.study.ranking.rank import RankQuestion, decided, rank


@dataclass(frozen=True)
class Answered:
    """A memo, and the exit status that its answer has."""

    memo: Memo
    status: int


def recommend(session: Session, asked: Asked, limits: Mapping[str, float | None]) -> Answered:
    """Return the memo that recommends a layout, with its alternatives.

    Raises:
        StoppedError: a limit stopped the search before any layout was found.
    """
    question = RankQuestion(
        count=asked.alternatives + 1,
        apart=asked.apart,
        seconds=limits["time_limit"],
        effort=limits["effort_limit"],
    )
    with Progress(session) as progress:
        ranking = rank(session.instance, question, progress, progress.turn)
        if not ranking.layouts and ranking.status is not Status.INFEASIBLE:
            raise StoppedError(None, ranking.bound)
        memo = ranked_memo(session, ranking, asked)
    return Answered(memo, _status(ranking))


def judge(session: Session, layout: Pairs, asked: Asked) -> Answered:
    """Return the memo on a proposed layout.

    Raises:
        InterruptError: Ctrl-C left a part of it undecided.
    """
    with Progress(session):
        ranking = decided(rank(session.instance, RankQuestion(count=1)))
        found = check(session.instance, layout)
        if found.undecided:
            raise InterruptError
        memo = checked_memo(session, found, ranking, asked)
    return Answered(memo, YES if found.allowed else NO)


def _status(ranking: Ranking) -> int:
    return {Status.OPTIMAL: YES, Status.INFEASIBLE: NO}.get(ranking.status, LIMIT)


def writer_of(output: Path) -> Callable[[Memo], bytes]:
    """Return what writes the form that the name of `output` asks for.

    Raises:
        InputError: the name says none of them, or a package that the form needs is not installed.
    """
    suffix = output.suffix.lower()
    if suffix not in _FORMS:
        facts = {"known": ", ".join(_FORMS)}
        raise InputError([Fault("memo-form", Place(str(output)), facts)])
    try:
        return _FORMS[suffix]()
    except (ImportError, OSError) as missing:
        package, extra = _NEEDS[suffix]
        facts = {"package": package, "extra": extra, "why": _first_line(missing)}
        raise InputError([Fault("missing-package", Place(str(output)), facts)]) from None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")


def _html() -> Callable[[Memo], bytes]:
    from allocator.report.memo.html import as_html

    return lambda memo: as_html(_document(memo)).encode()


def _word() -> Callable[[Memo], bytes]:
    from allocator.report.memo.word import as_word

    return lambda memo: as_word(_document(memo))


def _pdf() -> Callable[[Memo], bytes]:
    from allocator.report.memo.pdf import as_pdf

    return lambda memo: as_pdf(_document(memo))


def _document(memo: Memo) -> Document:
    return compose(memo)


_FORMS: Mapping[str, Callable[[], Callable[[Memo], bytes]]] = {
    ".html": _html,
    ".docx": _word,
    ".pdf": _pdf,
}
_NEEDS: Mapping[str, tuple[str, str]] = {
    ".docx": ("python-docx", "report"),
    ".pdf": ("weasyprint", "pdf"),
}
