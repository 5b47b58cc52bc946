"""What makes a layout legal: the smallest repairs, better layouts nearby, and exceptions."""

from itertools import pairwise

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import amount, changes, plain_table
from allocator.app.tables.layout import more_slots
from allocator.app.tables.violation import named_violation
from allocator.model.layout import Pairs, moves
from allocator.study.proposal.check import Check
from allocator.study.proposal.lifting import Needed
from allocator.study.proposal.repair import Repair, Repairs

_SHOWN = 5
_LINES_SHOWN = 10


def repair_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return the smallest repairs, if the layout needs any, and what more moves would buy."""
    if (found := check.repairs) is None:
        return []
    parts: list[RenderableType] = []
    if not check.allowed:
        parts += _smallest(session, check.proposal.layout, found)
    if found.moves is not None:
        parts += _further(session, check, found)
    return [*parts, *map(Text, unknown_lines(session, found))]


def lifting_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return the exceptions that a layout would take as it stands, and what they cannot lift."""
    needed, left = check.lifting.needed, check.lifting.left
    if check.allowed:
        return []
    lines = [lifting_line(session, check)]
    lines += [f"· {_exception(session, one)}" for one in needed]
    if left:
        lines.append(session.say("lifting.no_exception"))
        lines += [f"· {named_violation(session, one)}" for one in left[:_LINES_SHOWN]]
    parts: list[RenderableType] = [_title(session, "lifting.title"), *map(Text, lines)]
    if more := len(left) - _LINES_SHOWN if len(left) > _LINES_SHOWN else 0:
        parts.append(Text(session.say("review.more", count=more), style="dim"))
    return parts


def lifting_line(session: Session, check: Check) -> str:
    """Return whether exceptions would make the layout legal as it stands, and how many."""
    needed, left = check.lifting.needed, check.lifting.left
    key = "none" if not needed else "partly" if left else "whole"
    return session.say(f"lifting.{key}", count=sum(one.slots for one in needed))


def fewest_line(session: Session, found: Repairs) -> str:
    """Return the fewest moves to a legal layout, and how many layouts are as near."""
    if found.moves is None:
        return session.say("repair.fewest_unknown")
    more = "" if found.exact else "_at_least"
    return session.say(f"repair.fewest{more}", moves=found.moves, count=found.count)


def unknown_lines(session: Session, found: Repairs) -> list[str]:
    """Return for how many moves the best legal layout was not found out in time."""
    moves = session.joined([str(one) for one in found.unknown])
    return [session.say("repair.unknown", moves=moves)] if found.unknown else []


def _smallest(session: Session, layout: Pairs, found: Repairs) -> list[RenderableType]:
    parts: list[RenderableType] = [_title(session, "repair.title")]
    parts.append(Text(fewest_line(session, found)))
    more = "" if found.exact else "_at_least"
    if not found.smallest:
        return parts
    first, *others = found.smallest[:_SHOWN]
    parts.append(Text(session.say("repair.first", value=amount(session, first.value))))
    parts.append(Text(changes(session, *moves(layout, first.layout))))
    if others:
        parts += [_title(session, "repair.others_title"), _others(session, first, others)]
    if left := found.count - _SHOWN if found.count > _SHOWN else 0:
        parts.append(Text(session.say(f"repair.more{more}", count=left), style="dim"))
    return parts


def _others(session: Session, first: Repair, others: list[Repair]) -> Table:
    table = plain_table(session, ["ui.value", "repair.against_first"], ratios=(None, 1), right=(0,))
    for one in others:
        table.add_row(
            amount(session, one.value), changes(session, *moves(first.layout, one.layout))
        )
    return table


def _further(session: Session, check: Check, found: Repairs) -> list[RenderableType]:
    """Return the best legal layouts within ever more moves, each against the one before."""
    if found.most < (found.moves or 0):
        return [Text(session.say("repair.too_few", most=found.most))]
    better = found.within[1:]
    if not better:
        key = "none_better" if check.allowed else "nothing_more"
        return [] if found.unknown else [Text(session.say(f"repair.{key}", most=found.most))]
    title = "better_title" if check.allowed else "within_title"
    against = "repair.against_this" if check.allowed else "ui.against_before"
    columns = ["repair.moves", "ui.value", against]
    table = plain_table(session, columns, ratios=(None, None, 1), right=(0, 1))
    for before, one in pairwise(found.within):
        start = check.proposal.layout if check.allowed else before.layout
        moved = changes(session, *moves(start, one.layout))
        table.add_row(str(one.moves), amount(session, one.value), moved)
    return [_title(session, f"repair.{title}", most=found.most), table]


def _exception(session: Session, one: Needed) -> str:
    clause = session.say("lifting.clause", clause=one.clause) if one.clause else ""
    name = session.capped(one.rule).get(one.subject, one.subject)
    more = more_slots(session, one.rule, one.slots)
    return session.say("lifting.entry", name=name, more=more, clause=clause)


def _title(session: Session, key: str, **facts: object) -> Text:
    return Text(session.say(key, **facts), style="bold")
