"""What all tables share: width, names, amounts, moves. Chinese characters count as two columns."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

from rich.box import SIMPLE
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session

WIDTH = 100


def render(parts: list[RenderableType], colour: bool) -> str:
    """Return the parts as text, `WIDTH` columns wide, with or without terminal colours."""
    screen = StringIO()
    Console(
        file=screen, width=WIDTH, force_terminal=colour, no_color=not colour, highlight=False
    ).print(Group(*parts))
    return "\n".join(line.rstrip() for line in screen.getvalue().splitlines())


def heading(session: Session, command: str) -> Text:
    """Return the first line of an answer: the scenario and the question."""
    name = session.scenario.name.within(session.language)
    return Text(f"{name} · {session.say(f'{command}.title')}", style="bold")


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


def rounded(value: Decimal, places: int) -> str:
    """Return a number to so many decimals, half up; huge and tiny ones in powers of ten."""
    if value and not Decimal("1e-4") <= abs(value) < Decimal("1e12"):
        return f"{value:.{places}e}"
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}"


def term_name(session: Session, term: str) -> str:
    """Return the name of a term of the objective."""
    for criterion in session.scenario.criteria:
        if criterion.id == term:
            return criterion.name.within(session.language)
    return session.say(f"term.{term}")


def pair_name(session: Session, pair: tuple[str, str]) -> str:
    """Return a pair as people read it."""
    return f"{session.parks[pair[0]]}–{session.industries[pair[1]]}"


def changes(
    session: Session,
    added: list[tuple[str, str]],
    dropped: list[tuple[str, str]],
    park: str | None,
) -> str:
    """Return moves as text; inside one park the park's name is left out."""
    signs = [("+", pair) for pair in added] + [("−", pair) for pair in dropped]
    order = {pair: n for n, pair in enumerate(session.in_listing_order([p for _, p in signs]))}
    signs.sort(key=lambda one: (order[one[1]], one[0]))
    cells = [
        sign + (session.industries[pair[1]] if park else pair_name(session, pair))
        for sign, pair in signs
    ]
    return listed(cells)


def listed(cells: list[str]) -> str:
    """Return entries of one table cell, apart enough to be read and wrapped one by one."""
    return "  ".join(cells) or "—"
