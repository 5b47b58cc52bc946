"""Lines of Chinese: no line begins with a mark that closes, none ends with one that opens.

rich breaks at spaces, and a text without any wherever a line is full: 。 alone on the last line.
"""

import re
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_CLOSING = frozenset("。，、；：！？）》」』】〉”’…—～·%‰°.,;:!?)]}")
_OPENING = frozenset("（《「『【〈“‘([{+−")
_WORD = re.compile(r"\s*\S+\s*")


def line_breaks(text: str, width: int) -> Iterator[int]:
    """Yield where lines of a text without line breaks begin, but the first.

    Lines break at spaces; a word that is longer than a line is cut where its marks allow it.
    """
    used = 0
    for found in _WORD.finditer(text):
        start, word = found.start(), found.group()
        if used and used + cell_len(word.rstrip()) > width:
            yield start
            used = 0
        while cell_len(word.rstrip()) > width:
            cut = _cut(word, width)
            start, word = start + cut, word[cut:]
            yield start
        used += cell_len(word)


def _cut(word: str, width: int) -> int:
    """Return how many characters of a word go on a line, at least one."""
    most = 1
    while most < len(word) and cell_len(word[: most + 1]) <= width:
        most += 1
    good = (
        cut
        for cut in range(most, 0, -1)
        if word[cut] not in _CLOSING
        and word[cut - 1] not in _OPENING
        and not (word[cut - 1 : cut + 1].isascii())
    )
    return next(good, most)


class Prose(Text):
    """Text that wraps as above."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Break the text into lines of a width."""
        if options.get("no_wrap") or self.no_wrap or width < 2:
            return super().wrap(console, width, **options)
        pieces = [
            piece
            for line in self.split(allow_blank=True)
            for piece in line.divide([*line_breaks(line.plain, width)])
        ]
        return Text("\n").join(pieces).wrap(console, width, **options)


class Screen(Console):
    """A console whose texts wrap as above."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Return the text of a string."""
        return prose(super().render_str(text, **options))


def prose(text: Text) -> Prose:
    """Return a text with its style and spans that wraps as above."""
    return Prose(
        text.plain,
        style=text.style,
        justify=text.justify,
        overflow=text.overflow,
        no_wrap=text.no_wrap,
        end=text.end,
        tab_size=text.tab_size,
        spans=[*text.spans],
    )
