"""Parts of an answer that share one limit: each is decided to its end, or said to be undecided."""

from collections.abc import Callable
from typing import Literal, TypeVar

from allocator.optimize.limits import Limit, StoppedError

Part = Literal["best", "place", "repairs", "order"]
PARTS: tuple[Part, ...] = ("best", "place", "repairs", "order")
T = TypeVar("T")


class Parts:
    """Decides parts one after the other, until the time is up or Ctrl-C is pressed."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._is_pressed = False
        self._undecided: set[Part] = set()

    def decide(self, part: Part, find: Callable[[Limit], T]) -> T | None:
        """Return what `find` finds within the limit; ``None`` if it was stopped, or not begun.

        The best layout is looked for even if the time is up: a fast engine may have it at once.
        """
        is_late = self._limit.passed and part != "best"
        if not (self._is_pressed or is_late):
            try:
                return find(self._limit)
            except StoppedError:
                pass
            except KeyboardInterrupt:
                self.stop()
        self.leave(part)
        return None

    def stop(self) -> None:
        """Begin no further part: a person pressed Ctrl-C."""
        self._is_pressed = True

    def leave(self, *parts: Part) -> None:
        """Leave parts undecided."""
        self._undecided.update(parts)

    @property
    def undecided(self) -> tuple[Part, ...]:
        """The parts that were left undecided, in the order of `PARTS`."""
        return tuple(part for part in PARTS if part in self._undecided)
