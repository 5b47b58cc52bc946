"""Reading pictures: their texts as boxes of the width model, the pairs they draw."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as Tree

from allocator.report.pictures.measure import width

_SVG = "{http://www.w3.org/2000/svg}"
_TURNED = re.compile(r"rotate\(-90 [-\d.]+ [-\d.]+\)")


@dataclass(frozen=True)
class Words:
    """A text and the box that it takes by the width model."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Words", slack: float = 0.5) -> bool:
        """Return whether two boxes overlap."""
        return (
            self.left + slack < other.right
            and other.left + slack < self.right
            and self.top + slack < other.bottom
            and other.top + slack < self.bottom
        )


@dataclass(frozen=True)
class Picture:
    """A parsed picture."""

    root: Tree.Element

    @classmethod
    def of(cls, svg: str) -> "Picture":
        return cls(Tree.fromstring(svg))

    @property
    def size(self) -> tuple[float, float]:
        _, _, wide, high = map(float, self.root.attrib["viewBox"].split())
        return wide, high

    def tags(self) -> Counter[str]:
        return Counter(one.tag.removeprefix(_SVG) for one in self.root.iter())

    def words(self) -> list[Words]:
        return [_words(one) for one in self.root.iter(f"{_SVG}text") if _shown(one)]

    def texts(self) -> list[str]:
        return [one.text for one in self.words()]

    def said(self) -> str:
        """Return everything that is written, in texts and in titles."""
        return "\n".join(self.root.itertext())

    def pairs(self) -> Counter[tuple[int, int]]:
        """Return how often each pair of the layout is drawn."""
        marks = (one.attrib.get("data-pair", "") for one in self.root.iter())
        found = (re.fullmatch(r"(\d+)-(\d+)", mark) for mark in marks)
        return Counter((int(one[1]), int(one[2])) for one in found if one)

    def marks(self) -> Counter[str]:
        marks = (one.attrib.get("data-pair") for one in self.root.iter())
        return Counter(one for one in marks if one)

    def outside(self) -> list[Words]:
        """Return the texts that are not wholly on the picture."""
        wide, high = self.size
        return [
            one
            for one in self.words()
            if one.left < 0 or one.top < 0 or one.right > wide or one.bottom > high
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        return [(a.text, b.text) for a, b in combinations(self.words(), 2) if a.meets(b)]


def _shown(element: Tree.Element) -> str:
    """Return the words of a text, without those of a title in it."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _words(element: Tree.Element) -> Words:
    look, text = element.attrib, _shown(element)
    size, bold = float(look["font-size"]), look.get("font-weight") == "bold"
    wide, x, y = width(text, size, bold), float(look["x"]), float(look["y"])
    start = {"middle": wide / 2, "end": wide}.get(look.get("text-anchor", "start"), 0)
    if "transform" in look:
        assert _TURNED.fullmatch(look["transform"])
        assert not start
        return Words(text, x - size * 0.8, y - wide, x + size * 0.2, y)
    return Words(text, x - start, y - size * 0.8, x - start + wide, y + size * 0.2)
