"""A server of its own for a measurement, on a free port and with a new store."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SCENARIO = "scenarios/zhongguancun"
_START = "from allocator.app.start import start; start()"


@contextmanager
def served(scenario: str = SCENARIO) -> Iterator[str]:
    """Serve a scenario; yield where."""
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "plans.db")
        command = [sys.executable, "-uc", _START, "serve", scenario, "--port", "0"]
        with subprocess.Popen(
            [*command, "--store", store], stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            try:
                yield "http" + server.stdout.readline().strip().rpartition("http")[2]
            finally:
                server.terminate()
