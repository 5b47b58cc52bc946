"""Whether the compiled loops are on disk, wherever numba keeps them, and who hears if not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

_hearer: ContextVar[Callable[[str], None] | None] = ContextVar("hearer", default=None)


def is_compiled(loop: Any) -> bool:
    """Return whether a compilation of a loop is cached."""
    folder, module = loop.stats.cache_path, loop.py_func.__module__.rpartition(".")[2]
    found = f"{module}.{loop.py_func.__name__}-*.nbi"
    return folder is not None and any(Path(folder).glob(found))


@contextmanager
def hearing(tell: Callable[[str], None]) -> Iterator[None]:
    """Call `tell`, once for each, with the name of an engine that is compiled in the meantime."""
    told = set[str]()

    def once(engine: str) -> None:
        if engine not in told:
            told.add(engine)
            tell(engine)

    token = _hearer.set(once)
    try:
        yield
    finally:
        _hearer.reset(token)


def announce(engine: str, loop: Any) -> None:
    """Tell who is hearing, unless a loop of an engine is compiled: all are about to be used."""
    tell = _hearer.get()
    if tell is not None and not is_compiled(loop):
        tell(engine)
