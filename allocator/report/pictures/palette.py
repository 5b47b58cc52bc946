"""Colours: shades that get darker as numbers grow, so that they read in grey as well.

No meaning rests on a colour alone: every mark has a shape, a line style or a word beside it.
"""

INK = "#1a1a1a"
SOFT = "#595959"
FAINT = "#bdbdbd"
PAPER = "#ffffff"
KEPT = "#595959"
ADDED = "#0b4f8a"
DROPPED = "#a34a00"

_SHADES = ((247, 251, 255), (198, 219, 239), (107, 174, 214), (63, 143, 197))
"""Black text keeps a contrast above 4.5 on the darkest of them."""


def shade(share: float) -> str:
    """Return the shade for a share from 0 to 1: the higher, the darker."""
    place = min(max(share, 0.0), 1.0) * (len(_SHADES) - 1)
    low = min(int(place), len(_SHADES) - 2)
    part = place - low
    mixed = (round(a + (b - a) * part) for a, b in zip(_SHADES[low], _SHADES[low + 1], strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2)."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
