"""A place for numba's cache, also where neither the package nor a home can be written."""

import os
import tempfile
from pathlib import Path


def ensure_cache_place() -> None:
    """Give numba a cache of this process alone where it would find no place and refuse to run.

    Not a fixed folder under the temporary ones: a cache is code, and others could put theirs in.
    """
    beside = Path(__file__).parent / "__pycache__"
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if "NUMBA_CACHE_DIR" not in os.environ and not (_writable(beside) or _writable(home)):
        os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp(prefix="allocator-numba-")


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
