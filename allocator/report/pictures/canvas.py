"""A sheet of SVG that things are drawn on: escaped, measured, and the same bytes every time."""

import re
from xml.sax.saxutils import escape, quoteattr

from allocator.report.pictures.measure import shorten
from allocator.report.pictures.palette import INK, PAPER

WIDTH = 1280
MARGIN = 24
FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Micro Hei',sans-serif"
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attribute = str | float
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class Canvas:
    """Elements in the order they are drawn, first at the back."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def put(self, tag: str, tip: str = "", /, **attributes: Attribute) -> None:
        """Draw an element; `tip` is what it is, for readers of the screen and the mouse.

        Underscores of attribute names stand for dashes.
        """
        self._parts.append(_element(tag, f"<title>{_text(tip)}</title>" if tip else "", attributes))

    def rect(
        self, box: tuple[float, float, float, float], tip: str = "", **rest: Attribute
    ) -> None:
        """Draw a rectangle: left, top, width, height."""
        x, y, wide, high = box
        self.put("rect", tip, x=x, y=y, width=wide, height=high, **rest)

    def line(self, start: tuple[float, float], end: tuple[float, float], **rest: Attribute) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        self.put("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"stroke": INK, **rest})

    def path(self, steps: str, tip: str = "", /, **rest: Attribute) -> None:
        """Draw a path, no fill unless it is given."""
        self.put("path", tip, d=steps, **{"fill": "none", **rest})

    def text(
        self,
        at: tuple[float, float],
        words: str,
        size: float = 13,
        room: float | None = None,
        *,
        full: str = "",
        bold: bool = False,
        **rest: Attribute,
    ) -> None:
        """Write words at a place of the baseline; where they exceed `room` they are shortened.

        What is shortened keeps the whole in a ``<title>``; so does what stands for `full`.
        """
        shown = words if room is None else shorten(words, size, room, bold)
        whole = full or words
        tip = f"<title>{_text(whole)}</title>" if shown != whole else ""
        look: dict[str, Attribute] = {"x": at[0], "y": at[1], "font-size": size}
        look |= {"font-weight": "bold"} if bold else {}
        self._parts.append(_element("text", tip + _text(shown), look | rest))

    def open(self, tip: str = "", /, **attributes: Attribute) -> None:
        """Begin a group; `close` ends it."""
        self._parts.append(_element("g", None, attributes))
        if tip:
            self._parts.append(f"<title>{_text(tip)}</title>")

    def close(self) -> None:
        """End a group."""
        self._parts.append("</g>")

    def render(self, height: float, title: str, description: str) -> str:
        """Return the picture as an SVG document."""
        high = number(height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={_quoted(title)} '
            f'width="{WIDTH}" height="{high}" viewBox="0 0 {WIDTH} {high}" '
            f'font-family="{FONTS}" fill="{INK}">'
        )
        said = [f"<title>{_text(title)}</title>", f"<desc>{_text(description)}</desc>"]
        paper = f'<rect x="0" y="0" width="{WIDTH}" height="{high}" fill="{PAPER}"/>'
        return "\n".join([head, *said, paper, *self._parts, "</svg>"]) + "\n"


def number(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _element(tag: str, inside: str | None, attributes: dict[str, Attribute]) -> str:
    """Return an element; ``None`` inside leaves it open."""
    shown = "".join(
        f" {name.replace('_', '-')}={_quoted(one if isinstance(one, str) else number(one))}"
        for name, one in attributes.items()
    )
    if inside is None:
        return f"<{tag}{shown}>"
    return f"<{tag}{shown}>{inside}</{tag}>" if inside else f"<{tag}{shown}/>"


def _text(words: str) -> str:
    return escape(_clean(words))


def _quoted(words: str) -> str:
    return quoteattr(_clean(words))


def _clean(words: str) -> str:
    """Replace what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", words)
