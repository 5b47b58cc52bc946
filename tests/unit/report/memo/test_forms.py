"""HTML and Word: structure, type, page, escaping."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as read_docx
from docx.oxml.ns import qn

from allocator.report.memo.archive import with_fixed_dates
from allocator.report.memo.blocks import (
    Annex,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    table,
)
from allocator.report.memo.html import as_html
from allocator.report.memo.word import as_word

SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
EVIL = "<b onload='x'>&amp;"


def document(language: str = "zh", text: str = "文") -> Document:
    return Document(
        language=language,
        title=text,
        addressee=f"{text}：",
        body=(
            Heading(1, f"一、{text}"),
            Heading(2, f"（一）{text}"),
            Paragraph(text),
            Paragraph(text, note=True),
            Items((text, text)),
            table(text, [text, text], [[text, "1\n2"], [text, "3"]], [1, 3], [1]),
        ),
        enclosed=text,
        titles=(text,),
        signature=(text, text),
        annexes=(Picture(text, SVG, "none"), Annex(text), Paragraph(text)),
        pages="— {page} —",
    )


def word(language: str = "zh", text: str = "文") -> object:
    return read_docx(BytesIO(as_word(document(language, text))))


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_html_names_its_language(language: str, tag: str) -> None:
    assert as_html(document(language)).startswith(f'<!DOCTYPE html>\n<html lang="{tag}">')


def test_html_escapes_everything() -> None:
    page = as_html(document(text=EVIL))
    assert "<b" not in page.replace("<body", "")
    body = page[page.index("</style>") :]
    assert body.count("&lt;b onload=&#x27;x&#x27;&gt;&amp;amp;") == 20


def test_html_tables_have_captions_and_scopes() -> None:
    page = as_html(document())
    found = re.search(r"<table.*?</table>", page, re.DOTALL)
    assert found is not None
    assert found[0].count('<th scope="col"') == 2
    assert found[0].count('<th scope="row"') == 2
    assert "<caption>文</caption>" in found[0]
    assert found[0].count('<td class="n">') == 2


def test_html_prints_on_a4_with_the_margins_of_official_documents() -> None:
    page = as_html(document())
    assert "size: A4;\n  margin: 37mm 26mm 35mm 28mm;" in page
    assert 'content: "— " counter(page) " —"' in page
    assert "display: table-header-group" in page


def test_html_holds_the_picture_inline() -> None:
    page = as_html(document())
    assert '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>' in page
    assert "<?xml" not in page


def test_word_has_the_page_of_official_documents() -> None:
    first = word().sections[0]
    assert [round(one.mm) for one in (first.page_width, first.page_height)] == [210, 297]
    margins = (first.top_margin, first.right_margin, first.bottom_margin, first.left_margin)
    assert [round(one.mm) for one in margins] == [37, 26, 35, 28]


def test_word_turns_the_page_for_a_picture_and_back() -> None:
    found = word().sections
    assert [one.page_width < one.page_height for one in found] == [True, False, True]


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Title", "方正小标宋简体"),
        ("Normal", "仿宋_GB2312"),
        ("Heading 1", "黑体"),
        ("Heading 2", "楷体_GB2312"),
    ],
)
def test_word_sets_the_east_asian_fonts(style: str, font: str) -> None:
    fonts = word().styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_word_names_fonts_to_fall_back_on() -> None:
    with ZipFile(BytesIO(as_word(document()))) as parts:
        listed = parts.read("word/fontTable.xml").decode()
    for font, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei")):
        assert re.search(rf'w:name="{font}"><w:altName w:val="[^"]*{other}', listed), font
    assert re.search('w:name="方正小标宋简体"><w:altName w:val="[^"]*宋体', listed)


def test_word_repeats_heads_and_keeps_rows_whole() -> None:
    rows = word().tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [
        True,
        False,
        False,
    ]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_word_takes_text_as_text() -> None:
    found = word(text=EVIL)
    assert found.paragraphs[0].text == EVIL
    assert found.tables[0].rows[1].cells[0].text == EVIL


def test_word_knows_no_clock_and_no_author() -> None:
    content = as_word(document())
    assert content == as_word(document())
    with ZipFile(BytesIO(content)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read_docx(BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == properties.modified
    assert properties.title == "文"


def test_archives_keep_their_parts() -> None:
    content = as_word(document())
    with ZipFile(BytesIO(content)) as one, ZipFile(BytesIO(with_fixed_dates(content))) as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())
