"""A memo as PDF: the HTML page, laid out on paper by WeasyPrint with the system's fonts."""

import logging

from weasyprint import HTML
from weasyprint.urls import URLFetchingError

from allocator.report.memo.blocks import Document
from allocator.report.memo.html import as_html


def as_pdf(document: Document) -> bytes:
    """Return the memo as the bytes of a PDF file; nothing outside the page is fetched."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = HTML(string=as_html(document), url_fetcher=_nothing)
    written: bytes = page.write_pdf()
    return written


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise URLFetchingError(url)
