"""Whether the compiled loops are on disk, wherever numba keeps them, and who hears if not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

_hearer: ContextVar[Callable[[], None] | None] = ContextVar("hearer", default=None)


def is_compiled(loop: Any) -> bool:
    """Return whether a compilation of a loop is cached."""
    folder, module = loop.stats.cache_path, loop.py_func.__module__.rpartition(".")[2]
    found = f"{module}.{loop.py_func.__name__}-*.nbi"
    return folder is not None and any(Path(folder).glob(found))


@contextmanager
def hearing(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell`, once, if an engine has to be compiled in the meantime."""
    token = _hearer.set(tell)
    try:
        yield
    finally:
        _hearer.reset(token)


def announce(loop: Any) -> None:
    """Tell who is hearing, unless a loop is compiled: it is about to be used, with others."""
    tell = _hearer.get()
    if tell is not None and not is_compiled(loop):
        _hearer.set(None)
        tell()
