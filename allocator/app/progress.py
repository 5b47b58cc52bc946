"""What a waiting user hears, on stderr: a first compilation, and how far a listing has come."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self

from allocator.app.session import Session

_SILENT_SECONDS = 1.0


class Progress:
    """Tells how many layouts are listed, from one second on, twice a second."""

    def __init__(self, session: Session) -> None:
        self._say = session.say
        self._started = self._told = monotonic()
        self._open_line = False

    def __enter__(self) -> Self:
        """Announce the compilation that a first run has to do."""
        from allocator.optimize.compiled import is_compiled

        if not is_compiled():
            print(self._say("progress.compiling"), file=sys.stderr, flush=True)
        return self

    def __call__(self, listed: int) -> None:
        """Hear that so many layouts are listed."""
        now = monotonic()
        if now - self._started < _SILENT_SECONDS or now - self._told < _SILENT_SECONDS / 2:
            return
        self._told = now
        self._open_line = sys.stderr.isatty()
        end = "\r" if self._open_line else "\n"
        print(
            self._say("progress.listed", count=f"{listed:,}"), end=end, file=sys.stderr, flush=True
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say how long it took, if it took long."""
        if self._open_line:
            print(file=sys.stderr)
        seconds = monotonic() - self._started
        if kind is None and seconds >= _SILENT_SECONDS:
            print(self._say("progress.seconds", seconds=f"{seconds:.1f}"), file=sys.stderr)
