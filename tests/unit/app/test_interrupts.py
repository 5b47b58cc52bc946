"""Ctrl-C at any moment: a sentence and status 3, whatever the program is busy with."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from threading import Timer

import pytest
from ortools.sat.python.cp_model import CpModel, CpSolver

from allocator.app import start
from allocator.optimize.constraint import interruptible
from allocator.optimize.constraint.engine import solve
from allocator.optimize.limits import InterruptError
from tests.support.scenarios import ROOT, ZHONGGUANCUN

SENTENCES = ("Interrupted", "Stopped early", "No legal layout was found before the stop")
BUSY = {
    "frontier": ("--frontier", "affinity,continuity,differentiation"),
    "list": ("--engine", "constraint", "-k", "90"),
    "distance": ("--distance", "40"),
}


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("busy", sorted(BUSY))
def test_a_press_at_any_moment_ends_with_a_sentence(busy: str) -> None:
    random = Random(busy)
    for _ in range(3):
        status, said = _pressed(BUSY[busy], random.uniform(1.5, 4))
        assert status == 3, said
        assert sum(said.count(one) for one in SENTENCES) == 1, said
        assert "Traceback" not in said


def _pressed(asked: tuple[str, ...], seconds: float) -> tuple[int, str]:
    """Return how a run ends that Ctrl-C is pressed in, and all that it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "rank", str(ZHONGGUANCUN), *asked, "--lang", "en"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as going:
        Timer(seconds, going.send_signal, [signal.SIGINT]).start()
        said, _ = going.communicate(timeout=60)
    return going.returncode, said


@pytest.fixture
def hard() -> CpModel:
    """Return a model that CP-SAT has to search for long: dense subset sums."""
    random, model = Random(1), CpModel()
    cells = [model.new_bool_var(f"{n}") for n in range(120)]
    for _ in range(12):
        weights = [random.randrange(1, 10**6) for _ in cells]
        total = sum(w * x for w, x in zip(weights, cells, strict=True))
        model.add(total <= sum(weights) // 2)
        model.add(total >= sum(weights) // 2 - 2000)
    return model


@pytest.fixture
def pressing() -> Iterator[Timer]:
    timer = Timer(0.3, signal.raise_signal, [signal.SIGINT])
    yield timer
    timer.cancel()


def test_cp_sat_leaves_ctrl_c_to_python(hard: CpModel, pressing: Timer) -> None:
    before = signal.getsignal(signal.SIGINT)
    pressing.start()
    with pytest.raises(InterruptError):
        solve(hard, {})
    assert signal.getsignal(signal.SIGINT) is before


def test_a_run_that_does_not_stop_is_left_alone(
    hard: CpModel, pressing: Timer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interruptible, "_PATIENCE_SECONDS", 0.05)
    stop, solver = CpSolver.stop_search, CpSolver()
    monkeypatch.setattr(CpSolver, "stop_search", lambda _: None)
    pressing.start()
    with pytest.raises(KeyboardInterrupt):
        interruptible.run(solver, hard)
    stop(solver)


def test_what_goes_wrong_in_a_run_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(CpSolver, "solve", fails)
    with pytest.raises(MemoryError):
        interruptible.run(CpSolver(), CpModel())


LOST = """\
import sys, time
from allocator.app import start
start._heed()
class Careless:
    def __del__(self):
        import os, signal
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
try:
    Careless()
    time.sleep(20)
except KeyboardInterrupt:
    sys.exit(0 if start.is_pressed() else 1)
sys.exit(2)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_press_that_a_callback_swallows_is_made_again() -> None:
    ended = subprocess.run([sys.executable, "-c", LOST], cwd=ROOT, timeout=15, check=False)
    assert ended.returncode == 0


@pytest.mark.parametrize(("is_pressed", "status"), [(True, 3), (False, 70)])
def test_a_failure_after_a_press_is_no_bug(
    is_pressed: bool, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numba, pressed in while it compiles, fails with an error of its own."""
    from tests.support.command import run

    def fails(*_: object) -> None:
        raise RuntimeError("no compiled object yet")

    monkeypatch.setattr("allocator.app.session.Session.open", fails)
    monkeypatch.setattr(start, "_presses", [2] if is_pressed else [])
    ended = run("rank", ZHONGGUANCUN, "--lang", "en")
    assert ended.exit_code == status
    assert ("Interrupted; there is no answer." in ended.stderr) is is_pressed
