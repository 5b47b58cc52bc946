"""Ranking profile (排序曲线): how fast the value falls with the rank, and how much has to move."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas
from allocator.report.pictures.chart import Scale, axis_below, axis_left, scale
from allocator.report.pictures.figures import figure
from allocator.report.pictures.heading import heading
from allocator.report.pictures.measure import width
from allocator.report.pictures.palette import INK, SOFT, shade

_LEFT, _RIGHT = MARGIN + 90, WIDTH - MARGIN - 30
_VALUES, _MOVES, _GAP = 300, 150, 90


@dataclass(frozen=True)
class Profile:
    """Layouts best first: `values`, and `moves` from the current layout, none without one."""

    subject: str
    values: tuple[Decimal, ...]
    moves: tuple[int, ...] = ()


def profile(data: Profile, language: Language) -> str:
    """Return the picture as SVG: the value by rank and, below it, the moves by rank."""
    canvas = Canvas()
    title = say(language, "picture.profile.title", subject=data.subject)
    top = heading(canvas, title, [_note(data, language)]) + 40
    over = _ranks(len(data.values))
    bottom = top + _VALUES
    up = scale(data.values, bottom, top)
    axis_left(canvas, (_LEFT, _RIGHT), up, say(language, "picture.value"))
    _line(canvas, data, over, up)
    if data.moves:
        top = bottom + _GAP
        bottom = top + _MOVES
        up = scale(data.moves, bottom, top, 4, zero=True)
        axis_left(canvas, (_LEFT, _RIGHT), up, say(language, "picture.profile.moves"))
        _bars(canvas, data.moves, over, up)
    axis_below(canvas, bottom, over, say(language, "picture.rank"))
    description = say(language, "picture.profile.description", count=len(data.values))
    return canvas.render(bottom + 64, title, description)


def _note(data: Profile, language: Language) -> str:
    ends = {"first": figure(data.values[0], 4), "last": figure(data.values[-1], 4)}
    return say(language, "picture.profile.note", count=len(data.values), **ends)


def _ranks(count: int) -> Scale:
    """Return the scale of ranks, with room for a mark at both ends."""
    step = max(1, -(-count // 20))
    for base in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if base >= step:
            step = base
            break
    ticks = (1, *range(step if step > 1 else 2, count + 1, step))
    return Scale(0.5, count + 0.5, _LEFT, _RIGHT, tuple(map(Decimal, ticks)), 0)


def _line(canvas: Canvas, data: Profile, over: Scale, up: Scale) -> None:
    """Draw a step per layout, with its value above it where all of them fit."""
    places = [(over.at(n), up.at(value)) for n, value in enumerate(data.values, 1)]
    half = (over.at(2) - over.at(1)) / 2
    steps = f"M{places[0][0] - half:.2f} {places[0][1]:.2f}h{2 * half:.2f}"
    steps += "".join(f"V{y:.2f}h{2 * half:.2f}" for _, y in places[1:])
    canvas.path(steps, stroke=INK, stroke_width=1.2)
    words = [figure(value, up.digits + 1) for value in data.values]
    are_labelled = _fit(words)
    for (x, y), said in zip(places, words, strict=True):
        canvas.put("circle", said, cx=x, cy=y, r=4 if len(places) <= 60 else 1.5, fill=INK)
        if are_labelled:
            canvas.text((x, y - 9), said, 11, text_anchor="middle")


def _bars(canvas: Canvas, moves: Sequence[int], over: Scale, up: Scale) -> None:
    wide = min(40.0, (_RIGHT - _LEFT) / len(moves) * 0.7)
    are_labelled = _fit([str(one) for one in moves])
    for rank, count in enumerate(moves, 1):
        x, y = over.at(rank), up.at(count)
        box = (x - wide / 2, y, wide, up.start - y)
        edge = 0.8 if wide > 4 else 0
        canvas.rect(box, str(count), fill=shade(0.6), stroke=SOFT, stroke_width=edge)
        if are_labelled:
            canvas.text((x, y - 5), str(count), 11, text_anchor="middle")


def _fit(words: Sequence[str]) -> bool:
    room = (_RIGHT - _LEFT) / len(words) - 4
    return all(width(one, 11) <= room for one in words)
