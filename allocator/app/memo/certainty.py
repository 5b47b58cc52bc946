"""How certain a ranking is, as facts of a memo."""

from statistics import mean

from allocator.app.memo.layouts import pair_fact
from allocator.app.session import Session
from allocator.app.tables.proof import certificate_lines
from allocator.model.layout import Pairs
from allocator.model.outcome import Ranking, Status
from allocator.report.memo.facts import CallFact, CertaintyFacts, CoverageFact, NearFact
from allocator.study.prices.flips import flips
from allocator.study.ranking.near import near

_CALLS = 5


def certainty_facts(session: Session, ranking: Ranking) -> CertaintyFacts:
    """Return what is proven, what is about as good, and which decisions were close."""
    first, shown = ranking.layouts[0], session.instance.valuation.shown
    bound = ranking.bound if ranking.proven else ranking.next_bound
    is_whole = ranking.status is Status.OPTIMAL
    return CertaintyFacts(
        best_proven=is_best_proven(ranking),
        alternatives_proven=max(0, (ranking.proven or 0) - 1),
        stopped=not is_whole,
        bound=None if bound is None else shown(bound),
        room=None if bound is None else shown(bound - first.value),
        near=_near(session, first.layout) if is_whole else None,
        calls=_calls(session) if is_whole else None,
        coverage=coverage_fact(session, first.layout),
        certificate=tuple(certificate_lines(session, ranking)),
    )


def is_best_proven(ranking: Ranking) -> bool:
    """Return whether no layout is worth more than the first, proven."""
    if ranking.proven:
        return True
    bound = ranking.next_bound
    return bool(ranking.layouts) and bound is not None and ranking.layouts[0].value >= bound


def coverage_fact(session: Session, layout: Pairs) -> CoverageFact:
    """Return how much of the affinities of a layout is known."""
    known = [session.instance.affinity[pair].coverage for pair in sorted(layout)]
    return CoverageFact(
        pairs=len(known),
        whole=sum(one >= 1 for one in known),
        least=min(known, default=None),
        mean=mean(known) if known else None,
    )


def _near(session: Session, best: Pairs) -> NearFact | None:
    found = near(session.instance)
    if found is None:
        return None
    unsteady = session.in_listing_order([*(best - found.steady)])
    return NearFact(
        within=found.within,
        count=found.count,
        exact=found.exact,
        tied=found.tied,
        tied_exact=found.tied_exact,
        held=len(best),
        steady=len(best & found.steady),
        unsteady=tuple(pair_fact(session, pair) for pair in unsteady),
    )


def _calls(session: Session) -> tuple[CallFact, ...] | None:
    """Return the pairs that cost least to decide otherwise, inside and outside of the best.

    ``None`` where no engine knows them all at once: one search per pair would take long.
    """
    found = flips(session.instance)
    if found.best is None or found.losses is None:
        return None
    listing = session.in_listing_order([*found.losses])
    known = [(loss, pair) for pair in listing if (loss := found.losses[pair]) is not None]
    calls = []
    for inside in (True, False):
        side = [(loss, pair) for loss, pair in known if (pair in found.best) is inside]
        side.sort(key=lambda one: one[0])
        calls += [_call(session, pair, inside, loss) for loss, pair in side[:_CALLS]]
    return tuple(calls)


def _call(session: Session, pair: tuple[str, str], inside: bool, loss: int) -> CallFact:
    park, industry = session.parks[pair[0]], session.industries[pair[1]]
    return CallFact(park, industry, inside, session.instance.valuation.shown(loss))
