"""Comparing words as people do: without differences of width, case and spacing."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from allocator.i18n import Language

COMMAS: dict[Language, str] = {"zh": "、", "en": ", "}
_BEHIND: dict[Language, str] = {"zh": "{}（{}）", "en": "{} ({})"}


def folded(text: str) -> str:
    """Return `text` without differences of width, case and length of spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def squeezed(text: str) -> str:
    """Return `text` without differences of width and case, and without spaces."""
    return folded(text).replace(" ", "")


def closest(word: str, known: Iterable[str]) -> list[str]:
    """Return the three known words closest to `word`, closest first."""
    return get_close_matches(word[:80], [*known], 3, cutoff=0.0)


def near(word: str, known: Iterable[str]) -> str:
    """Return the known words closest to `word` as text."""
    return ", ".join(closest(word, known)) or "-"


def similar(word: str, known: Iterable[str]) -> bool:
    """Return whether `word` looks like a slip for one of the known words."""
    return bool(get_close_matches(folded(word)[:80], [*known], 1, cutoff=0.65))


def listed(called: Iterable[tuple[str, str]], language: Language) -> str:
    """Return words in a row, each as people call it, with the program's own word behind."""
    behind = _BEHIND[language]
    words = (name if name == own else behind.format(name, own) for name, own in called)
    return COMMAS[language].join(words)
