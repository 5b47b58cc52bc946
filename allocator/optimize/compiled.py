"""Whether the compiled loops are on disk already, wherever numba keeps them."""

from pathlib import Path

from allocator.optimize.network import kernels


def is_compiled() -> bool:
    """Return whether a compilation of the network loops is cached."""
    folder = kernels.solve.stats.cache_path
    return folder is not None and any(Path(folder).glob("kernels.solve-*.nbi"))
