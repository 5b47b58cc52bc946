"""The compiled loops as plain Python: slow, and numpy tells when a 64-bit sum overflows."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import numpy as np
import pytest

from allocator.optimize.network import kernels, ranking, residual, search

MODULES: tuple[ModuleType, ...] = (residual, search, kernels, ranking)


def compiled_names() -> set[str]:
    """Return the names of all compiled functions."""
    return {
        name for module in MODULES for name, one in vars(module).items() if hasattr(one, "py_func")
    }


@contextmanager
def plain_loops() -> Iterator[pytest.MonkeyPatch]:
    """Run every compiled function as the Python it is written in; overflow is an error."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(over="raise"):
        for module in MODULES:
            for name, one in list(vars(module).items()):
                if hasattr(one, "py_func"):
                    patch.setattr(module, name, one.py_func)
        yield patch
