"""Long calls beside which Ctrl-C is heard: Python hears no signal in a call that is not over."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

_WAIT_SECONDS = 0.2  # where a wait cannot be interrupted, so long until Ctrl-C is heard


class Call(Thread, Generic[T]):
    """A call in a thread of its own, which must leave the interpreter alone (``nogil``, C++).

    A daemon, so that the program can end without it. A plain lock tells that it is over: what is
    built of several steps may be left half done by a KeyboardInterrupt.
    """

    def __init__(self, call: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._going = Lock()
        self._going.acquire()
        self._results: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Make the call, and keep what comes of it for the caller."""
        try:
            self._results.append(self._call())
        except BaseException as error:
            self._error = error
        finally:
            self._going.release()

    def is_over(self, seconds: float) -> bool:
        """Wait so long at most; return whether the call is over, once."""
        return self._going.acquire(timeout=seconds)

    def wait(self) -> T:
        """Return what the call returns, or raise what it raises.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the call goes on.
        """
        self.start()
        while not self.is_over(_WAIT_SECONDS):
            pass
        if self._error is not None:
            raise self._error
        return self._results[0]
