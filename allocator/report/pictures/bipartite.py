"""Bipartite diagram (二部图): parks on the left, industries on the right, a line per pair."""

from collections.abc import Mapping, Sequence
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
from allocator.report.pictures.palette import ADDED, DROPPED, INK, KEPT, PAPER, SOFT

_NAMES_LEFT, _NAMES_RIGHT = 200, 330
_LEFT, _RIGHT = MARGIN + _NAMES_LEFT + 14, WIDTH - MARGIN - _NAMES_RIGHT - 14
_ROW = 23
_SIZE = 13
_THIN, _THICK = 1.2, 7.0
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


def bipartite(data: Bipartite, language: Language) -> str:
    """Return the picture as SVG."""
    canvas = Canvas()
    title = say(language, "picture.bipartite.title", subject=data.subject)
    note = say(language, "picture.bipartite.note")
    top = heading(canvas, title, [note], _keys(data, language)) + 16
    heights = _heights(data, top)
    _edges(canvas, data, language, heights)
    _nodes(canvas, data, heights)
    bottom = max([top, *heights[0].values(), *heights[1].values()]) + _ROW + 8
    facts = {"parks": len(data.parks), "industries": len(data.industries)}
    counts = {look: sum(1 for _ in _pairs(data, look)) for look in LOOKS}
    description = say(language, "picture.bipartite.description", **facts, **counts)
    return canvas.render(bottom, title, description)


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
        return Key(f"{words} ({len(_pairs(data, look))})", draw, 60)

    return [key(look) for look in (LOOKS if data.current else LOOKS[:1])]


def _heights(data: Bipartite, top: float) -> tuple[dict[int, float], dict[int, float]]:
    """Return where each park and each industry stands; sectors take a row of their own."""
    right: dict[int, float] = {}
    y = top
    for sector, members in groupby(grouped(data.sectors), key=lambda one: data.sectors[one]):
        y += _ROW if sector else 0
        for industry in members:
            right[industry] = y
            y += _ROW
    step = max(_ROW, (y - top) / max(len(data.parks), 1))
    left = {park: top + (park + 0.5) * step for park in range(len(data.parks))}
    return left, right


def _nodes(
    canvas: Canvas, data: Bipartite, heights: tuple[dict[int, float], dict[int, float]]
) -> None:
    used = {one for one, _ in data.layout | data.current}
    for park, y in heights[0].items():
        _dot(canvas, _LEFT, y, park in used)
        at = (_LEFT - 14, y + 4)
        canvas.text(at, data.parks[park], _SIZE, _NAMES_LEFT, text_anchor="end")
    used = {one for _, one in data.layout | data.current}
    before = ""
    for industry, y in heights[1].items():
        sector = data.sectors[industry]
        if sector != before:
            _sector(canvas, sector, y - _ROW + 5)
        before = sector
        _dot(canvas, _RIGHT, y, industry in used)
        at, ink = (_RIGHT + 14, y + 4), INK if industry in used else SOFT
        canvas.text(at, data.industries[industry], _SIZE, _NAMES_RIGHT, fill=ink)


def _sector(canvas: Canvas, name: str, y: float) -> None:
    canvas.text((_RIGHT + 14, y), name, 12, _NAMES_RIGHT, bold=True, fill=SOFT)


def _dot(canvas: Canvas, x: float, y: float, is_used: bool) -> None:
    canvas.put("circle", cx=x, cy=y, r=4, fill=INK if is_used else PAPER, stroke=INK)


def _edges(
    canvas: Canvas,
    data: Bipartite,
    language: Language,
    heights: tuple[dict[int, float], dict[int, float]],
) -> None:
    left, right = heights
    largest = max([abs(data.affinity.get(one, Decimal(0))) for one in _all(data)], default=0)
    for look in ("dropped", "kept", "added"):  # what changes lies above what stays
        for pair in _pairs(data, look):
            value = data.affinity.get(pair)
            share = float(max(value or 0, 0) / largest) if largest else 0.0
            ends = (left[pair[0]], right[pair[1]])
            words = say(
                language,
                "picture.heatmap.tip",
                park=data.parks[pair[0]],
                industry=data.industries[pair[1]],
                value=say(language, "picture.unknown") if value is None else plain(value),
            )
            mark = mark_of(pair) if look != "dropped" else {}
            canvas.path(
                _curve(*ends),
                f"{words} ({say(language, f'picture.{look}')})" if data.current else words,
                stroke_width=_THIN + share * (_THICK - _THIN),
                stroke_opacity=0.85,
                **_LINES[look],
                **mark,
            )


def _all(data: Bipartite) -> Sequence[Cell]:
    return sorted(data.layout | data.current)


def _curve(start: float, end: float) -> str:
    bend = (_RIGHT - _LEFT) * 0.45
    return (
        f"M{_LEFT:.2f} {start:.2f}C{_LEFT + bend:.2f} {start:.2f} "
        f"{_RIGHT - bend:.2f} {end:.2f} {_RIGHT:.2f} {end:.2f}"
    )
