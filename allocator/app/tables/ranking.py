"""The ranking as tables: the list, then the best layout park by park."""

from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import amount, changes, heading, plain_table, sums, term_name
from allocator.app.tables.layout import layout_parts
from allocator.app.tables.shortage import shortage_lines
from allocator.model.layout import moves
from allocator.model.outcome import RankedLayout, Ranking, Status

_ROWS_SHOWN = 1000


def ranking_parts(session: Session, ranking: Ranking) -> list[RenderableType]:
    """Return what ``rank`` shows: the list, then the best layout park by park."""
    head: list[RenderableType] = [heading(session, "rank"), _objective(session)]
    if not ranking.layouts:
        if ranking.status is Status.INTERRUPTED:
            return [*head, Text(session.say("rank.nothing_in_time"), style="bold red")]
        return [*head, *shortage_lines(session, ranking.shortages, ranking.conflict)]
    best = ranking.layouts[0]
    return [
        *head,
        Text(_proof(session, ranking)),
        _ranking_table(session, ranking),
        *_left_out(session, len(ranking.layouts) - _ROWS_SHOWN),
        Text(session.say("rank.best_title"), style="bold"),
        *layout_parts(session, best.layout),
        Text(sums(session, best.layout, best.terms)),
    ]


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


def _levels(session: Session, ranking: Ranking) -> list[str]:
    """Return what an ordered objective holds before it ranks."""
    levels = [
        session.say(
            "rank.level",
            term=term_name(session, one.term),
            least=amount(session, ranking.levels[one.term]),
            tolerance=f"{100 * one.tolerance:f}".rstrip("0").rstrip(".") or "0",
        )
        for one in session.scenario.ordered
        if one.term in ranking.levels
    ]
    return [session.say("rank.levels", levels=session.joined(levels))] if levels else []


def _place_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return how many of the layouts are proven to be in their places."""
    count = len(ranking.layouts)
    if not ranking.stopped:
        proven = "rank.proven" if ranking.status is Status.OPTIMAL else "rank.stopped"
        more = "rank.no_more" if ranking.exhausted else "rank.more"
        return [session.say(proven, count=count, engine=ranking.engine) + session.say(more)]
    early = session.say("rank.stopped_early", count=count, proven=ranking.proven)
    if ranking.next_bound is None:
        return [early]
    key = "rank.next_bound" if ranking.proven else "rank.bound"
    return [early, session.say(key, bound=amount(session, ranking.next_bound))]


def _certificate(session: Session, ranking: Ranking) -> list[str]:
    """Return what the list proves about all other layouts, in words."""
    if ranking.apart == 1 and ranking.within is None:
        return []
    if not ranking.exhausted:
        return [session.say("certificate.open")] if ranking.stopped else []
    key = "both" if ranking.apart > 1 and ranking.within is not None else "apart"
    key = "within" if ranking.apart == 1 else key
    share = "" if ranking.within is None else f"{100 * ranking.within:f}".rstrip("0").rstrip(".")
    lines = [session.say(f"certificate.{key}", apart=ranking.apart, within=share)]
    return [*lines, session.say("certificate.in_order")] if ranking.levels else lines


def _left_out(session: Session, rows: int) -> list[RenderableType]:
    return [Text(session.say("rank.left_out", count=f"{rows:,}"))] if rows > 0 else []


def _gap(session: Session, one: RankedLayout, best: int) -> str:
    if not one.gap:
        return "0"
    share = f" ({Decimal(100 * one.gap) / abs(best):.2f}%)" if best else ""
    return f"{amount(session, one.gap)}{share}"


def _objective(session: Session) -> Text:
    weights = session.scenario.objective.items()
    terms = [f"{term_name(session, name)} × {weight}" for name, weight in weights if weight]
    return Text(session.say("rank.objective", terms=" + ".join(terms)), style="dim")


def _proof(session: Session, ranking: Ranking) -> str:
    lines = [*_levels(session, ranking), *_place_lines(session, ranking)]
    lines += _certificate(session, ranking)
    shared = [(value, held) for value, held in ranking.shared.items() if held[0] > 1]
    for value, (layouts, complete) in shared[:3]:
        key = "rank.shared" if complete else "rank.shared_at_least"
        lines.append(session.say(key, count=layouts, value=amount(session, value)))
    if len(shared) > 3:
        lines.append(session.say("rank.shared_more", count=len(shared) - 3))
    if not session.instance.valuation.exact:
        exponent = session.instance.valuation.exponent
        lines.append(session.say("rank.rounded", exponent=-exponent))
    return "\n".join(lines)
