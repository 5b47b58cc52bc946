"""What all tables share: width, names, amounts, moves. Chinese characters count as two columns."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from io import StringIO

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.wrapping import Screen, prose
from allocator.model.layout import Pairs, distance, overlap
from allocator.model.valuation import Valuation
from allocator.report import numbers

WIDTH = 100
_LEAST_SHARE = Decimal("0.01")  # in per cent
rounded = numbers.rounded


def render(parts: list[RenderableType], colour: bool) -> str:
    """Return the parts as text, `WIDTH` columns wide, with or without terminal colours."""
    screen = StringIO()
    Screen(
        file=screen,
        width=WIDTH,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    ).print(Group(*(prose(part) if isinstance(part, Text) else part for part in parts)))
    return "\n".join(line.rstrip() for line in screen.getvalue().splitlines())


def heading(session: Session, command: str) -> Text:
    """Return the first line of an answer: the scenario and the question."""
    name = session.scenario.name.within(session.language)
    return Text(f"{name} · {session.say(f'{command}.title')}", style="bold")


def sections(*parts: Sequence[RenderableType]) -> list[RenderableType]:
    """Return sections under each other, an empty line between; tables bring their own."""
    shown: list[RenderableType] = []
    for section in filter(None, parts):
        if shown and not any(isinstance(one, Table) for one in (shown[-1], section[0])):
            shown.append(Text(""))
        shown += section
    return shown


def plain_table(
    session: Session,
    columns: list[str],
    ratios: tuple[int | None, ...] = (),
    right: Collection[int] = (),
) -> Table:
    """Return an empty table; with `ratios` it takes the whole width.

    A column without a ratio is as wide as its content, those with one share what is left.
    """
    table = Table(box=SIMPLE, pad_edge=False, expand=bool(ratios), padding=(0, 1))
    for place, key in enumerate(columns):
        table.add_column(
            session.say(key),
            ratio=ratios[place] if ratios else None,
            no_wrap=not ratios or ratios[place] is None,
            justify="right" if place in right else "left",
            overflow="fold",
        )
    return table


def amount(session: Session, value: int) -> str:
    """Return a whole-number worth as people see it, to four decimals."""
    return rounded(session.instance.valuation.shown(value), 4)


def gap_share(gap: int, best: int) -> str:
    """Return a gap above 0 as a share, in per cent, of the best value, which is not 0."""
    share = Decimal(100 * gap) / abs(best)
    # it is not to look like nothing
    return f"{share:.2f}%" if share >= _LEAST_SHARE else f"<{_LEAST_SHARE}%"


def signed(value: Decimal | None) -> str:
    """Return a difference with its sign, to four decimals; a dash where there is none."""
    if value is None:
        return "—"
    return "0" if not value else f"{'+' if value > 0 else '−'}{rounded(abs(value), 4)}"


def rounding_lines(session: Session, valuation: Valuation) -> list[str]:
    """Return what is said where digits were lost on the way to whole numbers."""
    return [] if valuation.exact else [session.say("rank.rounded", exponent=-valuation.exponent)]


def term_name(session: Session, term: str) -> str:
    """Return the name of a term of the objective."""
    for criterion in session.scenario.criteria:
        if criterion.id == term:
            return criterion.name.within(session.language)
    return session.say(f"term.{term}")


def capitalised(name: str) -> str:
    """Return a name as it stands at the head of a column or alone in a cell."""
    return name[:1].upper() + name[1:]


def pair_name(session: Session, pair: tuple[str, str]) -> str:
    """Return a pair as people read it."""
    return f"{session.parks[pair[0]]}–{session.industries[pair[1]]}"


def changes(
    session: Session,
    added: list[tuple[str, str]],
    dropped: list[tuple[str, str]],
    with_park: bool = True,
) -> str:
    """Return moves as text, park by park, what is added before what is dropped."""
    signs: dict[str, list[str]] = {}
    for sign, pairs in (("+", added), ("−", dropped)):
        for park, industry in session.in_listing_order(pairs):
            signs.setdefault(park, []).append(sign + session.industries[industry])
    entries = []
    for park, name in session.parks.items():
        if park in signs:
            moved = "  ".join(signs[park])
            entries.append(
                session.say("ui.park_moves", park=name, moves=moved) if with_park else moved
            )
    return ("\n" if with_park else "  ").join(entries) or "—"


def sums(session: Session, layout: Pairs, terms: Mapping[str, int]) -> str:
    """Return what a value is made of: weighted terms, with the counts behind them."""
    counts = {
        "differentiation": overlap(layout),
        "continuity": distance(layout, session.instance.current),
    }
    cells = []
    for name, worth in terms.items():
        counted = session.say(f"rank.count_{name}", count=counts[name]) if name in counts else ""
        cells.append(f"{term_name(session, name)} {amount(session, worth)}{counted}")
    return session.say("rank.sums", terms=session.joined(cells))


def listed(cells: list[str]) -> str:
    """Return entries of one table cell, apart enough to be read and wrapped one by one."""
    return "  ".join(cells) or "—"
