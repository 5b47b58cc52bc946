"""Where a layout stands in the ranking, and the ranked layouts nearest to it."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import amount, changes, gap_share, plain_table
from allocator.model.layout import Pairs, moves
from allocator.study.proposal.check import Check
from allocator.study.proposal.place import Place

_MOVES_SHOWN = 30


def place_parts(session: Session, check: Check) -> list[RenderableType]:
    """Return the place of a layout in the ranking and its nearest neighbours there."""
    if (found := check.place) is None:
        return []
    title = Text(session.say("place.title"), style="bold")
    parts: list[RenderableType] = [title, *map(Text, place_lines(session, check))]
    if found.nearest:
        said = session.say("place.nearest", count=found.looked_at)
        parts += [Text(said, style="bold"), _nearest(session, check.proposal.layout, found)]
    return parts


def place_lines(session: Session, check: Check) -> list[str]:
    """Return in words where a layout stands in the ranking; nothing where nothing is legal."""
    if check.place is None:
        return []
    lines = [place_sentence(session, check, check.place)]
    if not check.place.exact and check.best is not None and check.best.value and check.gap:
        share = gap_share(abs(check.gap), check.best.value)
        lines.append(session.say(f"place.{'below' if check.gap > 0 else 'above'}", share=share))
    return [*lines, session.say("place.in_order")] if check.levels else lines


def place_sentence(session: Session, check: Check, found: Place) -> str:
    """Return where a layout stands in the ranking, or would stand."""
    reasons = ["not_legal"] if not check.allowed else []
    reasons += ["out_of_order"] if check.missed else []
    key = ("would" if reasons else "stands") + ("" if found.exact else "_later")
    why = session.joined([session.say(f"place.{one}") for one in reasons])
    return session.say(f"place.{key}", before=found.before, place=found.before + 1, why=why)


def _nearest(session: Session, layout: Pairs, found: Place) -> Table:
    columns = ["ui.rank", "ui.value", "repair.moves", "repair.against_this"]
    table = plain_table(session, columns, ratios=(None, None, None, 1), right=(0, 1, 2))
    for one in found.nearest:
        moved = changes(session, *moves(layout, one.layout))
        said = moved if one.moves <= _MOVES_SHOWN else session.say("place.many")
        table.add_row(str(one.rank), amount(session, one.value), str(one.moves), said)
    return table
