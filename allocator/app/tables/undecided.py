"""How far a layout is from the best one, as far as that is proven, and what a stop left open."""

from typing import Literal

from allocator.app.session import Session
from allocator.app.tables.basics import amount
from allocator.model.outcome import Status
from allocator.study.proposal.check import Check


def best_kind(check: Check) -> Literal["best", "first", "found"]:
    """Return what the layout beside the one judged is: best, first in order, or found so far."""
    if not check.proven:
        return "found"
    return "first" if check.levels else "best"


def undecided_lines(session: Session, check: Check) -> list[str]:
    """Return what a stop left open, and how far the search for the best layout came."""
    lines = [_best_line(session, check)] if "best" in check.undecided else []
    if lines and check.bound is not None:
        key = "check.bound_first" if check.levels else "rank.bound"
        lines.append(session.say(key, bound=amount(session, check.bound)))
    others = [session.say(f"check.part_{one}") for one in check.undecided if one != "best"]
    if others:
        lines.append(session.say("check.undecided", parts=session.joined(others)))
    return lines


def _best_line(session: Session, check: Check) -> str:
    key = "found" if check.best else "nothing"
    if check.value_proven:
        key = "value"
    elif session.scenario.ordered and not check.levels:
        key = "order"
    return session.say(f"check.stopped_{key}")


def gap_sentence(session: Session, check: Check) -> str:
    """Return how far a layout is from the best one, or from the best that is known."""
    if check.status is Status.INFEASIBLE:
        return session.say("check.no_best")
    if check.gap is None:
        return session.say("check.gap_between").join(_open_gap(session, check))
    order = "_first" if check.levels else ""
    if check.to_best == ([], []):
        kind = "best" if check.proven else "worth"
        return session.say(f"check.is_{kind}{order}")
    gap = amount(session, abs(check.gap))
    if check.gap >= 0:
        return session.say(f"check.gap{order}", gap=gap)
    if not order:
        return session.say("check.gap_above", gap=gap)
    breaks = "misses" if check.allowed else "breaks_and_misses" if check.missed else "breaks"
    return session.say("check.gap_above_first", gap=gap, why=session.say(f"check.{breaks}"))


def _open_gap(session: Session, check: Check) -> list[str]:
    """Return the same where the best value is not proven, with what its bound says."""
    lines = [_found_gap(session, check)]
    if (most := check.gap_at_most) is not None:
        key = "at_most" if most >= 0 else "above_all"
        lines.append(session.say(f"check.gap_{key}", gap=amount(session, abs(most))))
    return lines


def _found_gap(session: Session, check: Check) -> str:
    if check.short is None:
        return session.say("check.nothing_found")
    if check.to_best == ([], []):
        return session.say("check.is_found")
    key = "found" if check.short >= 0 else "above_found"
    return session.say(f"check.gap_{key}", gap=amount(session, abs(check.short)))
