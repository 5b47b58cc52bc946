"""The question of the command ``check``: the verdict on a layout."""

from collections.abc import Mapping

from allocator.app.progress import Progress
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.model.layout import Pairs
from allocator.optimize.limits import Limit
from allocator.study.proposal.check import check


def answer_check(
    session: Session,
    layout: Pairs,
    name: str | None,
    asked: Mapping[str, float | None],
    moves: Mapping[str, tuple[str, ...]],
) -> Answer:
    """Return the verdict on a layout, which is that of the file `name` with `moves` on top.

    `asked` holds how far to look further, and the limits of time and effort.
    """
    further = asked["further"]
    with Progress(session):
        limit = Limit.of(asked["time_limit"], asked["effort_limit"])
        found = check(session.instance, layout, None if further is None else int(further), limit)
    settings: dict[str, object] = {"proposal": name}
    settings |= {option: value for option, value in asked.items() if value is not None}
    settings |= {kind: list(texts) for kind, texts in moves.items() if texts}
    return Answer(session, "check", settings, found.status, found.engine, found)
