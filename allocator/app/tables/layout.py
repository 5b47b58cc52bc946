"""One layout park by park, and what has to be said about it."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import changes, listed, plain_table, rounded
from allocator.model.layout import Pairs, moves, ubiquity

_MARKS = {"*": "supporting", "△": "unsupported", "#": "locked"}


def layout_parts(session: Session, layout: Pairs) -> list[RenderableType]:
    """Return a layout as a table, with its marks explained and the industries left out."""
    lines = _legend(session, layout)
    held = ubiquity(layout)
    full = full_names(session, layout)
    left = [name for one, name in session.industries.items() if not held[one]]
    if full:
        key = "layout.full_sectors" if session.counts_sectors else "layout.full"
        lines.append(session.say(key, names=session.joined(full)))
    if left:
        lines.append(session.say("layout.left_out", names=session.joined(left)))
    lines += grant_lines(session)
    return [layout_table(session, layout), *(Text(line, style="dim") for line in lines)]


def layout_table(session: Session, layout: Pairs) -> Table:
    """Return a layout park by park, with affinities and the changes to the current layout."""
    columns = ["ui.park", "ui.industries", "ui.against_current"]
    table = plain_table(session, columns, ratios=(None, 3, 2))
    for park, name in session.parks.items():
        held = sorted(
            (one for one in session.industries if (park, one) in layout),
            key=lambda one: -(session.instance.affinity[park, one].value or 0),
        )
        cells = [session.industries[one] + _affinity(session, (park, one)) for one in held]
        before = frozenset(pair for pair in session.instance.current if pair[0] == park)
        moved = moves(before, frozenset((park, one) for one in held))
        table.add_row(name, listed(cells), changes(session, *moved, with_park=False))
    return table


def grant_lines(session: Session) -> list[str]:
    """Return the granted exceptions, one line each, as they stand in the scenario."""
    return [
        session.say(
            "layout.grant",
            name=session.capped(one.rule).get(one.subject, one.subject),
            more=more_slots(session, one.rule, one.slots),
            reason=one.reason,
            by=one.by,
            on=one.on,
        )
        for one in session.instance.grants
    ]


def full_names(session: Session, layout: Pairs) -> list[str]:
    """Return the names of the industries, or sectors where these are counted, at their cap."""
    instance = session.instance
    caps, counted = instance.industry_caps, layout
    if session.counts_sectors:
        caps = instance.sector_caps
        counted = frozenset((park, instance.sectors[one]) for park, one in layout)
    held = ubiquity(counted)
    names = session.capped("industry_cap")
    return [name for one, name in names.items() if held[one] and held[one] >= caps[one]]


def more_slots(session: Session, rule: str, slots: int) -> str:
    """Return what an exception admits: further industries of a park, or further parks."""
    key = "more_industries" if rule == "park_cap" else "more_parks"
    one = "_one" if slots == 1 else ""
    return session.say(f"layout.{key}{one}", count=slots)


def _affinity(session: Session, pair: tuple[str, str]) -> str:
    value = session.instance.affinity[pair].value
    shown = ("?" if value is None else rounded(value, 2)) + _marks(session, pair)
    return f"({shown})" if session.language == "zh" else f" ({shown})"


def _marks(session: Session, pair: tuple[str, str]) -> str:
    locked = "#" if pair in session.instance.locked_in else ""
    if session.is_unsupported(pair):
        return f"{locked}△"
    return locked + ("*" if pair in session.without_leading else "")


def _legend(session: Session, layout: Pairs) -> list[str]:
    """Return what the marks mean, those alone that the layout has."""
    used = {mark for pair in layout for mark in _marks(session, pair)}
    said = [session.say(f"layout.{name}") for mark, name in _MARKS.items() if mark in used]
    return [session.say("layout.between").join(said)] if said else []
