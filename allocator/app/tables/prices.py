"""What binds the best layout and what it costs, as tables."""

from decimal import Decimal
from typing import TypeVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.stated import place_text
from allocator.app.subjects import subject_name, with_unit
from allocator.app.tables.basics import (
    amount,
    changes,
    heading,
    listed,
    plain_table,
    rounding_lines,
)
from allocator.model.layout import moves
from allocator.model.outcome import Stated
from allocator.model.rules import JUDGES
from allocator.study.prices.bounds import Bound
from allocator.study.prices.layout_bounds import LayoutBounds
from allocator.study.prices.shadow import PairPrice, Price, Prices

_OUT_SHOWN = 4
_MOVES_SHOWN = 6
Entry = TypeVar("Entry")


def prices_parts(session: Session, found: Prices) -> list[RenderableType]:
    """Return what ``explain`` shows: what each slot more is worth, and what is full for nothing."""
    value, *about = prices_lines(session, found)
    parts: list[RenderableType] = [heading(session, "prices"), Text(value, style="bold")]
    parts += map(Text, about)
    gaining = [one for one in found.prices if one.gain]
    if gaining:
        parts.append(_gains(session, found, gaining))
    parts += [Text(line, style="dim") for line in idle_lines(session, found)]
    parts += [Text(line) for line in rounding_lines(session, session.instance.valuation)]
    if found.pairs is not None:
        title = Text(session.say("prices.pairs_title"), style="bold")
        legend = Text(session.say("prices.pairs_legend", count=_OUT_SHOWN), style="dim")
        parts += [title, _pair_table(session, found.pairs), legend]
    return parts


def prices_lines(session: Session, found: Prices) -> list[str]:
    """Return what the best layout is worth, and what the prices are."""
    lines = [session.say("prices.best", value=amount(session, found.value))]
    if session.scenario.ordered:
        lines.append(session.say("prices.ordered"))
    gains = any(one.gain for one in found.prices)
    return [*lines, session.say("prices.about" if gains else "prices.none")]


def layout_bounds_line(session: Session, found: LayoutBounds) -> str:
    """Return whether a layout is legal."""
    key = "layout_legal" if not found.violations else "layout_illegal"
    return session.say(f"prices.{key}", count=len(found.violations))


def layout_bounds_parts(session: Session, found: LayoutBounds) -> list[RenderableType]:
    """Return what ``explain --layout`` shows: the bounds that a layout meets or breaks."""
    columns = ["ui.clause", "ui.rule", "prices.col_about", "prices.col_used", "prices.col_place"]
    table = plain_table(session, columns, ratios=(None, None, 1, None, None))
    for one in sorted(found.bounds, key=lambda one: _listing_place(session, one)):
        if one.tight or found.breaks(one):
            table.add_row(
                one.stated.clause or "—",
                session.rule_name(one.stated.rule),
                priced_subject(session, one.stated, one),
                _used(session, one) + (" ×" if found.breaks(one) else ""),
                place_text(session, one.stated),
            )
    return [
        heading(session, "prices"),
        Text(layout_bounds_line(session, found), style="bold"),
        Text(session.say("prices.layout_about")),
        table,
    ]


def _listing_place(session: Session, one: Bound) -> tuple[int, int]:
    """Sort bounds by rule, then as listings sort parks and industries."""
    listed = [*session.parks, *session.industries]
    first = one.subject[-1] if one.stated.rule == "capacity" else one.subject[0]
    place = listed.index(first) if first in listed else len(listed)
    return list(JUDGES).index(one.stated.rule), place


def _gains(session: Session, found: Prices, gaining: list[Price]) -> Table:
    columns = [
        "ui.clause",
        "ui.rule",
        "prices.col_about",
        "prices.col_used",
        "prices.col_gain",
        "prices.col_then",
    ]
    table = plain_table(session, columns, ratios=(None, None, 2, None, None, 3), right=(3, 4))
    for one in sorted(gaining, key=lambda one: (one.bound is None, -one.gain)):
        table.add_row(
            one.stated.clause or "—",
            session.rule_name(one.stated.rule),
            priced_subject(session, one.stated, one.bound) + loosened(session, one),
            "" if one.bound is None else _used(session, one.bound),
            amount(session, one.gain),
            _then(session, found, one),
        )
    return table


def _then(session: Session, found: Prices, one: Price) -> str:
    """Return how the best layout changes; only how much where that is a lot."""
    added, dropped = moves(found.layout, one.layout)
    count = len(added) + len(dropped)
    if count > _MOVES_SHOWN:
        return session.say("prices.moves", count=count)
    return changes(session, added, dropped)


def priced_subject(session: Session, stated: Stated, bound: Bound | None) -> str:
    """Return what a price or a bound is about."""
    subject = stated.entry if bound is None else bound.subject
    name = subject_name(session, stated.rule, subject)
    if stated.rule == "quota":
        return session.say(f"prices.quota_{subject[-1]}", name=name)
    return name


def loosened(session: Session, one: Price) -> str:
    """Return what is loosened where that is not one slot: a default, an entry, a supply."""
    if one.bound is None:
        is_default = one.stated.rule.endswith(("_cap", "_floor"))
        return session.say("prices.for_all" if is_default else "prices.dropped")
    if one.stated.rule != "capacity" or one.least is None:
        return ""
    facts = {
        "least": with_unit(session, one.stated.entry[0], one.least),
        "gain": amount(session, one.least_gain),
    }
    return session.say("prices.lifted", **facts)


def _used(session: Session, bound: Bound) -> str:
    if bound.stated.rule == "capacity":
        resource = bound.stated.entry[0]
        return f"{Decimal(bound.used):f}/{with_unit(session, resource, Decimal(bound.limit))}"
    return f"{bound.used}/{bound.limit}"


def idle_lines(session: Session, found: Prices) -> list[str]:
    """Return what is full, and would gain nothing with a slot more, rule by rule."""
    gaining = {one.bound for one in found.prices if one.gain}
    lines = []
    for rule in dict.fromkeys(one.stated.rule for one in found.bounds):
        names = [
            priced_subject(session, one.stated, one)
            for one in sorted(found.bounds, key=lambda one: _listing_place(session, one))
            if one.tight and one.stated.rule == rule and one not in gaining
        ]
        if names:
            facts = {"rule": session.rule_name(rule), "names": session.joined(names)}
            lines.append(session.say("prices.idle", **facts))
    return lines


def _pair_table(session: Session, pairs: tuple[PairPrice, ...]) -> Table:
    """Return per park its industries with their replacement cost, and the cheapest to force in."""
    columns = ["ui.park", "prices.inside", "prices.outside"]
    table = plain_table(session, columns, ratios=(None, 1, 1))
    for park, name in session.parks.items():
        own = [one for one in pairs if one.pair[0] == park]
        inside = [one for one in own if one.in_best]
        outside = sorted(
            (one for one in own if not one.in_best and one.cost is not None),
            key=lambda one: (one.cost or 0, one.pair),
        )
        shown = [_priced(session, one) for one in outside[:_OUT_SHOWN]]
        table.add_row(name, listed([_priced(session, one) for one in inside]), listed(shown))
    return table


def _priced(session: Session, one: PairPrice) -> str:
    cost = session.say("prices.never") if one.cost is None else amount(session, one.cost)
    return session.say("prices.pair", name=session.industries[one.pair[1]], cost=cost)
