"""Repairs, exceptions, place and order of moves as JSON."""

from allocator.app.answers.basics import Json, moved, number
from allocator.app.answers.violation import violation_entry
from allocator.app.session import Session
from allocator.model.proposal import Step
from allocator.model.rules import Violation
from allocator.study.proposal.check import Check
from allocator.study.proposal.lifting import Lifting
from allocator.study.proposal.order import Order
from allocator.study.proposal.place import Place
from allocator.study.proposal.repair import Repair, Repairs


def repairs_entry(session: Session, check: Check, found: Repairs) -> Json:
    """Return the smallest repairs and the best layouts within more moves."""
    return {
        "moves": found.moves,
        "count": found.count,
        "count_is_exact": found.exact,
        "smallest": [_repair(session, check, one) for one in found.smallest],
        "most": found.most,
        "within": [_repair(session, check, one) for one in found.within],
        "unknown": list(found.unknown),
    }


def lifting_entry(session: Session, found: Lifting) -> Json:
    """Return the exceptions that a layout needs as it stands, and what they do not lift."""
    needed = [
        {
            "rule": one.rule,
            "clause": one.clause,
            "subject": one.subject,
            "subject_name": session.capped(one.rule).get(one.subject, one.subject),
            "slots": one.slots,
        }
        for one in found.needed
    ]
    left = [_broken(session, one) for one in found.left]
    return {"legal_with_them": not left, "needed": needed, "left": left}


def place_entry(session: Session, check: Check, found: Place) -> Json:
    """Return the place in the ranking; `stands` is false where the layout is not ranked."""
    shown, layout = session.instance.valuation.shown, check.proposal.layout
    nearest = [
        {"rank": one.rank, "value": number(shown(one.value)), "moves": moved(layout, one.layout)}
        for one in found.nearest
    ]
    return {
        "stands": check.allowed and not check.missed,
        "before": found.before,
        "before_is_exact": found.exact,
        "looked_at": found.looked_at,
        "nearest": nearest,
    }


def order_entry(session: Session, found: Order) -> Json:
    """Return the steps from the current layout to the proposal, or why there are none."""
    return {
        "answer": found.answer.value,
        "double_steps": found.doubles,
        "double_steps_fewest": found.fewest,
        "steps": [_step(one.step) | {"violations": one.violations} for one in found.steps],
        "adds": [
            _broken(session, one.violation) | {"moves": [_pair(pair) for pair in one.moves]}
            for one in found.adds
        ],
        "blocked": [
            _step(one.step) | {"breaks": [_broken(session, broken) for broken in one.violations]}
            for one in found.blocked
        ],
    }


def _repair(session: Session, check: Check, one: Repair) -> Json:
    shown = session.instance.valuation.shown
    best = check.best if check.value_proven else None
    gap = None if best is None else number(shown(best.value - one.value))
    moves = moved(check.proposal.layout, one.layout)
    return {"value": number(shown(one.value)), "gap": gap, "moves": moves}


def _step(step: Step) -> Json:
    return {"kind": step.kind, "add": _pair(step.added), "drop": _pair(step.dropped)}


def _pair(pair: tuple[str, str] | None) -> Json | None:
    return None if pair is None else {"park": pair[0], "industry": pair[1]}


def _broken(session: Session, one: Violation) -> Json:
    return {"rule": one.rule} | violation_entry(session, one)
