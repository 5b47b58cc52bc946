"""The ranking as tables: the list, then the best layout park by park."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    changes,
    gap_share,
    heading,
    plain_table,
    sums,
    term_name,
)
from allocator.app.tables.layout import layout_parts
from allocator.app.tables.proof import proof_lines
from allocator.app.tables.shortage import shortage_lines
from allocator.model.layout import moves
from allocator.model.outcome import RankedLayout, Ranking, Status

_ROWS_SHOWN = 1000


def ranking_parts(session: Session, ranking: Ranking) -> list[RenderableType]:
    """Return what ``rank`` shows: the list, then the best layout park by park."""
    objective = Text(objective_line(session), style="dim")
    head: list[RenderableType] = [heading(session, "rank"), objective]
    if not ranking.layouts:
        return [*head, *ranking_causes(session, ranking)]
    best = ranking.layouts[0]
    return [
        *head,
        Text("\n".join(proof_lines(session, ranking))),
        _ranking_table(session, ranking),
        *_left_out(session, len(ranking.layouts) - _ROWS_SHOWN),
        Text(session.say("rank.best_title"), style="bold"),
        *layout_parts(session, best.layout),
        Text(sums(session, best.layout, best.terms)),
    ]


def ranking_causes(session: Session, ranking: Ranking) -> list[Text]:
    """Return why a list is empty; nothing if it is not."""
    if ranking.layouts:
        return []
    if ranking.status is Status.INTERRUPTED:
        return [Text(session.say("rank.nothing_in_time"), style="bold red")]
    return shortage_lines(session, ranking.shortages, ranking.conflict)


def _ranking_table(session: Session, ranking: Ranking) -> Table:
    columns = ["ui.rank", "ui.value", "ui.gap", "ui.pairs", "ui.moves", "ui.against_best"]
    table = plain_table(
        session, columns, ratios=(None, None, None, None, None, 1), right=(0, 1, 2, 3, 4)
    )
    best = ranking.layouts[0]
    for one in ranking.layouts[:_ROWS_SHOWN]:
        added, dropped = moves(session.instance.current, one.layout)
        table.add_row(
            str(one.rank),
            amount(session, one.value),
            _gap(session, one, best.value),
            str(len(one.layout)),
            f"+{len(added)} −{len(dropped)}",
            changes(session, *moves(best.layout, one.layout)) if one.rank > 1 else "—",
        )
    return table


def _left_out(session: Session, rows: int) -> list[RenderableType]:
    return [Text(session.say("rank.left_out", count=f"{rows:,}"))] if rows > 0 else []


def _gap(session: Session, one: RankedLayout, best: int) -> str:
    if not one.gap:
        return "0"
    if not best:
        return amount(session, one.gap)
    return f"{amount(session, one.gap)} ({gap_share(one.gap, best)})"


def objective_line(session: Session) -> str:
    """Return the weighted terms that the value is the sum of."""
    weights = session.scenario.objective.items()
    terms = [f"{term_name(session, name)} × {weight}" for name, weight in weights if weight]
    return session.say("rank.objective", terms=" + ".join(terms))
