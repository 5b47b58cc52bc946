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

_COMPILING_SECONDS = {"network": 20, "patterns": 10, "linkage": 15}  # about, on a usual machine


class Progress:
    """Tells from one second on how many layouts are listed and how long it has taken."""

    def __init__(self, session: Session) -> None:
        self._session, self._say = session, session.say
        self._hearing = ExitStack()
        self._started = monotonic()
        self._listed = 0
        self._reached: str | None = None
        self._done = Event()
        self._teller = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        """Start telling, the compilations as well that a first run of a fast engine needs."""
        from allocator.optimize.compiled import hearing

        self._hearing.enter_context(hearing(self._tell_compiling))
        self._teller.start()
        return self

    def __call__(self, listed: int) -> None:
        """Hear that so many layouts are listed."""
        self._listed = listed

    def turn(self, engine: str, value: int | None) -> None:
        """Hear that another engine goes on, and which value the ranking before it came down to."""
        from allocator.app.tables.basics import amount

        del engine  # CP-SAT, whichever came before it
        self._reached = "" if value is None else amount(self._session, value)

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

    def _tell_compiling(self, engine: str) -> None:
        facts = {"engine": engine, "seconds": _COMPILING_SECONDS[engine]}
        print(self._say("progress.compiling", **facts), file=sys.stderr, flush=True)

    def _tell(self) -> None:
        rewrites = sys.stderr.isatty()
        pause = _SILENT_SECONDS
        while not self._done.wait(pause):
            pause = _SILENT_SECONDS / 4 if rewrites else _LINE_SECONDS
            # a line that is rewritten may be shorter than the one before
            end = "\033[K\r" if rewrites else "\n"
            print(self._line(), end=end, file=sys.stderr, flush=True)
        if rewrites and pause != _SILENT_SECONDS:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _line(self) -> str:
        facts = {"count": f"{self._listed:,}", "seconds": f"{monotonic() - self._started:,.0f}"}
        if self._reached is not None:
            key = "progress.turned" if self._reached else "progress.on"
            return self._say(key, **facts, value=self._reached)
        return self._say("progress.line" if self._listed else "progress.solving", **facts)
