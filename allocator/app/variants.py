"""The question of the command ``whatif``: variants beside the scenario that they change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allocator.app.comparison import Comparison
from allocator.app.progress import Progress
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.study.whatif.compare import what_if

if TYPE_CHECKING:
    from allocator.files.loaded import Loaded
    from allocator.i18n import Language
    from allocator.model.variant import Variant


def answer_whatif(
    base: "Loaded",
    loaded: "Sequence[tuple[Loaded, Variant]]",
    language: "Language",
    brief: bool = False,
) -> Answer:
    """Return the comparison of variants with the scenario that they change."""
    session = Session.of(base, language)
    with Progress(session):
        found = what_if(session.instance, [variant for _, variant in loaded])
    outcomes = [one.outcome for one in found.compared]
    speaking = tuple(
        Session.of(one, language, outcome.instance)
        for (one, _), outcome in zip(loaded, outcomes, strict=True)
    )
    settings = {"variants": [variant.id for _, variant in loaded]}
    status = "infeasible" if found.nothing_is_legal else "optimal"
    told = Comparison(found, speaking, brief)
    return Answer(session, "whatif", settings, status, found.base.ranking.engine, told)
