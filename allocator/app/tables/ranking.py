"""The ranking as tables: the list, then the best layout park by park."""

from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from allocator.app.session import Session
from allocator.app.tables.basics import (
    amount,
    changes,
    heading,
    plain_table,
    rounded,
    sums,
    term_name,
)
from allocator.app.tables.layout import layout_parts
from allocator.app.tables.shortage import shortage_lines
from allocator.model.layout import moves
from allocator.model.outcome import RankedLayout, Ranking, Status
from allocator.model.scenario import Level

_ROWS_SHOWN = 1000


def ranking_parts(session: Session, ranking: Ranking) -> list[RenderableType]:
    """Return what ``rank`` shows: the list, then the best layout park by park."""
    head: list[RenderableType] = [heading(session, "rank"), _objective(session)]
    if not ranking.layouts:
        return [*head, *ranking_causes(session, ranking)]
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


def _levels(session: Session, ranking: Ranking) -> list[str]:
    """Return what an ordered objective holds before it ranks."""
    levels = [
        _level(session, one, ranking.levels[one.term])
        for one in session.scenario.ordered
        if one.term in ranking.levels
    ]
    return [session.say("rank.levels", levels=session.joined(levels))] if levels else []


def _level(session: Session, level: Level, bound: int) -> str:
    """Return what a level holds its term to, in the term's own units as well as weighted."""
    weight, valuation = session.scenario.objective[level.term], session.instance.valuation
    facts: dict[str, object] = {"term": term_name(session, level.term)}
    facts |= {"weighted": amount(session, bound), "tolerance": _plain(100 * level.tolerance)}
    costs = {"differentiation": valuation.overlap_cost, "continuity": valuation.move_cost}
    if cost := costs.get(level.term):
        return session.say(f"rank.level_{level.term}", **facts, most=-bound // cost)
    if weight == 1:
        return session.say("rank.level", **facts, least=facts["weighted"])
    # a criterion of negative weight is held low: dividing by the weight turns the bound round
    key = "rank.level_weighted" if weight > 0 else "rank.level_low"
    unweighted = _without_zeros(rounded(valuation.shown(bound) / weight, 4))
    return session.say(key, **facts, bound=unweighted)


def _without_zeros(number: str) -> str:
    is_plain = "." in number and "e" not in number.lower()
    return number.rstrip("0").rstrip(".") if is_plain else number


def _plain(value: Decimal) -> str:
    return _without_zeros(f"{value:f}")


def _place_lines(session: Session, ranking: Ranking) -> list[str]:
    """Return how many of the layouts are proven to be in their places."""
    count = len(ranking.layouts)
    is_complete = ranking.status is Status.OPTIMAL
    if is_complete or not ranking.stopped:
        proven = "rank.proven" if is_complete else "rank.stopped"
        more = "rank.no_more" if ranking.exhausted else "rank.more"
        more = "rank.more_not_known" if ranking.stopped else more
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
        is_open = ranking.stopped and ranking.status is not Status.OPTIMAL
        return [session.say("certificate.open")] if is_open else []
    key = "both" if ranking.apart > 1 and ranking.within is not None else "apart"
    key = "within" if ranking.apart == 1 else key
    share = "" if ranking.within is None else _plain(100 * ranking.within)
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
