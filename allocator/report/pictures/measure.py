"""How wide text is, without any font: a model that errs on the wide side.

A picture is laid out before anyone knows which font draws it. Chinese characters are 1 em wide in
every font; Latin letters are taken a little wider than common fonts have them.
"""

import re
import unicodedata
from functools import lru_cache

ELLIPSIS = "…"
_BOLD = 1.06
_NARROW = frozenset("iljftr.,;:'|!()[]{}`/\\- \"")
_BROAD = frozenset("mwMW@%&")
_PIECES = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+|\s+"
)
_NO_LINE_START = frozenset("，。、；：！？）》」』”’…%,.;:!?)]}")


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA" or ord(character) > 0x2E7F:
        return 1.0
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.9
    return 0.68 if not character.isascii() or character.isupper() else 0.55


def width(text: str, size: float, bold: bool = False) -> float:
    """Return about how many pixels wide `text` is at a font size."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def shorten(text: str, size: float, room: float, bold: bool = False) -> str:
    """Return `text`, cut at its end and marked with an ellipsis where it does not fit."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, size: float, room: float, lines: int, bold: bool = False) -> list[str]:
    """Return `text` as at most so many lines; the last one is shortened where they do not do."""
    broken: list[list[str]] = [[]]
    for piece in _pieces(text, size, room, bold):
        line = broken[-1]
        if line and width("".join([*line, piece]).rstrip(), size, bold) > room:
            broken.append([*_taken_along(line, piece), piece])
        else:
            line.append(piece)
    kept = ["".join(line) for line in broken[: lines - 1]]
    kept.append("".join(piece for line in broken[lines - 1 :] for piece in line))
    return [shorten(one.strip(), size, room, bold) for one in kept[: len(broken)]]


def _taken_along(line: list[str], piece: str) -> list[str]:
    """Take what stands before `piece` to the next line where no line may begin with it."""
    if len(line) < 2 or piece[0] not in _NO_LINE_START or line[-1][0] in _NO_LINE_START:
        return []
    return [line.pop()]


def _pieces(text: str, size: float, room: float, bold: bool) -> list[str]:
    """Return what may stand on a line of its own: characters of Chinese, words of Latin."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        fits = width(piece, size, bold) <= room
        found += [piece] if fits else list(piece)
    return found
