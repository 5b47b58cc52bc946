"""A server of its own for a test: started, waited for, ended."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "from allocator.app.start import start; start()"
_PATIENCE = 90.0  # the first start compiles


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(
    scenario: Path | None, folder: Path, *options: str, who: str = "测试", port: int = 0
) -> Iterator[str]:
    """Serve a scenario, or none, from a store in `folder`; yield where."""
    port = port or free_port()
    arguments = ["serve", "--port", port, "--store", folder / "plans.db", "--name", who, *options]
    arguments += [] if scenario is None else [scenario]
    log = folder / "server.log"
    with log.open("w") as kept:
        process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, arguments), "--lang", "zh"],
            stdout=kept,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/login", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())
