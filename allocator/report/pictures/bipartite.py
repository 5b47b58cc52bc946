"""Bipartite diagram (二部图): parks on the left, industries on the right, a line per pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Attribute, Canvas
from allocator.report.pictures.chips import LOOKS, Look
from allocator.report.pictures.figures import plain
from allocator.report.pictures.heading import Key, heading
from allocator.report.pictures.marks import mark_of
from allocator.report.pictures.matrix import Cell, grouped
from allocator.report.pictures.measure import width
from allocator.report.pictures.palette import ADDED, DROPPED, INK, KEPT, PAPER, SOFT

_NAMES = 340
_AWAY = 14
"""Between a node and its name."""
_ROW = 23
_SIZE = 13
_THIN, _THICK = 1.2, 7.0
_ORDER: tuple[Look, ...] = ("dropped", "kept", "added")
"""From back to front: what changes lies above what stays."""
_LINES: dict[Look, dict[str, Attribute]] = {
    "kept": {"stroke": KEPT},
    "added": {"stroke": ADDED, "stroke_dasharray": "14 5"},
    "dropped": {"stroke": DROPPED, "stroke_dasharray": "2 5"},
}


@dataclass(frozen=True)
class Bipartite:
    """Names of parks and industries, and pairs as places in them.

    `sectors` has one entry per industry, empty where it has none. Pairs of `current` that the
    layout lacks are drawn as dropped.
    """

    subject: str
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    sectors: tuple[str, ...]
    affinity: Mapping[Cell, Decimal]
    layout: frozenset[Cell]
    current: frozenset[Cell] = field(default_factory=frozenset)
    caption: str = ""


def bipartite(data: Bipartite, language: Language) -> str:
    """Return the picture as SVG."""
    canvas = Canvas()
    title = say(language, "picture.bipartite.title", subject=data.subject)
    note = say(language, "picture.bipartite.note")
    top = heading(canvas, title, [data.caption, note], _keys(data, language)) + 16
    plan = _Plan.of(data, top)
    _edges(canvas, data, language, plan)
    _nodes(canvas, data, plan)
    facts = {"parks": len(data.parks), "industries": len(data.industries)}
    counts = {look: len(_pairs(data, look)) for look in LOOKS}
    description = say(language, "picture.bipartite.description", **facts, **counts)
    return canvas.render(plan.bottom, title, description)


def _pairs(data: Bipartite, look: Look) -> list[Cell]:
    """Return the pairs of a look, in order; without a current layout all are kept."""
    if not data.current:
        return sorted(data.layout) if look == "kept" else []
    found = {
        "kept": data.layout & data.current,
        "added": data.layout - data.current,
        "dropped": data.current - data.layout,
    }
    return sorted(found[look])


def _keys(data: Bipartite, language: Language) -> list[Key]:
    def key(look: Look) -> Key:
        def draw(canvas: Canvas, x: float, y: float) -> None:
            canvas.line((x, y), (x + 60, y), stroke_width=4, **_LINES[look])

        words = say(language, f"picture.{look}" if data.current else "picture.bipartite.pair")
        counted = say(language, "picture.counted", words=words, count=len(_pairs(data, look)))
        return Key(counted, draw, 60)

    return [key(look) for look in (LOOKS if data.current else LOOKS[:1])]


@dataclass(frozen=True)
class _Plan:
    """Where names end and begin, and how high each park and each industry stands."""

    left: float
    right: float
    parks: Mapping[int, float]
    industries: Mapping[int, float]

    @classmethod
    def of(cls, data: Bipartite, top: float) -> "_Plan":
        """Return the plan; sectors take a row of their own above their industries."""
        industries: dict[int, float] = {}
        y = top
        for sector, members in groupby(grouped(data.sectors), key=lambda one: data.sectors[one]):
            y += _ROW if sector else 0
            for industry in members:
                industries[industry] = y
                y += _ROW
        step = max(_ROW, (y - top) / max(len(data.parks), 1))
        parks = {park: top + (park + 0.5) * step for park in range(len(data.parks))}
        on_left = max((width(one, _SIZE) for one in data.parks), default=0)
        on_right = max((width(one, _SIZE) for one in (*data.industries, *data.sectors)), default=0)
        left = MARGIN + min(on_left, _NAMES) + _AWAY
        return cls(left, WIDTH - MARGIN - min(on_right, _NAMES) - _AWAY, parks, industries)

    @property
    def bottom(self) -> float:
        return max([0.0, *self.parks.values(), *self.industries.values()]) + _ROW + 8

    def curve(self, pair: Cell) -> str:
        """Return the line of a pair."""
        start, end = self.parks[pair[0]], self.industries[pair[1]]
        bend = (self.right - self.left) * 0.45
        return (
            f"M{self.left:.2f} {start:.2f}C{self.left + bend:.2f} {start:.2f} "
            f"{self.right - bend:.2f} {end:.2f} {self.right:.2f} {end:.2f}"
        )


def _nodes(canvas: Canvas, data: Bipartite, plan: _Plan) -> None:
    pairs = data.layout | data.current
    used = {one for one, _ in pairs}
    for park, y in plan.parks.items():
        _dot(canvas, plan.left, y, park in used)
        at = (plan.left - _AWAY, y + 4)
        canvas.text(at, data.parks[park], _SIZE, _NAMES, text_anchor="end")
    used, before = {one for _, one in pairs}, ""
    for industry, y in plan.industries.items():
        sector = data.sectors[industry]
        if sector != before:
            at = (plan.right + _AWAY, y - _ROW + 5)
            canvas.text(at, sector, 12, _NAMES, bold=True, fill=SOFT)
        before = sector
        _dot(canvas, plan.right, y, industry in used)
        ink = INK if industry in used else SOFT
        canvas.text((plan.right + _AWAY, y + 4), data.industries[industry], _SIZE, _NAMES, fill=ink)


def _dot(canvas: Canvas, x: float, y: float, is_used: bool) -> None:
    canvas.put("circle", cx=x, cy=y, r=4, fill=INK if is_used else PAPER, stroke=INK)


def _edges(canvas: Canvas, data: Bipartite, language: Language, plan: _Plan) -> None:
    pairs = sorted(data.layout | data.current)
    largest = max((data.affinity.get(one, Decimal(0)) for one in pairs), default=Decimal(0))
    for look in _ORDER:
        for pair in _pairs(data, look):
            value = data.affinity.get(pair, Decimal(0))
            share = float(max(value, Decimal(0)) / largest) if largest > 0 else 0.0
            canvas.path(
                plan.curve(pair),
                _tip(data, language, pair, look),
                stroke_width=_THIN + share * (_THICK - _THIN),
                stroke_opacity=0.85,
                **_LINES[look],
                **(mark_of(pair) if look != "dropped" else {}),
            )


def _tip(data: Bipartite, language: Language, pair: Cell, look: Look) -> str:
    value = data.affinity.get(pair)
    shown = say(language, "picture.unknown") if value is None else plain(value)
    names = {"park": data.parks[pair[0]], "industry": data.industries[pair[1]]}
    words = say(language, "picture.heatmap.tip", **names, value=shown)
    said = say(language, f"picture.{look}")
    return say(language, "picture.bipartite.tip", words=words, look=said) if data.current else words
