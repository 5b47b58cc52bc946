"""Names of sheets that Excel accepts: short, of legal characters, no two alike."""

from collections.abc import Iterable

_LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = {"history"}
_EMPTY = "-"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return a legal name for each wanted one; those alike up to case get a number."""
    found: list[str] = []
    taken = set(_RESERVED)
    for one in wanted:
        name, number = _legal(one), 1
        while name.casefold() in taken:
            number += 1
            name = _legal(one, f" ({number})")
        taken.add(name.casefold())
        found.append(name)
    return found


def _legal(wanted: str, end: str = "") -> str:
    printable = "".join(one if one.isprintable() else " " for one in wanted)
    words = " ".join(printable.translate(_FORBIDDEN).split()).strip("' ")
    return (_cut(words or _EMPTY, _LONGEST - len(end)).rstrip("' ") or _EMPTY) + end


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text, as long as Excel counts: in UTF-16."""
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")
