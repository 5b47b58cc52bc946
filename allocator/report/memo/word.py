"""A memo as a Word document, in the type and on the page of official documents (GB/T 9704)."""

from datetime import datetime
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
from allocator.report.pictures.png import png

_LINE_MM = 156
_SIDEWAYS_MM = (257, 155)
_UNDATED = datetime(2000, 1, 1)
"""The date in the properties of a file: none is known, and the clock is no part of an answer."""
_FONTS = {
    "Title": ("方正小标宋简体", 22, True),
    "Normal": ("仿宋_GB2312", 16, False),
    "Heading 1": ("黑体", 16, False),
    "Heading 2": ("楷体_GB2312", 16, True),
    "Caption": ("黑体", 11, False),
    "Cell": ("仿宋_GB2312", 10.5, False),
    "Note": ("仿宋_GB2312", 10.5, False),
}
_ENGLISH_SIZES = {"Title": 20, "Normal": 12, "Heading 1": 13, "Heading 2": 12, "Caption": 11}


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
        _page(self._file.sections[0])
        _styles(self._file, language)

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
        _footer(self._file.sections[0], document.pages)
        properties = self._file.core_properties
        properties.title, properties.author = document.title, ""
        properties.last_modified_by, properties.comments = "", ""
        properties.created = properties.modified = _UNDATED
        properties.language = "zh-CN" if self._language == "zh" else "en"
        buffer = BytesIO()
        self._file.save(buffer)
        return with_fixed_dates(buffer.getvalue())

    def _turn(self, sideways: bool) -> None:
        """Go on in a section of its own where the page is turned, or turned back."""
        if sideways:
            _page(self._file.add_section(WD_SECTION.NEW_PAGE), sideways=True)
        elif self._is_sideways:
            _page(self._file.add_section(WD_SECTION.CONTINUOUS))
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


def _page(section: Any, sideways: bool = False) -> None:
    """Set A4 and the margins of GB/T 9704: type area 156 by 225 mm; for pictures, turned."""
    if sideways:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin = section.bottom_margin = Mm(18)
        section.left_margin = section.right_margin = Mm(20)
        section.footer_distance = Mm(10)
        return
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)


def _styles(file: Any, language: Language) -> None:
    for name, (font, size, bold) in _FONTS.items():
        if name in ("Cell", "Note"):
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = file.styles[name]
        own = size if language == "zh" else _ENGLISH_SIZES.get(name, 10)
        _font(style, font, own, bold or (language == "en" and name.startswith("Heading")))
    _paragraphs(file.styles, language)


def _font(style: Any, font: str, size: float, bold: bool) -> None:
    """Set the fonts of both scripts; a theme font would go before them."""
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _paragraphs(styles: Any, language: Language) -> None:
    is_chinese = language == "zh"
    indent = Pt(32) if is_chinese else Pt(0)
    for name in ("Normal", "Heading 1", "Heading 2"):
        form = styles[name].paragraph_format
        form.first_line_indent = indent
        form.space_before = Pt(0 if is_chinese else 6)
        form.space_after = Pt(0 if is_chinese else 4)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if is_chinese else WD_LINE_SPACING.SINGLE
        if is_chinese:
            form.line_spacing = Pt(29)
    if is_chinese:
        styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("Title", "Caption", "Cell", "Note"):
        form = styles[name].paragraph_format
        form.first_line_indent = Pt(0)
        form.space_before = Pt(0)
        form.space_after = Pt(0)
        form.line_spacing = 1.15
    styles["Title"].paragraph_format.space_after = Pt(18)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Caption"].paragraph_format.space_before = Pt(6)
    _without_border(styles["Title"])


def _without_border(style: Any) -> None:
    """Take away the line that the template draws under titles."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _footer(section: Any, pages: str) -> None:
    """Write the page number: a field, since only the reader's program knows it."""
    paragraph = section.footer.paragraphs[0]
    paragraph.style = "Cell"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = pages.split("{page}")
    paragraph.add_run(before)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(after)


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
