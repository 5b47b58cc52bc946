"""Frontier and exception curve as tables."""

from dataclasses import replace

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
    rounding_lines,
    term_name,
)
from allocator.app.tables.layout import layout_parts
from allocator.app.tables.shortage import shortage_lines
from allocator.model.layout import moves
from allocator.model.rules.clauses import clause_of
from allocator.study.conflicts.causes import Causes
from allocator.study.exceptions import ENGINE, Curve, Priced, Step
from allocator.study.frontier.points import Frontier


def frontier_parts(session: Session, found: Frontier) -> list[RenderableType]:
    """Return the points of a frontier with their moves, and the layout of the first of them."""
    head = [heading(session, "frontier")]
    if not found.points:
        return [*head, *frontier_causes(session, found)]
    table = plain_table(session, ["ui.point"], ratios=(None,), right=(0,))
    for term in found.terms:
        table.add_column(capitalised(term_name(session, term)), justify="right", no_wrap=True)
    table.add_column(session.say("ui.against_current"), justify="right", no_wrap=True)
    table.add_column(session.say("ui.against_previous"), ratio=1)
    before = found.points[0].layout
    for n, point in enumerate(found.points, 1):
        added, dropped = moves(session.instance.current, point.layout)
        worths = [rounded(found.instance.valuation.shown(one), 4) for one in point.worth]
        step = changes(session, *moves(before, point.layout))
        table.add_row(str(n), *worths, f"+{len(added)} −{len(dropped)}", step)
        before = point.layout
    return [
        *head,
        *map(Text, frontier_lines(session, found)),
        table,
        Text(session.say("frontier.first_title"), style="bold"),
        *layout_parts(session, found.points[0].layout),
    ]


def frontier_lines(session: Session, found: Frontier) -> list[str]:
    """Return what is proven of the points of a frontier."""
    weights = [f"{term_name(session, term)} × {found.weights[term]}" for term in found.terms]
    facts = {"count": f"{len(found.points):,}", "weights": session.joined(weights)}
    lines = [session.say("frontier.proven", engine=found.engine, **facts)]
    lines.append(session.say("frontier.about"))
    return lines + rounding_lines(session, found.instance.valuation)


def exceptions_parts(session: Session, found: Curve) -> list[RenderableType]:
    """Return the best layout per number of exceptions: its worth and what it takes."""
    head, steps = [heading(session, "exceptions")], found.steps
    if not steps:
        return [*head, *exceptions_causes(session, found)]
    columns = ["ui.exceptions", "ui.value", "ui.gain", "ui.keeps", "ui.taken", "ui.against_before"]
    table = plain_table(session, columns, ratios=(None, None, None, 1, 3, 5), right=(0, 1, 2))
    before = None
    for step in steps:
        against = ["—", "—"]
        if before is not None:
            against = [_gained(session, step), session.say("ui.yes" if step.keeps else "ui.no")]
        table.add_row(
            str(step.budget),
            amount(session, step.value),
            *against,
            "\n".join(taken_cells(session, step)) or "—",
            "—" if before is None else changes(session, *moves(before.layout, step.layout)),
        )
        before = step
    return [*head, *map(Text, exceptions_lines(session, found)), table]


def exceptions_lines(session: Session, found: Curve) -> list[str]:
    """Return what is proven of the steps of an exception curve."""
    lines = [session.say("exceptions.about", engine=ENGINE)]
    if found.steps[0].budget:
        lines.append(session.say("exceptions.none_below", count=found.steps[0].budget))
    return lines + rounding_lines(session, session.instance.valuation)


def price_parts(session: Session, found: Priced) -> list[RenderableType]:
    """Return the best layout at a price per exception: its worth, what it takes and pays."""
    head = [heading(session, "exceptions")]
    if found.step is None:
        return [*head, *price_causes(session, found)]
    price, step = f"{found.price:f}", found.step
    columns = ["ui.exceptions", "ui.value", "ui.price", "ui.net", "ui.taken"]
    table = plain_table(session, columns, ratios=(None, None, None, None, 1), right=(0, 1, 2, 3))
    worths = [amount(session, step.value), price, amount(session, found.net)]
    table.add_row(str(step.budget), *worths, listed(taken_cells(session, step)))
    return [
        *head,
        *map(Text, price_lines(session, found)),
        table,
        Text(session.say("exceptions.layout_title"), style="bold"),
        *layout_parts(session, step.layout),
    ]


def price_lines(session: Session, found: Priced) -> list[str]:
    """Return what is proven of the layout at a price."""
    price = f"{found.price:f}"
    lines = [session.say("exceptions.at_price", price=price, engine=ENGINE)]
    return lines + rounding_lines(session, session.instance.valuation)


def frontier_causes(session: Session, found: Frontier) -> list[Text]:
    """Return why a frontier has no point; nothing if it has one."""
    return [] if found.points else causes_lines(session, found.causes)


def exceptions_causes(session: Session, found: Curve) -> list[Text]:
    """Return why no number of exceptions asked for has a layout; nothing if one has."""
    if found.steps:
        return []
    count = {0: "_without", 1: "_one"}.get(found.most, "")
    none = session.say(f"exceptions.none{count}", most=found.most)
    lines = [Text(none, style="bold red")]
    key = "exceptions.however_many" if found.beyond else "exceptions.without"
    return [*lines, Text(session.say(key)), *causes_lines(session, found.causes)]


def price_causes(session: Session, found: Priced) -> list[Text]:
    """Return why no layout is legal at any price; nothing if one is."""
    if found.step is not None:
        return []
    return [Text(session.say("exceptions.however_many")), *causes_lines(session, found.causes)]


def causes_lines(session: Session, why: Causes | None) -> list[Text]:
    """Return why nothing is legal."""
    if why is None:
        return shortage_lines(session, ())
    return shortage_lines(replace(session, instance=why.instance), why.shortages, why.conflict)


def taken_cells(session: Session, step: Step) -> list[str]:
    """Return who takes how many places beyond which cap, and the clause that states the cap."""
    cells = []
    for (rule, one), slots in sorted(step.taken.items()):
        clause = clause_of(session.scenario, rule)
        cited = session.say("conflict.clause", clause=clause) if clause else ""
        cells.append(f"{session.capped(rule)[one]} +{slots}{cited}")
    return cells


def _gained(session: Session, step: Step) -> str:
    return f"+{amount(session, step.gain)}" if step.gain else "0"
