"""Whether the compiled loops are on disk already, told without importing numba."""

from pathlib import Path


def is_compiled() -> bool:
    """Return whether a compilation of the network loops is cached beside the package."""
    folder = Path(__file__).parent / "network" / "__pycache__"
    return any(folder.glob("kernels.solve-*.nbi"))
