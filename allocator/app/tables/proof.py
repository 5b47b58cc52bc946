"""What a list of layouts proves, in words: places, bounds, values that are shared, certificates."""

from decimal import Decimal

from allocator.app.session import Session
from allocator.app.tables.basics import amount, rounded, rounding_lines, term_name
from allocator.model.outcome import Ranking, Status
from allocator.model.scenario import Level

_SHARED_SHOWN = 3


def proof_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return what is said of a list as a whole, above its table."""
    return [
        *level_lines(session, ranking),
        *_place_lines(session, ranking),
        *certificate_lines(session, ranking),
        *_shared(session, ranking),
        *rounding_lines(session, session.instance.valuation),
    ]


def stop_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return how far a list came that ends with status 3; nothing for any other."""
    if ranking.status in (Status.OPTIMAL, Status.INFEASIBLE):
        return []
    if not ranking.layouts:
        return [session.say("rank.nothing_in_time")]
    open_ = [] if ranking.exhausted else certificate_lines(session, ranking)
    return [*_place_lines(session, ranking), *open_]


def share_text(value: Decimal) -> str:
    """Return a share, which may be large or tiny, in per cent without zeros at its end."""
    return _without_zeros(f"{100 * value:f}")


def level_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return what an ordered objective holds before it ranks."""
    levels = [
        _level(session, one, ranking.levels[one.term])
        for one in session.scenario.ordered
        if one.term in ranking.levels
    ]
    return [session.say("rank.levels", levels=session.joined(levels))] if levels else []


def _level(session: Session, level: Level, bound: int) -> str:
    """Return what a level holds its term to, in the term's own units as well as weighted."""
    weight, valuation = session.scenario.objective[level.term], session.instance.valuation
    facts: dict[str, object] = {"term": term_name(session, level.term)}
    facts |= {"weighted": amount(session, bound), "tolerance": share_text(level.tolerance)}
    costs = {"differentiation": valuation.overlap_cost, "continuity": valuation.move_cost}
    if cost := costs.get(level.term):
        # counts are whole: what is shown is the worth of the count, not of the bound
        facts |= {"most": -bound // cost, "weighted": amount(session, -cost * (-bound // cost))}
        return session.say(f"rank.level_{level.term}", **facts)
    if weight == 1:
        return session.say("rank.level", **facts, least=facts["weighted"])
    # a criterion of negative weight is held low: dividing by the weight turns the bound round
    key = "rank.level_weighted" if weight > 0 else "rank.level_low"
    unweighted = _without_zeros(rounded(valuation.shown(bound) / weight, 4))
    return session.say(key, **facts, bound=unweighted)


def _without_zeros(number: str) -> str:
    is_plain = "." in number and "e" not in number.lower()
    return number.rstrip("0").rstrip(".") if is_plain else number


def _place_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return how many of the layouts are proven to be in their places."""
    if ranking.status is not Status.OPTIMAL and ranking.stopped:
        return _stopped_early(session, ranking)
    facts = {"count": f"{len(ranking.layouts):,}", "engine": ranking.engine}
    if ranking.status is not Status.OPTIMAL:
        return [session.say("rank.stopped", **facts), session.say("rank.stopped_remedy")]
    more = "rank.no_more" if ranking.exhausted else "rank.more"
    more = "rank.more_not_known" if ranking.stopped else more
    more = "rank.only_best" if ranking.is_only_best else more
    return [session.say("rank.proven", **facts) + session.say(more)]


def _stopped_early(session: Session, ranking: Ranking) -> list[str]:
    facts: dict[str, object] = {"count": f"{len(ranking.layouts):,}", "engine": ranking.engine}
    proven, bound = ranking.proven or 0, ranking.next_bound
    key = "rank.stopped_early" if proven else "rank.stopped_none"
    lines = [session.say(key, **facts, proven=f"{proven:,}")]
    if bound is None:
        return lines
    key = "rank.next_bound" if proven else "rank.bound"
    lines.append(session.say(key, bound=amount(session, bound)))
    if any(one.value >= bound for one in ranking.layouts[proven:]):
        lines.append(session.say("rank.value_proven", rank=f"{proven + 1:,}"))
    return lines


def certificate_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return what the list proves about all other layouts, in words."""
    if ranking.apart == 1 and ranking.within is None:
        return []
    if not ranking.exhausted:
        is_open = ranking.stopped and ranking.status is not Status.OPTIMAL
        return [session.say("certificate.open")] if is_open else []
    key = "both" if ranking.apart > 1 and ranking.within is not None else "apart"
    key = "within" if ranking.apart == 1 else key
    share = "" if ranking.within is None else share_text(ranking.within)
    lines = [session.say(f"certificate.{key}", apart=f"{ranking.apart:,}", within=share)]
    return [*lines, session.say("certificate.in_order")] if ranking.levels else lines


def _shared(session: Session, ranking: Ranking) -> list[str]:
    """Return which values several layouts share, and who decides between them."""
    if ranking.apart > 1:
        return [session.say("rank.shared_apart")] if len(ranking.layouts) > 1 else []
    shared = [(value, held) for value, held in ranking.shared.items() if held[0] > 1]
    lines = []
    for value, (layouts, complete) in shared[:_SHARED_SHOWN]:
        key = "rank.shared" if complete else "rank.shared_at_least"
        lines.append(session.say(key, count=f"{layouts:,}", value=amount(session, value)))
    if (rest := len(shared) - _SHARED_SHOWN) > 0:
        lines.append(session.say("rank.shared_more", count=f"{rest:,}"))
    return lines
