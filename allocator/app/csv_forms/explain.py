"""``explain`` as CSV: conflicts and ways out, prices, one pair, one layout."""

from collections.abc import Iterator

from allocator.app.csv_forms.basics import Row, blank, named, written
from allocator.app.numbers import exact
from allocator.app.relaxed import change_sentence
from allocator.app.session import Session
from allocator.app.stated import is_unwritten, stated_sentence
from allocator.app.subjects import subject_name
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import Stated
from allocator.study.conflicts.explain import Explanation
from allocator.study.prices.bounds import Bound
from allocator.study.prices.layout_bounds import LayoutBounds
from allocator.study.prices.pair import PairReport
from allocator.study.prices.shadow import Price, Prices

_STATED = ("rule", "rule_name", "clause", "entry", "entry_name", "file", "line")
_BOUND = ("subject", "subject_name", "limit", "used", "tight")


def conflicts_csv(session: Session, found: Explanation) -> str:
    """Return one row per statement of each conflict, then one per change of each way out."""
    head = ["kind", "number", "proven", *_STATED, "before", "after", "sentence"]
    rows: list[Row] = []
    for number, conflict in enumerate(found.conflicts, 1):
        first = ["conflict", number, _yes(conflict.minimal)]
        for one in conflict.parts:
            said = stated_sentence(session, one, conflict.parts)
            rows.append([*first, *_stated(session, one), *blank(2), said])
    for number, way in enumerate(found.relaxations, 1):
        first = ["way_out", number, _yes(way.proven)]
        for change in way.changes:
            numbers = [change.before, change.after, change_sentence(session, change)]
            rows.append([*first, *_stated(session, change.stated), *numbers])
    return written(head, rows)


def prices_csv(session: Session, found: Prices) -> str:
    """Return one row per price of a bound or statement, then one per pair if they are asked for."""
    head = ["kind", *_STATED, *_BOUND, "gain", "least", "least_gain", "added", "dropped"]
    head += ["park", "park_name", "industry", "industry_name", "in_best", "cost"]
    shown = session.instance.valuation.shown
    rows = [["bound", *_price(session, found, one), *blank(6)] for one in found.prices]
    for pair in found.pairs or ():
        cost = None if pair.cost is None else shown(pair.cost)
        before = blank(len(_STATED) + len(_BOUND) + 5)
        rows.append(["pair", *before, *named(session, pair.pair), _yes(pair.in_best), cost])
    return written(head, rows)


def layout_bounds_csv(session: Session, found: LayoutBounds) -> str:
    """Return one row per bound."""
    rows = (
        [*_stated(session, one.stated), *_bound(session, one), _yes(found.breaks(one))]
        for one in found.bounds
    )
    return written([*_STATED, *_BOUND, "broken"], rows)


def explained_pair_csv(session: Session, report: PairReport) -> str:
    """Return one row about the pair, then one per pair that flipping it moves."""
    head = ["kind", "park", "park_name", "industry", "industry_name", "affinity", "in_best"]
    head += ["cost", "turn_at", "turn_inclusive", "by_threshold", "fixed"]
    pair, turn = (report.trace.park, report.trace.industry), report.turn
    cost = None if report.cost is None else session.instance.valuation.shown(report.cost)
    about: list[object] = ["pair", *named(session, pair), report.trace.affinity.value]
    about += ["" if report.in_best is None else _yes(report.in_best), cost]
    if turn is None:
        about += [*blank(3), report.fixed]
    else:
        at = exact(turn.at, not report.in_best)
        about += [at, _yes(turn.inclusive), _yes(turn.by_threshold), ""]
    rows: list[Row] = [about]
    for kind, moved in zip(("add", "drop"), report.displaced, strict=True):
        rows += [[kind, *named(session, one), *blank(7)] for one in session.in_listing_order(moved)]
    return written(head, rows)


def _price(session: Session, found: Prices, price: Price) -> Row:
    shown = session.instance.valuation.shown
    bound = blank(len(_BOUND)) if price.bound is None else _bound(session, price.bound)
    least_gain = None if price.least is None else shown(price.least_gain)
    worth = [shown(price.gain), price.least, least_gain]
    return [*_stated(session, price.stated), *bound, *worth, *_moved(found.layout, price.layout)]


def _moved(before: Pairs, after: Pairs) -> Iterator[str]:
    """Yield the pairs added and the pairs dropped, each as one cell of ids."""
    for pairs in moves(before, after):
        yield " ".join(f"{park}:{industry}" for park, industry in pairs)


def _stated(session: Session, one: Stated) -> Row:
    place = None if is_unwritten(session, one) else session.place(one.loc)
    where = ["", ""] if place is None else [place.file, place.line]
    name = subject_name(session, one.rule, one.entry)
    return [one.rule, session.rule_name(one.rule), one.clause, " ".join(one.entry), name, *where]


def _bound(session: Session, one: Bound) -> Row:
    name = subject_name(session, one.stated.rule, one.subject)
    return [" ".join(one.subject), name, one.limit, one.used, _yes(one.tight)]


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
