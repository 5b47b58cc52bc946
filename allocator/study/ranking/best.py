"""The best layout of one variant of a question: what most other questions are made of."""

from allocator.model.instance import Instance
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.conflicts.causes import counted
from allocator.study.ranking.judge import judge
from allocator.study.ranking.sources import RankQuestion, Source, Valued


def best_of(instance: Instance, limit: Limit = NO_LIMIT) -> Valued | None:
    """Return value and layout of rank 1, judged; ``None`` if no layout is legal, proven.

    Raises:
        StoppedError: the time of `limit` was up.
        DisagreementError: the layout broke a rule or had another value when judged again.
    """
    source = Source(instance, RankQuestion(count=1), limit=limit)
    if source.engine != "network" and counted(instance):
        return None
    found = next(source.layouts(), None)
    if found is not None:
        judge(instance, *found, source.bounds)
    return found
