"""The command `serve` as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.support.command import run
from tests.support.waiting import until

ZHONGGUANCUN = "scenarios/zhongguancun"


def start(tmp_path: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-c", "from allocator.app.start import start; start()", "serve"]
    store = str(tmp_path / "plans.db")
    process = subprocess.Popen(
        [*command, *options, "--port", "0", "--store", store, "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()[-1]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve(tmp_path: Path, stop: signal.Signals) -> None:
    process, url = start(tmp_path, ZHONGGUANCUN, "--name", "someone")
    try:
        about = httpx.get(f"{url}api/about").json()
        assert about["who"] == "someone"
        assert "server" not in httpx.get(url).headers
        saved = httpx.get(f"{url}api/scenarios/{about['scenario']}").json()
        assert (saved["version"], saved["who"]) == (1, "someone")
        words = httpx.get(f"{url}api/scenarios", headers={"Host": "example.com"})
        assert words.status_code == 421
        process.send_signal(stop)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()


def children(pid: int) -> list[str]:
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [child for one in threads for child in (one / "children").read_text().split()]


def is_there(pid: str) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "zombie" not in status.read_text()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc: who is whose child")
def test_a_server_that_is_killed_leaves_no_worker(tmp_path: Path) -> None:
    """A search that would go on for minutes ends with the server, however that ended."""
    process, url = start(tmp_path, ZHONGGUANCUN)
    try:
        key = httpx.get(f"{url}api/about").json()["scenario"]
        asked = {"frontier": "affinity,differentiation,continuity"}
        begun = httpx.post(f"{url}api/scenarios/{key}/rank", json=asked, timeout=60)
        assert begun.status_code == 202
        workers = children(process.pid)
        assert len(workers) >= 2
    finally:
        process.kill()
        process.wait()
    until(lambda: not any(map(is_there, workers)))


def test_the_same_scenario_is_not_saved_twice(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        process, url = start(tmp_path, ZHONGGUANCUN)
        try:
            keys.append([one["key"] for one in httpx.get(f"{url}api/scenarios").json()])
        finally:
            process.terminate()
            process.wait(30)
    assert keys[0] == keys[1]
    assert len(keys[0]) == 1


def test_what_is_refused(tmp_path: Path) -> None:
    store = ("--store", tmp_path / "plans.db")
    found = run("serve", "--host", "0.0.0.0", *store)
    assert (found.exit_code, "host-needs-token" in found.stderr) == (2, True)
    found = run("serve", "--host", "0.0.0.0", "--token", "short", *store)
    assert (found.exit_code, "token-short" in found.stderr) == (2, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = run("serve", "--port", taken.getsockname()[1], *store)
    assert (found.exit_code, "port-taken" in found.stderr) == (2, True)
    found = run("serve", "--host", "\udcff", *store)
    assert found.exit_code == 2
    found = run("serve", tmp_path / "none", *store)
    assert (found.exit_code, "not-found" in found.stderr) == (2, True)
    assert not (tmp_path / "plans.db").exists()
