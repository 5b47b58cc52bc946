"""``rank`` as CSV: layouts pair by pair, frontiers, exceptions."""

from collections.abc import Iterator

from allocator.app.csv_forms.basics import Row, blank, cell, named, written
from allocator.app.session import Session
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import RankedLayout, Ranking
from allocator.model.rules.clauses import clause_of
from allocator.study.exceptions import Curve, Priced, Step
from allocator.study.frontier.points import Frontier

_TAKEN = ("rule", "clause", "subject", "subject_name", "slots")
RANKING_HEAD = (
    "rank",
    "value",
    "gap",
    "park",
    "park_name",
    "industry",
    "industry_name",
    "affinity",
    "proven",
)


def ranking_csv(session: Session, ranking: Ranking) -> str:
    """Return one row per layout and pair; `proven` says whether the layout is in its place."""
    listed = ((one, one.rank <= (ranking.proven or 0)) for one in ranking.layouts)
    rows = (row for one, proven in listed for row in ranking_rows(session, one, proven))
    return written(RANKING_HEAD, rows)


def ranking_rows(session: Session, one: RankedLayout, proven: bool = True) -> Iterator[Row]:
    """Yield the rows of one layout, in the columns of `RANKING_HEAD`."""
    shown, matrix = session.instance.valuation.shown, session.instance.affinity
    for pair in session.in_listing_order(list(one.layout)):
        cells = [shown(one.value), shown(one.gap), *named(session, pair), matrix[pair].value]
        yield [one.rank, *(cell(value) for value in cells), "yes" if proven else "no"]


def frontier_csv(session: Session, found: Frontier) -> str:
    """Return one row per point and pair."""
    shown = found.instance.valuation.shown
    head = ["point", *found.terms, "park", "park_name", "industry", "industry_name"]
    rows = (
        [n, *(shown(worth) for worth in point.worth), *named(session, pair)]
        for n, point in enumerate(found.points, 1)
        for pair in session.in_listing_order(list(point.layout))
    )
    return written(head, rows)


def exceptions_csv(session: Session, found: Curve) -> str:
    """Return rows per number of exceptions: one per exception taken, then one per pair moved.

    `change` says whether the pair is added or dropped against the number before. The first has
    none to be held against: `gain` and `keeps` are empty, as in the table.
    """
    shown = session.instance.valuation.shown
    head = ["exceptions", "value", "gain", "keeps", *_TAKEN]
    head += ["change", "park", "park_name", "industry", "industry_name"]
    rows: list[Row] = []
    before = None
    for step in found.steps:
        first: list[object] = [step.budget, shown(step.value), "", ""]
        changes: list[Row] = []
        if before is not None:
            first[2:] = [shown(step.gain), "yes" if step.keeps else "no"]
            changes = list(_changes(session, before.layout, step.layout))
        lines: list[Row] = [[*one, *blank(5)] for one in _taken(session, step)]
        lines += [[*blank(len(_TAKEN)), *one] for one in changes]
        rows += [[*first, *one] for one in lines or [blank(len(_TAKEN) + 5)]]
        before = step
    return written(head, rows)


def price_csv(session: Session, found: Priced) -> str:
    """Return one row per exception taken at a price, one if none is."""
    head = ["exceptions", "value", "price", "net_value", *_TAKEN]
    if found.step is None:
        return written(head, [])
    shown, step = session.instance.valuation.shown, found.step
    first = [step.budget, shown(step.value), found.price, shown(found.net)]
    taken = list(_taken(session, step)) or [blank(len(_TAKEN))]
    return written(head, [[*first, *one] for one in taken])


def _taken(session: Session, step: Step) -> Iterator[Row]:
    """Yield the exceptions taken, in the columns of `_TAKEN`."""
    for (rule, one), slots in sorted(step.taken.items()):
        yield [rule, clause_of(session.scenario, rule), one, session.capped(rule)[one], slots]


def _changes(session: Session, before: Pairs, after: Pairs) -> Iterator[Row]:
    added, dropped = moves(before, after)
    for change, pairs in (("add", added), ("drop", dropped)):
        for pair in session.in_listing_order(pairs):
            yield [change, *named(session, pair)]
