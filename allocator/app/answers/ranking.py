"""``rank`` as JSON: the list, the frontier, the exception curve."""

from decimal import Decimal

from allocator.app.answers.basics import (
    Json,
    conflict_entry,
    moved,
    names,
    number,
    pair_cells,
    shortage_entry,
    terms,
)
from allocator.app.session import Session
from allocator.model.outcome import Ranking, Status
from allocator.study.exceptions import Step
from allocator.study.frontier import Frontier


def ranking_result(session: Session, ranking: Ranking) -> Json:
    """Return the result of ``rank``."""
    valuation, current = session.instance.valuation, session.instance.current
    shown, cells = valuation.shown, pair_cells(session)
    return {
        "scale": number(Decimal(10) ** valuation.exponent),
        "scale_exact": valuation.exact,
        "bound": None if ranking.bound is None else number(shown(ranking.bound)),
        "next_bound": None if ranking.next_bound is None else number(shown(ranking.next_bound)),
        "exhausted": ranking.exhausted,
        "proven": ranking.proven,
        "certificate": certificate(ranking),
        "levels": {term: number(shown(least)) for term, least in ranking.levels.items()},
        "names": names(session),
        "shortages": [shortage_entry(session, one) for one in ranking.shortages],
        "conflict": conflict_entry(ranking.conflict),
        "sharing": [
            {"value": number(shown(value)), "layouts": count, "all_listed": complete}
            for value, (count, complete) in ranking.shared.items()
        ],
        "layouts": [
            {
                "rank": one.rank,
                "value": number(shown(one.value)),
                "terms": terms(session, one.terms),
                "gap": number(shown(one.gap)),
                "pairs": [cells[pair] for pair in sorted(one.layout)],
                "moves": moved(current, one.layout),
            }
            for one in ranking.layouts
        ],
    }


def certificate(ranking: Ranking) -> Json | None:
    """Return what the list proves about all other layouts, if it was asked for."""
    if ranking.apart == 1 and ranking.within is None:
        return None
    return {
        "no_other_within": number(ranking.within),
        "no_other_apart": ranking.apart,
        "among_levels_only": bool(ranking.levels),
        "proven": ranking.exhausted and ranking.status is Status.OPTIMAL,
    }


def frontier_result(session: Session, found: Frontier) -> Json:
    """Return the result of ``rank --frontier``: every point with a layout."""
    shown, cells = found.instance.valuation.shown, pair_cells(session)
    return {
        "terms": list(found.terms),
        "weights": {term: number(found.weights[term]) for term in found.terms},
        "names": names(session),
        "points": [
            {
                "terms": {
                    term: number(shown(worth))
                    for term, worth in zip(found.terms, point.worth, strict=True)
                },
                "pairs": [cells[pair] for pair in sorted(point.layout)],
                "moves": moved(session.instance.current, point.layout),
            }
            for point in found.points
        ],
    }


def exceptions_result(session: Session, steps: tuple[Step, ...]) -> Json:
    """Return the result of ``rank --exceptions``: the best layout per number of exceptions."""
    shown, cells = session.instance.valuation.shown, pair_cells(session)
    return {
        "names": names(session),
        "steps": [
            {
                "exceptions": step.budget,
                "value": number(shown(step.value)),
                "gain": number(shown(step.gain)),
                "taken": [
                    {"rule": rule, "subject": one, "slots": slots}
                    for (rule, one), slots in sorted(step.taken.items())
                ],
                "keeps_the_ones_before": step.keeps,
                "pairs": [cells[pair] for pair in sorted(step.layout)],
                "moves": moved(session.instance.current, step.layout),
            }
            for step in steps
        ],
    }
