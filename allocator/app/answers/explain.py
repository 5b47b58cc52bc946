"""``explain`` as JSON: conflicts and ways out, prices, one pair, one layout."""

from decimal import Decimal

from allocator.app.answers.affinity import pair_result
from allocator.app.answers.basics import (
    Json,
    conflict_entry,
    moved,
    names,
    number,
    pair_cells,
    shortage_entry,
    stated_entry,
)
from allocator.app.answers.violation import violation_entry
from allocator.app.relaxed import change_sentence, relaxation_sentence
from allocator.app.session import Session
from allocator.app.stated import stated_sentence
from allocator.model.outcome import Conflict
from allocator.study.conflicts.explain import Explanation
from allocator.study.conflicts.relaxations import Change, Relaxation, touches_principle
from allocator.study.prices.bounds import Bound
from allocator.study.prices.layout_bounds import LayoutBounds
from allocator.study.prices.pair import PairReport
from allocator.study.prices.shadow import Price, Prices


def conflicts_result(session: Session, found: Explanation) -> Json:
    """Return the result of ``explain --conflicts``."""
    return {
        "legal": found.legal if found.decided else None,
        "names": names(session),
        "shortages": [shortage_entry(session, one) for one in found.shortages],
        "complete": found.complete,
        "conflicts_known": found.conflicts_known,
        "conflicts": [_conflict(session, one) for one in found.conflicts],
        "relaxations_known": found.relaxations_known,
        "relaxations": [_relaxation(session, one) for one in found.relaxations],
    }


def prices_result(session: Session, found: Prices) -> Json:
    """Return the result of ``explain`` where some layout is legal."""
    shown, cells = session.instance.valuation.shown, pair_cells(session)
    pairs = found.pairs
    return {
        "value": number(shown(found.value)),
        "scale": number(session.instance.valuation.scale),
        "scale_exact": session.instance.valuation.exact,
        "ordered": bool(session.scenario.ordered),
        "names": names(session),
        "layout": [cells[pair] for pair in sorted(found.layout)],
        "bounds": [_bound(session, one) for one in found.bounds],
        "prices": [_price(session, found, one) for one in found.prices],
        "pairs": None
        if pairs is None
        else [
            {
                **cells[one.pair],
                "in_best": one.in_best,
                "cost": None if one.cost is None else number(shown(one.cost)),
            }
            for one in pairs
        ],
    }


def layout_bounds_result(session: Session, found: LayoutBounds) -> Json:
    """Return the result of ``explain --layout``."""
    cells = pair_cells(session)
    return {
        "allowed": not found.violations,
        "names": names(session),
        "layout": [cells[pair] for pair in sorted(found.layout)],
        "bounds": [_bound(session, one) | {"broken": found.breaks(one)} for one in found.bounds],
        "violations": [
            {"rule": one.rule} | violation_entry(session, one) for one in found.violations
        ],
    }


def explained_pair_result(session: Session, report: PairReport) -> Json:
    """Return the result of ``explain --pair``: that of ``affinity --pair``, and the other side."""
    turn = report.turn
    flipped = {
        "moves": moved(report.best or frozenset(), report.flipped or frozenset()),
        "tight": [_bound(session, one) for one in report.tight],
    }
    return pair_result(session, report) | {
        "flipped": None if report.flipped is None else flipped,
        "turn": None
        if turn is None
        else {
            "at": number(_decimal(turn.at.numerator, turn.at.denominator)),
            "at_fraction": str(turn.at),
            "change": number(_decimal(turn.reach.numerator, turn.reach.denominator)),
            "change_fraction": str(turn.reach),
            "inclusive": turn.inclusive,
            "by_threshold": turn.by_threshold,
        },
        "fixed": report.fixed,
    }


def _decimal(numerator: int, denominator: int) -> Decimal:
    return Decimal(numerator) / Decimal(denominator)


def _conflict(session: Session, conflict: Conflict) -> Json:
    entry = conflict_entry(session, conflict) or {}
    said = [stated_sentence(session, one, conflict.parts) for one in conflict.parts]
    return entry | {"sentences": said}


def _relaxation(session: Session, found: Relaxation) -> Json:
    cells = pair_cells(session)
    return {
        "changes": [_change(session, one) for one in found.changes],
        "sentence": relaxation_sentence(session, found),
        "principle": touches_principle(session.instance, found.stated),
        "proven": found.proven,
        "layout": [cells[pair] for pair in sorted(found.layout)],
    }


def _change(session: Session, change: Change) -> Json:
    return stated_entry(session, change.stated) | {
        "before": number(change.before),
        "after": number(change.after),
        "amount": number(change.amount),
        "only": list(change.only),
        "sentence": change_sentence(session, change),
    }


def _bound(session: Session, bound: Bound) -> Json:
    return stated_entry(session, bound.stated) | {
        "subject": list(bound.subject),
        "limit": number(bound.limit),
        "used": number(bound.used),
        "tight": bound.tight,
    }


def _price(session: Session, found: Prices, price: Price) -> Json:
    shown = session.instance.valuation.shown
    bound = price.bound
    return stated_entry(session, price.stated) | {
        "subject": None if bound is None else list(bound.subject),
        "gain": number(shown(price.gain)),
        "least": number(price.least),
        "least_gain": None if price.least is None else number(shown(price.least_gain)),
        "moves": moved(found.layout, price.layout),
    }
