"""A memo as one HTML file: nothing outside it is needed, nothing in it runs."""

from collections.abc import Iterator
from functools import singledispatch
from html import escape

from allocator.report.memo.blocks import (
    Annex,
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
)
from allocator.report.memo.style import css

_SHORT = 6  # rows of a table that is not split over pages
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def as_html(document: Document) -> str:
    """Return the memo as an HTML page."""
    return "\n".join([*_head(document), *_body(document), "</body>", "</html>", ""])


def _head(document: Document) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_LANGUAGES[document.language]}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    title = "".join(document.title.splitlines())
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{css(document.language, document.pages)}</style>"
    yield "</head>"
    yield "<body>"


def _body(document: Document) -> Iterator[str]:
    yield "<main>"
    yield f'<h1 class="title">{escape(document.title)}</h1>'
    yield f'<p class="addressee">{escape(document.addressee)}</p>'
    yield from map(_said, document.body)
    titles = "".join(f"<li>{escape(title)}</li>" for title in document.titles)
    yield f'<div class="signature"><p>{escape(document.enclosed)}</p><ul>{titles}</ul>'
    yield from (f'<p class="right">{escape(line)}</p>' for line in document.signature)
    yield "</div>"
    yield from map(_said, document.annexes)
    yield "</main>"


@singledispatch
def _said(block: Block) -> str:
    raise TypeError(type(block))


@_said.register
def _heading(block: Heading) -> str:
    level = block.level + 1
    return f"<h{level}>{escape(block.text)}</h{level}>"


@_said.register
def _annex(block: Annex) -> str:
    return f'<h2 class="annex">{escape(block.text)}</h2>'


@_said.register
def _paragraph(block: Paragraph) -> str:
    kind = ' class="note"' if block.note else ""
    return f"<p{kind}>{escape(block.text)}</p>"


@_said.register
def _items(block: Items) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
    return f"<ul>{lines}</ul>"


@_said.register
def _picture(block: Picture) -> str:
    drawn = block.svg[block.svg.index("<svg") :]
    return f'<section class="wide"><h2>{escape(block.text)}</h2>{drawn}</section>'


@_said.register
def _table(block: Table) -> str:
    whole = sum(block.widths)
    columns = "".join(f'<col style="width:{100 * one / whole:.2f}%">' for one in block.widths)
    heads = "".join(
        f'<th scope="col"{_kind(block, place)}>{escape(text)}</th>'
        for place, text in enumerate(block.heads)
    )
    rows = "\n".join(f"<tr>{_row(block, row)}</tr>" for row in block.rows)
    kind = ' class="short"' if len(block.rows) <= _SHORT else ""
    return (
        f"<table{kind}><caption>{escape(block.caption)}</caption><colgroup>{columns}</colgroup>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _row(block: Table, row: tuple[str, ...]) -> str:
    first, *rest = row
    cells = [f'<th scope="row"{_kind(block, 0)}>{escape(first)}</th>']
    cells += [f"<td{_kind(block, n)}>{escape(text)}</td>" for n, text in enumerate(rest, 1)]
    return "".join(cells)


def _kind(block: Table, place: int) -> str:
    return ' class="n"' if place in block.right else ""
