"""Elements of SVG: escaped, closed, the same bytes every time."""

from xml.etree import ElementTree as Tree

import pytest

from allocator.report.pictures.canvas import Canvas, number


@pytest.mark.parametrize(
    ("value", "shown"), [(1.0, "1"), (0.126, "0.13"), (-0.001, "0"), (100.0, "100"), (12.5, "12.5")]
)
def test_coordinates_have_two_decimals_at_most(value: float, shown: str) -> None:
    assert number(value) == shown


def test_names_are_escaped_in_texts_titles_and_attributes() -> None:
    bad = '<script>alert("1")</script> & \']]>\x00\ud800'
    canvas = Canvas()
    canvas.text((1, 2), bad, room=60)
    canvas.rect((0, 0, 1, 1), bad, **{"data-name": bad})
    svg = canvas.render(10, bad, bad)
    root = Tree.fromstring(svg)
    assert [one.tag for one in root.iter() if "script" in one.tag] == []
    clean = bad.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert root.attrib["aria-label"] == clean
    assert root[0].text == root[1].text == clean
    assert svg.encode()


def test_what_is_shortened_keeps_its_whole_name_in_a_title() -> None:
    canvas = Canvas()
    canvas.text((0, 0), "人工智能", 10, 25)
    canvas.text((0, 0), "人工智能", 10, 40)
    root = Tree.fromstring(canvas.render(10, "t", "d"))
    cut, whole = root.findall("{*}text")
    assert [cut[0].text, cut[0].tail] == ["人工智能", "人…"]
    assert whole.text == "人工智能"


def test_a_picture_is_for_readers_of_the_screen_too() -> None:
    svg = Canvas().render(50, "title", "what it shows")
    root = Tree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["viewBox"] == "0 0 1280 50"
    assert [one.tag.split("}")[1] for one in root[:2]] == ["title", "desc"]
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
