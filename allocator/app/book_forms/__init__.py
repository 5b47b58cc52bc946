"""Answers as Excel workbooks: a summary, then one table per sheet."""

from collections.abc import Callable, Mapping

from allocator.app.answers.basics import Json
from allocator.app.book_forms.affinity import affinity_book
from allocator.app.book_forms.basics import Found, Told
from allocator.app.book_forms.check import check_book
from allocator.app.book_forms.conflicts import conflicts_book
from allocator.app.book_forms.pair import explained_pair_book, pair_book
from allocator.app.book_forms.phase import nested_book, phase_book
from allocator.app.book_forms.prices import layout_bounds_book, prices_book
from allocator.app.book_forms.ranking import ranking_book
from allocator.app.book_forms.summary import record_sheet, summary_sheet
from allocator.app.book_forms.trade_offs import exceptions_book, frontier_book, price_book
from allocator.app.book_forms.whatif import whatif_book
from allocator.app.session import Session
from allocator.report.workbook import Book

BOOKS: Mapping[str, Callable[[Found], Told]] = {
    "rank": ranking_book,
    "rank-frontier": frontier_book,
    "rank-exceptions": exceptions_book,
    "rank-price": price_book,
    "check": check_book,
    "explain-prices": prices_book,
    "explain-conflicts": conflicts_book,
    "explain-pair": explained_pair_book,
    "explain-layout": layout_bounds_book,
    "phase": phase_book,
    "phase-nested": nested_book,
    "whatif": whatif_book,
    "affinity": affinity_book,
    "affinity-pair": pair_book,
}


def sheets(session: Session, kind: str, payload: object, envelope: Json) -> Book:
    """Return an answer as a book; its numbers are those of `envelope`, the answer as JSON."""
    told = BOOKS[kind](Found(session, kind, payload, envelope["result"]))
    summary = summary_sheet(session, kind, envelope, told)
    title = session.scenario.name.within(session.language)
    every = [summary, *told.sheets, record_sheet(session, envelope)]
    return Book(title, every, vertical=session.language == "zh")


__all__ = ["BOOKS", "sheets"]
