"""What stands above every picture: its title, what it is about, and what its marks mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from allocator.report.pictures.canvas import MARGIN, WIDTH, Canvas
from allocator.report.pictures.measure import width, wrap
from allocator.report.pictures.palette import SOFT

_TITLE, _SIZE = 22, 13
_LINE = 24
ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a mark `room` wide, drawn at a place, and its words."""

    words: str
    draw: Callable[[Canvas, float, float], None]
    room: float = 26


def heading(canvas: Canvas, title: str, notes: Sequence[str], keys: Sequence[Key] = ()) -> float:
    """Write the title, notes below it and the legend; return where the picture can begin."""
    y = 40.0
    for line in wrap(title, _TITLE, ROOM, 2, bold=True):
        canvas.text((MARGIN, y), line, _TITLE, bold=True)
        y += _TITLE + 8
    for note in filter(None, notes):
        for line in wrap(note, _SIZE, ROOM, 3):
            canvas.text((MARGIN, y), line, _SIZE, fill=SOFT)
            y += _SIZE + 7
    return legend(canvas, (MARGIN, y + 2), keys, ROOM) + 8


def legend(canvas: Canvas, at: tuple[float, float], keys: Sequence[Key], room: float) -> float:
    """Draw the entries side by side, in as many lines as they take; return where they end."""
    left, y = at
    x = left
    for key in keys:
        wide = key.room + 6 + width(key.words, _SIZE) + 24
        if x > left and x + wide > left + room:
            x, y = left, y + _LINE
        key.draw(canvas, x, y)
        canvas.text((x + key.room + 6, y + 5), key.words, _SIZE, room - key.room - 6)
        x += wide
    return y + (_LINE if keys else 0)
