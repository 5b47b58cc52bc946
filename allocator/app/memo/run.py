"""The run record, as facts of a memo."""

from allocator.app.session import Session
from allocator.model.outcome import Ranking
from allocator.report.memo.facts import RunFact
from allocator.study.record import fingerprint, run_record


def run_fact(session: Session, ranking: Ranking, command: str) -> RunFact:
    """Return what anyone needs to repeat the answer."""
    record, valuation = run_record({}), session.instance.valuation
    return RunFact(
        command=command,
        allocator=record["allocator"],
        python=record["python"],
        libraries=tuple(sorted(record["libraries"].items())),
        scenario=session.scenario.id,
        sha256=fingerprint(session.scenario),
        status=str(ranking.status),
        engine=ranking.engine,
        bound=None if ranking.bound is None else valuation.shown(ranking.bound),
        scale=valuation.scale,
    )
