"""Limits on time and effort: when an engine has to stop, and what it has in hand when it does."""

from dataclasses import dataclass
from time import monotonic
from typing import Any, Self


@dataclass(eq=False)
class Limit:
    """How long engines may work: until a point in time, or so much effort, or both.

    Effort is CP-SAT's deterministic time, about a second per unit: the same question stops at the
    same place on every run, whatever else the machine does. The network engine takes none.
    What is spent is spent of the limit `above` as well.
    """

    deadline: float | None = None
    effort: float | None = None
    above: "Limit | None" = None

    @classmethod
    def of(cls, seconds: float | None, effort: float | None = None) -> Self:
        """Return the limit so many seconds from now, and so much effort."""
        return cls(None if seconds is None else monotonic() + seconds, effort)

    @property
    def left(self) -> float | None:
        """Seconds left, at least 0; ``None`` without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self.left == 0.0

    @property
    def spent(self) -> bool:
        """Whether the time is up or no effort is left."""
        return self.passed or self.effort == 0.0

    def within(self, effort: float) -> Self:
        """Return the limit of a part of the question: at most so much of the effort left."""
        most = effort if self.effort is None else min(effort, self.effort)
        return type(self)(self.deadline, most, self)

    def spend(self, effort: float) -> None:
        """Take from the effort that is left."""
        if self.effort is not None:
            self.effort = max(0.0, self.effort - effort)
        if self.above is not None:
            self.above.spend(effort)


NO_LIMIT = Limit()


class StoppedError(Exception):
    """An engine stopped before it had proven its next layout.

    `found` is a legal layout that may not be the next one; `bound` is a value that no layout which
    is still to come exceeds. Either may be ``None``: nothing is known.
    """

    def __init__(self, found: frozenset[Any] | None = None, bound: int | None = None) -> None:
        self.found = found
        self.bound = bound
        super().__init__("stopped by a limit")


class InterruptError(KeyboardInterrupt):
    """Ctrl-C stopped an engine; `found` and `bound` are those of `StoppedError`.

    No `StoppedError`: what heeds a limit and goes on must not take a person for one.
    """

    def __init__(self, found: frozenset[Any] | None = None, bound: int | None = None) -> None:
        self.found = found
        self.bound = bound
        super().__init__("stopped by a person")


class TooHardError(Exception):
    """A search of a fast engine grew beyond all patience: CP-SAT should take over."""
