"""Type and page of a Word memo: those of official documents (GB/T 9704)."""

from typing import Any

from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor

from allocator.i18n import Language

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
_ALTERNATIVES = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun",
    "仿宋_GB2312": "仿宋,FangSong,STFangsong",
    "黑体": "SimHei,Heiti SC",
    "楷体_GB2312": "楷体,KaiTi,STKaiti",
}


def set_page(section: Any, sideways: bool = False) -> None:
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


def set_styles(file: Any, language: Language) -> None:
    """Set fonts, sizes and paragraphs of every style that a memo uses."""
    for name, (font, size, bold) in _FONTS.items():
        if name in ("Cell", "Note"):
            file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = file.styles[name]
        own = size if language == "zh" else _ENGLISH_SIZES.get(name, 10)
        _font(style, font, own, bold or (language == "en" and name.startswith("Heading")))
    _paragraphs(file.styles, language)
    _name_alternatives(file.part)


def _name_alternatives(part: Any) -> None:
    """Name the fonts to fall back on where an office lacks the first: Word reads them here."""
    tables = [one for one in part.rels.values() if one.reltype.endswith("/fontTable")]
    for table in tables:
        table.target_part._blob = _font_table().encode()


def _font_table() -> str:
    entries = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for font, others in sorted(_ALTERNATIVES.items())
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{nsmap["w"]}">{entries}</w:fonts>'


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


def set_footer(section: Any, pages: str) -> None:
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
