"""``rank`` as JSON: the list, the frontier, the exception curve."""

from dataclasses import replace
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
from allocator.model.rules.clauses import clause_of
from allocator.study.conflicts.causes import Causes
from allocator.study.exceptions import Curve, Priced, Step
from allocator.study.frontier.points import Frontier


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
        "conflict": conflict_entry(session, ranking.conflict),
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
        "scale": number(found.instance.valuation.scale),
        "scale_exact": found.instance.valuation.exact,
        "terms": list(found.terms),
        "weights": {term: number(found.weights[term]) for term in found.terms},
        "names": names(session),
        **causes_entry(session, found.causes),
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


def exceptions_result(session: Session, found: Curve) -> Json:
    """Return the result of ``rank --exceptions``: the best layout per number of exceptions.

    The first has none to be held against: what it gains, keeps and moves is null.
    """
    shown, steps, before = session.instance.valuation.shown, [], None
    for step in found.steps:
        steps.append(
            {
                "exceptions": step.budget,
                "value": number(shown(step.value)),
                "gain": None if before is None else number(shown(step.gain)),
                "taken": _taken(session, step),
                "keeps_the_ones_before": None if before is None else step.keeps,
                "moves_from_the_one_before": None
                if before is None
                else moved(before.layout, step.layout),
                **_layout(session, step),
            }
        )
        before = step
    return _head(session) | {
        "most": found.most,
        **causes_entry(session, found.causes),
        "causes_hold_however_many": found.beyond if found.causes else None,
        "steps": steps,
    }


def price_result(session: Session, found: Priced) -> Json:
    """Return the result of ``rank --exception-price``: one step, or none."""
    shown = session.instance.valuation.shown
    steps = [] if found.step is None else [found.step]
    return _head(session) | {
        "price": number(found.price),
        **causes_entry(session, found.causes),
        "steps": [
            {
                "exceptions": step.budget,
                "value": number(shown(step.value)),
                "price": number(found.price),
                "net_value": number(shown(found.net)),
                "taken": _taken(session, step),
                **_layout(session, step),
            }
            for step in steps
        ],
    }


def _head(session: Session) -> Json:
    valuation = session.instance.valuation
    return {
        "scale": number(valuation.scale),
        "scale_exact": valuation.exact,
        "names": names(session),
    }


def _taken(session: Session, step: Step) -> list[Json]:
    return [
        {
            "rule": rule,
            "clause": clause_of(session.scenario, rule),
            "subject": one,
            "slots": slots,
        }
        for (rule, one), slots in sorted(step.taken.items())
    ]


def _layout(session: Session, step: Step) -> Json:
    cells = pair_cells(session)
    return {
        "pairs": [cells[pair] for pair in sorted(step.layout)],
        "moves": moved(session.instance.current, step.layout),
    }


def causes_entry(session: Session, why: Causes | None) -> Json:
    """Return why nothing is legal, as a list does; empty where something is."""
    if why is None:
        return {"shortages": [], "conflict": None}
    speaking = replace(session, instance=why.instance)
    return {
        "shortages": [shortage_entry(speaking, one) for one in why.shortages],
        "conflict": conflict_entry(speaking, why.conflict),
    }
