"""Pictures as PNG, by the extra ``pictures``; the program's own fonts are those of the system."""

from allocator.errors import Fault, InputError, Place


def png(svg: str, place: str) -> bytes:
    """Return an SVG picture as PNG, 1280 pixels wide.

    `place` is what asked for it, for the fault.

    Raises:
        InputError: the extra is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise InputError([Fault("png-needs-extra", Place(place))]) from None
    return bytes(svg_to_bytes(svg_string=svg))
