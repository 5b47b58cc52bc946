"""Waiting for what other processes and threads do."""

from collections.abc import Callable
from time import monotonic, sleep


def until(holds: Callable[[], object], seconds: float = 90.0) -> None:
    """Wait until something holds; fail where it does not within so many seconds."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end
        sleep(0.1)
