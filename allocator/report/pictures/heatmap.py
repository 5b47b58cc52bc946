"""Affinity heatmap (亲和度热图): what fits where, with the layout drawn in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from allocator.i18n import Language, say
from allocator.report.pictures.canvas import Canvas
from allocator.report.pictures.figures import decimals, figure, plain
from allocator.report.pictures.heading import heading
from allocator.report.pictures.marks import boxed, ramp
from allocator.report.pictures.matrix import Cell, Matrix, Shown, draw_matrix, fitting, refuse_size


@dataclass(frozen=True)
class Heatmap:
    """Names of parks and industries, and pairs as places in them.

    `sectors` has one entry per industry, empty where it has none. A pair that `affinity` lacks is
    not known. `subject` is what the picture is of: the scenario's name; `caption`, where it is
    given, says below the title which layout is drawn.
    """

    subject: str
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    sectors: tuple[str, ...]
    affinity: Mapping[Cell, Decimal]
    layout: frozenset[Cell]
    current: frozenset[Cell] = field(default_factory=frozenset)
    caption: str = ""


def heatmap(data: Heatmap, language: Language) -> str:
    """Return the picture as SVG.

    Raises:
        InputError: there are too many parks and industries to read.
    """
    refuse_size(len(data.parks), len(data.industries))
    low, high = _ends(data.affinity)
    words = _words(data)
    canvas = Canvas()
    title = say(language, "picture.heatmap.title", subject=data.subject)
    keys = [
        ramp(say(language, "picture.affinity"), (plain(low), plain(high))),
        boxed(say(language, "picture.in_layout", count=len(data.layout)), "frame"),
    ]
    if data.current:
        keys.append(boxed(say(language, "picture.in_current", count=len(data.current)), "corner"))
    if len(data.affinity) < len(data.parks) * len(data.industries):
        keys.append(boxed(say(language, "picture.unknown"), "hatch"))
    left_out = bool(data.affinity) and not any(words.values())
    notes = [data.caption]
    notes += [say(language, "picture.numbers_left_out")] if left_out else []
    top = heading(canvas, title, notes, keys)
    bottom = draw_matrix(canvas, _matrix(data, language, words), top)
    description = say(
        language,
        "picture.heatmap.description",
        parks=len(data.parks),
        industries=len(data.industries),
        pairs=len(data.layout),
    )
    return canvas.render(bottom, title, description)


def _matrix(data: Heatmap, language: Language, words: Mapping[Cell, str]) -> Matrix:
    low, high = _ends(data.affinity)
    span = float(high - low) or 1.0

    def tip(cell: Cell, value: str) -> str:
        names = {"park": data.parks[cell[0]], "industry": data.industries[cell[1]]}
        marks = [
            say(language, f"picture.heatmap.{key}")
            for key, pairs in (("tip_layout", data.layout), ("tip_current", data.current))
            if cell in pairs
        ]
        return say(language, "picture.heatmap.tip", **names, value=value) + "".join(marks)

    cells = {
        cell: Shown(float(value - low) / span, words[cell], tip(cell, plain(value)))
        for cell, value in data.affinity.items()
    }
    unknown = say(language, "picture.unknown")
    return Matrix(
        data.parks,
        data.industries,
        data.sectors,
        cells,
        data.layout,
        data.current,
        lambda cell: tip(cell, unknown),
    )


def _ends(affinity: Mapping[Cell, Decimal]) -> tuple[Decimal, Decimal]:
    """Return the numbers of the lightest and the darkest shade; 0 is one of them or between."""
    values = affinity.values()
    return min([Decimal(0), *values]), max([Decimal(0), *values])


def _words(data: Heatmap) -> dict[Cell, str]:
    """Return the numbers as written in the cells, all with as many decimals as fit, or none."""
    values = [*data.affinity.values()]
    digits = decimals(values)
    for most in (digits, 0) if any(abs(one) >= 100 for one in values) else (digits,):
        words = {cell: figure(value, most) for cell, value in data.affinity.items()}
        if fitting([*words.values()], data.parks, data.industries, data.sectors):
            return words
    return dict.fromkeys(data.affinity, "")
