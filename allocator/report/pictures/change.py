"""Before and after (调整前后): what a reallocation drops and adds, park by park."""

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas
from allocator.report.pictures.chips import HIGH, LOOKS, Chip, Look, flow, height, legend_key
from allocator.report.pictures.heading import ROOM, heading
from allocator.report.pictures.palette import FAINT, INK, SOFT

Cell = tuple[int, int]
_NAMES = 190
_BETWEEN = 40
_SIZE = 13
MOST_ROWS = 40
"""Beyond so many parks only those that change are drawn; the others are counted."""


@dataclass(frozen=True)
class Change:
    """Names of parks and industries, and the pairs before and after, as places in them."""

    subject: str
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    before: frozenset[Cell]
    after: frozenset[Cell]
    caption: str = ""


def change(data: Change, language: Language) -> str:
    """Return the picture as SVG: a row per park, before on the left, after on the right."""
    canvas = Canvas()
    title = say(language, "picture.change.title", subject=data.subject)
    adds, drops = len(data.after - data.before), len(data.before - data.after)
    keys = [
        legend_key(say(language, f"picture.{look}"), look, say(language, "picture.sample"))
        for look in LOOKS
    ]
    notes = [data.caption, say(language, "picture.change.note", adds=adds, drops=drops)]
    changed = {park for park, _ in data.before ^ data.after}
    shown = [n for n in range(len(data.parks)) if len(data.parks) <= MOST_ROWS or n in changed]
    if left := len(data.parks) - len(shown):
        notes.append(say(language, "picture.change.unchanged", count=left))
    y = _head(canvas, language, heading(canvas, title, notes, keys))
    for park in shown:
        y = _row(canvas, data, park, y)
    canvas.line((MARGIN, y), (WIDTH - MARGIN, y), stroke=FAINT)
    description = say(
        language, "picture.change.description", adds=adds, drops=drops, parks=len(changed)
    )
    return canvas.render(y + MARGIN, title, description)


def _columns() -> tuple[float, float, float]:
    """Return where the left side begins, where the right one does, and how wide each is."""
    wide = (ROOM - _NAMES - _BETWEEN) / 2
    return MARGIN + _NAMES, MARGIN + _NAMES + wide + _BETWEEN, wide


def _head(canvas: Canvas, language: Language, y: float) -> float:
    left, right, wide = _columns()
    canvas.text((left, y + 12), say(language, "picture.change.before"), 14, wide, bold=True)
    canvas.text((right, y + 12), say(language, "picture.change.after"), 14, wide, bold=True)
    return y + 24


def _row(canvas: Canvas, data: Change, park: int, y: float) -> float:
    left, right, wide = _columns()
    sides = [[*_before(data, park)], [*_after(data, park)]]
    high = max(HIGH, *(height(side, wide) for side in sides if side), 0)
    canvas.line((MARGIN, y), (WIDTH - MARGIN, y), stroke=FAINT)
    is_changed = any(one.look != "kept" for side in sides for one in side)
    ink = INK if is_changed else SOFT
    base = y + 8 + HIGH / 2 + 4
    canvas.text((MARGIN, base), data.parks[park], _SIZE, _NAMES - 8, bold=is_changed, fill=ink)
    flow(canvas, (left, y + 8), sides[0], wide)
    flow(canvas, (right, y + 8), sides[1], wide)
    if is_changed:
        _arrow(canvas, right - _BETWEEN + 6, y + 8 + HIGH / 2)
    return y + high + 16


def _before(data: Change, park: int) -> Iterator[Chip]:
    for pair in sorted(pair for pair in data.before if pair[0] == park):
        look: Look = "kept" if pair in data.after else "dropped"
        yield Chip(data.industries[pair[1]], look, f"before {pair[0]}-{pair[1]}")


def _after(data: Change, park: int) -> Iterator[Chip]:
    for pair in sorted(pair for pair in data.after if pair[0] == park):
        look: Look = "kept" if pair in data.before else "added"
        yield Chip(data.industries[pair[1]], look, f"{pair[0]}-{pair[1]}")


def _arrow(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x, y), (x + 20, y), stroke=INK, stroke_width=1.4)
    canvas.path(f"M{x + 20:.2f} {y - 5:.2f}l9 5l-9 5z", fill=INK)
