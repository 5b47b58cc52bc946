"""What a waiting user hears, on stderr: a first compilation, and how far a listing has come."""

import sys
from contextlib import ExitStack
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from allocator.app.session import Session

_SILENT_SECONDS = 1.0
_LINE_SECONDS = 5.0  # between lines where stderr is no terminal and a line cannot be rewritten


class Progress:
    """Tells from one second on how many layouts are listed and how long it has taken."""

    def __init__(self, session: Session) -> None:
        self._say = session.say
        self._hearing = ExitStack()
        self._started = monotonic()
        self._listed = 0
        self._done = Event()
        self._teller = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        """Start telling, the compilation as well that a first run of the network engine needs."""
        from allocator.optimize.compiled import hearing

        self._hearing.enter_context(hearing(self._tell_compiling))
        self._teller.start()
        return self

    def __call__(self, listed: int) -> None:
        """Hear that so many layouts are listed."""
        self._listed = listed

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop telling; leave a clean line behind."""
        self._done.set()
        self._teller.join()
        self._hearing.close()

    def _tell_compiling(self) -> None:
        print(self._say("progress.compiling"), file=sys.stderr, flush=True)

    def _tell(self) -> None:
        rewrites = sys.stderr.isatty()
        pause = _SILENT_SECONDS
        while not self._done.wait(pause):
            pause = _SILENT_SECONDS / 4 if rewrites else _LINE_SECONDS
            seconds = f"{monotonic() - self._started:.0f}"
            key = "progress.line" if self._listed else "progress.solving"
            line = self._say(key, count=f"{self._listed:,}", seconds=seconds)
            print(line, end="\r" if rewrites else "\n", file=sys.stderr, flush=True)
        if rewrites and pause != _SILENT_SECONDS:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
