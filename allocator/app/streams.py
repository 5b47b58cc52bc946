"""Standard streams that can say anything: Chinese, minus signs, lines, whatever the locale."""

import os
import sys
from io import TextIOWrapper


def prepare_streams() -> None:
    """Make stdout and stderr able to write every character, or to swallow all if closed.

    A file or a pipe gets UTF-8, as files do everywhere in Allocator; a terminal keeps its own
    encoding, and what it cannot show is replaced.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller: >&-
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence_stdout() -> None:
    """Send what is still to be written nowhere: whoever read it has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
