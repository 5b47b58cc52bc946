"""Time of the first start after installation and of the next. ``python -m benchmarks.first_use``.

Each start is a new process with numba's cache in one folder, empty at first: it imports the
network engine, then ranks, prices and perturbs a tiny case, which compiles every loop. No peer
compiles.
"""

import os
import subprocess
import sys
import tempfile
from time import perf_counter

from benchmarks.timing import Row, show


def start() -> None:
    """Import, then ask each question once, as a start does."""
    from benchmarks import flips, perturbed, ranking
    from benchmarks.instances import linear
    from benchmarks.instances import perturbed as worlds

    case = linear(4, 5)
    ranking.listed(case, 20)
    flips.ours(case)
    perturbed.ours(case, worlds(case, 2, 0.1))


def measure(starts: int = 3) -> list[Row]:
    """Return a row for the first start and for the one after it, the others' median aside."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_seconds(folder) for _ in range(starts)]
    first, later = seconds[0], sorted(seconds[1:])[(starts - 1) // 2]
    median = f"median of {starts - 1}"
    return [
        Row("4 x 5", "first start", first, None, "", "1 run"),
        Row("4 x 5", "later start", later, None, "", median),
    ]


def _seconds(cache: str) -> float:
    started = perf_counter()
    code = "from benchmarks import first_use; first_use.start()"
    environment = os.environ | {"NUMBA_CACHE_DIR": cache}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return perf_counter() - started


def main() -> None:
    """Print the table of docs/performance.md."""
    show("First use", measure())


if __name__ == "__main__":
    main()
