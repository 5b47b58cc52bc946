"""A memo as a Word document, in the type and on the page of official documents (GB/T 9704)."""

from datetime import datetime
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from allocator.errors import InputError
from allocator.i18n import Language
from allocator.report.memo.archive import with_fixed_dates
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
from allocator.report.memo.word_style import set_footer, set_page, set_styles
from allocator.report.pictures.png import png

_LINE_MM = 156
_SIDEWAYS_MM = (257, 155)
_UNDATED = datetime(2000, 1, 1)
"""The date in the properties of a file: none is known, and the clock is no part of an answer."""


def as_word(document: Document) -> bytes:
    """Return the memo as the bytes of a .docx file; the same memo gives the same bytes."""
    writer = _Writer(document.language)
    writer.title(document.title)
    writer.addressee(document.addressee)
    for block in document.body:
        writer.write(block)
    writer.signature(document)
    for block in document.annexes:
        writer.write(block)
    return writer.saved(document)


class _Writer:
    """Writes blocks one after the other."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._is_sideways = False
        self._file = new_document()
        set_page(self._file.sections[0])
        set_styles(self._file, language)

    def title(self, text: str) -> None:
        """Write the title in the middle of the line."""
        self._file.add_paragraph(text, style="Title")

    def addressee(self, text: str) -> None:
        """Write the line of the addressee, not indented."""
        self._plain(text)

    def signature(self, document: Document) -> None:
        """Write the annexes by name, then whose memo it is, to the right."""
        lines = [document.enclosed, *document.titles]
        written = [self._file.add_paragraph(line) for line in lines]
        for line in document.signature:
            written.append(self._plain(line))
            written[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for one in written[:-1]:
            one.paragraph_format.keep_with_next = True

    def saved(self, document: Document) -> bytes:
        """Return the file, with page numbers and nothing of the clock in it."""
        set_footer(self._file.sections[0], document.pages)
        properties = self._file.core_properties
        properties.title, properties.author = "".join(document.title.splitlines()), ""
        properties.last_modified_by, properties.comments = "", ""
        properties.created = properties.modified = _UNDATED
        properties.language = "zh-CN" if self._language == "zh" else "en"
        buffer = BytesIO()
        self._file.save(buffer)
        return with_fixed_dates(buffer.getvalue())

    def _turn(self, sideways: bool) -> None:
        """Go on in a section of its own where the page is turned, or turned back."""
        if sideways:
            set_page(self._file.add_section(WD_SECTION.NEW_PAGE), sideways=True)
        elif self._is_sideways:
            set_page(self._file.add_section(WD_SECTION.CONTINUOUS))
        self._is_sideways = sideways

    def _plain(self, text: str) -> Any:
        paragraph = self._file.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(0)
        return paragraph

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(type(block))

    @write.register
    def _(self, block: Heading) -> None:
        self._file.add_paragraph(block.text, style=f"Heading {block.level}")

    @write.register
    def _(self, block: Annex) -> None:
        self._turn(sideways=False)
        heading = self._file.add_paragraph(block.text, style="Heading 1")
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.first_line_indent = Pt(0)

    @write.register
    def _(self, block: Paragraph) -> None:
        self._file.add_paragraph(block.text, style="Note" if block.note else "Normal")

    @write.register
    def _(self, block: Items) -> None:
        for line in block.lines:
            self._file.add_paragraph(line)

    @write.register
    def _(self, block: Picture) -> None:
        drawn = _png(block.svg)
        if drawn is None:
            self.write(Annex(block.text))
            self._file.add_paragraph(block.instead)
            return
        self._turn(sideways=True)
        heading = self._file.add_paragraph(block.text, style="Heading 1")
        heading.paragraph_format.first_line_indent = Pt(0)
        self._file.add_picture(BytesIO(drawn), **_fitting(drawn))
        drawing = self._file.paragraphs[-1]
        drawing.alignment = WD_ALIGN_PARAGRAPH.CENTER
        drawing.paragraph_format.first_line_indent = Pt(0)
        drawing.paragraph_format.line_spacing = 1.0

    @write.register
    def _(self, block: Table) -> None:
        caption = self._file.add_paragraph(block.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        grid = self._file.add_table(rows=0, cols=len(block.heads), style="Table Grid")
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        _add_row(grid, block, block.heads, is_head=True)
        for row in block.rows:
            _add_row(grid, block, row)
        for column, share in zip(grid.columns, block.widths, strict=True):
            column.width = Mm(_LINE_MM * share / sum(block.widths))
        self._gap()

    def _gap(self) -> None:
        gap = self._file.add_paragraph(style="Note")
        gap.paragraph_format.space_after = Pt(0)


def _add_row(grid: Any, block: Table, texts: tuple[str, ...], is_head: bool = False) -> None:
    """Write a row; it is not split over pages, and heads are repeated on each page."""
    row, whole = grid.add_row(), sum(block.widths)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Mm(_LINE_MM * block.widths[place] / whole)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        paragraph.add_run(text).bold = is_head or None
        if is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _shade(cell)
        elif place in block.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEEEEE")):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _png(svg: str) -> bytes | None:
    """Return a picture as PNG; ``None`` where the extra that draws PNG is not installed."""
    try:
        return png(svg, "")
    except InputError:
        return None


def _fitting(drawn: bytes) -> dict[str, Any]:
    """Return the width or the height that makes a PNG fill the type area of a turned page."""
    width, height = (int.from_bytes(drawn[at : at + 4]) for at in (16, 20))
    is_wide = width * _SIDEWAYS_MM[1] >= height * _SIDEWAYS_MM[0]
    return {"width": Mm(_SIDEWAYS_MM[0])} if is_wide else {"height": Mm(_SIDEWAYS_MM[1])}
