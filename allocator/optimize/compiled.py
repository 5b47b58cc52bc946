"""Whether the compiled loops are on disk, wherever numba keeps them, and who hears if not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_hearer: ContextVar[Callable[[], None] | None] = ContextVar("hearer", default=None)


def is_compiled() -> bool:
    """Return whether a compilation of the network loops is cached."""
    from allocator.optimize.network import kernels

    folder = kernels.solve.stats.cache_path
    return folder is not None and any(Path(folder).glob("kernels.solve-*.nbi"))


@contextmanager
def hearing(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell`, once, if the network engine has to be compiled in the meantime."""
    token = _hearer.set(tell)
    try:
        yield
    finally:
        _hearer.reset(token)


def announce() -> None:
    """Tell who is hearing, unless the loops are compiled: they are about to be used."""
    tell = _hearer.get()
    if tell is not None and not is_compiled():
        _hearer.set(None)
        tell()
