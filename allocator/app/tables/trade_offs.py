"""Frontier and exception curve as tables."""

from rich.console import RenderableType
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    capitalised,
    changes,
    heading,
    listed,
    plain_table,
    rounded,
    term_name,
)
from allocator.model.layout import moves
from allocator.study.exceptions import Step
from allocator.study.frontier import Frontier


def frontier_parts(session: Session, found: Frontier) -> list[RenderableType]:
    """Return the points of a frontier, each with its moves against the one before."""
    head = [heading(session, "frontier")]
    if not found.points:
        return [*head, Text(session.say("rank.infeasible"), style="bold red")]
    table = plain_table(session, ["ui.point"], ratios=(None,), right=(0,))
    for term in found.terms:
        table.add_column(capitalised(term_name(session, term)), justify="right", no_wrap=True)
    table.add_column(session.say("ui.moves"), justify="right", no_wrap=True)
    table.add_column(session.say("ui.against_previous"), ratio=1)
    before = found.points[0].layout
    for n, point in enumerate(found.points, 1):
        added, dropped = moves(session.instance.current, point.layout)
        worths = [rounded(found.instance.valuation.shown(one), 4) for one in point.worth]
        step = changes(session, *moves(before, point.layout))
        table.add_row(str(n), *worths, f"+{len(added)} −{len(dropped)}", step)
        before = point.layout
    weights = [f"{term_name(session, term)} × {found.weights[term]}" for term in found.terms]
    facts = {"count": len(found.points), "weights": session.joined(weights)}
    return [*head, Text(session.say("frontier.proven", **facts)), table]


def exceptions_parts(session: Session, steps: tuple[Step, ...]) -> list[RenderableType]:
    """Return the best layout per number of exceptions: its worth and what it takes."""
    head = [heading(session, "exceptions")]
    if not steps:
        return [*head, Text(session.say("exceptions.none"), style="bold red")]
    columns = ["ui.exceptions", "ui.value", "ui.gain", "ui.keeps", "ui.taken"]
    table = plain_table(session, columns, ratios=(None, None, None, None, 1), right=(0, 1, 2))
    for step in steps:
        table.add_row(
            str(step.budget),
            amount(session, step.value),
            _gained(session, step) if step is not steps[0] else "—",
            "—" if step is steps[0] else session.say("ui.yes" if step.keeps else "ui.no"),
            listed(_taken(session, step)),
        )
    lines = [Text(session.say("exceptions.about"))]
    if steps[0].budget:
        lines.append(Text(session.say("exceptions.none_below", count=steps[0].budget)))
    return [*head, *lines, table]


def price_parts(session: Session, steps: tuple[Step, ...]) -> list[RenderableType]:
    """Return the best layout at a price per exception: its worth and what it takes."""
    head = [heading(session, "exceptions")]
    if not steps:
        return [*head, Text(session.say("exceptions.none"), style="bold red")]
    columns = ["ui.exceptions", "ui.value", "ui.taken"]
    table = plain_table(session, columns, ratios=(None, None, 1), right=(0, 1))
    for step in steps:
        taken = listed(_taken(session, step))
        table.add_row(str(step.budget), amount(session, step.value), taken)
    return [*head, Text(session.say("exceptions.at_price")), table]


def _taken(session: Session, step: Step) -> list[str]:
    return [
        f"{session.capped(rule)[one]} +{slots}" for (rule, one), slots in sorted(step.taken.items())
    ]


def _gained(session: Session, step: Step) -> str:
    return f"+{amount(session, step.gain)}" if step.gain else "0"
