"""Why a pair is in or out, as text: its standing, its other side, its turning point, evidence."""

from rich.console import RenderableType
from rich.text import Text

from allocator.app.numbers import exact
from allocator.app.session import Session
from allocator.app.subjects import subject_name
from allocator.app.tables.affinity import affinity_lines, standing, trace_parts
from allocator.app.tables.basics import changes, heading
from allocator.study.prices.pair import PairReport, Turn


def explained_pair_parts(session: Session, report: PairReport) -> list[RenderableType]:
    """Return what ``explain --pair`` shows."""
    parts: list[RenderableType] = [
        heading(session, "affinity"),
        *affinity_lines(session, report.trace),
        Text(standing(session, report)),
        Text(turn_sentence(session, report)),
    ]
    if report.flipped is not None:
        parts.append(Text(session.say("turn.then"), style="bold"))
        parts.append(Text(changes(session, *report.displaced)))
        if report.tight:
            parts.append(Text(session.say("turn.tight", names=tight_names(session, report))))
    return [*parts, *trace_parts(session, report.trace)]


def turn_sentence(session: Session, report: PairReport) -> str:
    """Return from which affinity on the pair is decided the other way, or why there is none."""
    if report.turn is None:
        return session.say(f"turn.{report.fixed}")
    turn, now = report.turn, report.trace.affinity.value
    way = "fall" if report.in_best else "rise"
    if turn.by_threshold:
        key = f"{way}_threshold"
    elif not turn.reach:
        key = f"{way}_at_once"  # a tie that the fixed order decides
    elif turn.inclusive:
        key = f"{way}_to"
    else:
        key = "fall_below" if report.in_best else "rise_above"
    up = not report.in_best
    facts = {"now": f"{now:f}", "at": exact(turn.at, up), "reach": exact(abs(turn.reach), True)}
    return session.say(f"turn.{key}", **facts) + _limits(session, turn)


def _limits(session: Session, turn: Turn) -> str:
    """Return that no evidence leads there, where an affinity is a blend from 0 to 1."""
    parts = session.scenario.affinity.parts()
    if list(parts) == ["given"] or 0 <= turn.at <= 1:
        return ""
    return session.say("turn.beyond_share" if turn.at > 1 else "turn.below_zero")


def tight_names(session: Session, report: PairReport) -> str:
    """Return the bounds that the other layout meets, by name."""
    names = []
    for bound in report.tight:
        name = subject_name(session, bound.stated.rule, bound.subject)
        names.append(f"{session.rule_name(bound.stated.rule)} {name} {bound.used}/{bound.limit}")
    return session.joined(names)
