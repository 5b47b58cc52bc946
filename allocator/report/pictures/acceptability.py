"""Acceptability (可接受度): how large a share of worlds, or of good layouts, holds each pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import Canvas
from allocator.report.pictures.figures import percent
from allocator.report.pictures.heading import heading
from allocator.report.pictures.marks import boxed, ramp
from allocator.report.pictures.matrix import (
    Cell,
    Matrix,
    Shown,
    draw_matrix,
    fitting,
    refuse_size,
)


@dataclass(frozen=True)
class Acceptability:
    """Shares from 0 to 1 by pair; what is missing is 0.

    They are taken `among` sampled ``worlds``, each with its best layout, or among the best
    ``layouts`` of one ranking; `count` is how many of these there are.
    """

    subject: str
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    sectors: tuple[str, ...]
    shares: Mapping[Cell, Decimal]
    count: int
    among: Literal["worlds", "layouts"]
    layout: frozenset[Cell] = field(default_factory=frozenset)
    current: frozenset[Cell] = field(default_factory=frozenset)
    caption: str = ""


def acceptability(data: Acceptability, language: Language) -> str:
    """Return the picture as SVG.

    Raises:
        InputError: there are too many parks and industries to read.
    """
    refuse_size(len(data.parks), len(data.industries))
    canvas = Canvas()
    facts = {"subject": data.subject, "count": data.count}
    title = say(language, f"picture.share.{data.among}_title", **facts)
    keys = [ramp(say(language, "picture.share.legend"), ("0%", "100%"))]
    if data.layout:
        keys.append(boxed(say(language, "picture.in_layout", count=len(data.layout)), "frame"))
    if data.current:
        keys.append(boxed(say(language, "picture.in_current", count=len(data.current)), "corner"))
    note = say(language, f"picture.share.{data.among}_note")
    top = heading(canvas, title, [data.caption, note], keys)
    bottom = draw_matrix(canvas, _matrix(data), top)
    return canvas.render(bottom, title, say(language, "picture.share.description", **facts))


def _matrix(data: Acceptability) -> Matrix:
    cells = {
        (park, industry): data.shares.get((park, industry), Decimal(0))
        for park in range(len(data.parks))
        for industry in range(len(data.industries))
    }
    words = {cell: percent(share) if share else "" for cell, share in cells.items()}
    fit = fitting([*words.values()], data.parks, data.industries, data.sectors)

    def tip(cell: Cell) -> str:
        return f"{data.parks[cell[0]]} · {data.industries[cell[1]]}: {percent(cells[cell])}"

    shown = {
        cell: Shown(float(share), words[cell] if fit else "", tip(cell))
        for cell, share in cells.items()
    }
    return Matrix(data.parks, data.industries, data.sectors, shown, data.layout, data.current, tip)
