"""CP-SAT with Ctrl-C in Python's hands: its own handler takes SIGINT away, and for good.

While CP-SAT runs, its handler hears Ctrl-C and logs from within, which can lock up; when it is
done it leaves the default handler behind, and the next Ctrl-C ends the program without a word.
"""

from threading import Lock, Thread
from time import monotonic

from ortools.sat.python.cp_model import CpModel, CpSolver

_WAIT_SECONDS = 0.2  # where a wait cannot be interrupted, so long until Ctrl-C is heard
_LAST_WAIT_SECONDS = 0.02
_PATIENCE_SECONDS = 1.0  # CP-SAT stops within milliseconds, but not in all of its presolve


class _Run(Thread):
    """One run of CP-SAT in a thread of its own: Python hears no signal in a call that is not over.

    A daemon, so that the program can end without it. A plain lock tells that it is over: what is
    built of several steps may be left half done by a KeyboardInterrupt.
    """

    def __init__(self, solver: CpSolver, model: CpModel) -> None:
        super().__init__(daemon=True)
        self._solver, self._model = solver, model
        self._going = Lock()
        self._going.acquire()
        self.error: BaseException | None = None

    def run(self) -> None:
        """Solve, and keep what goes wrong for the caller."""
        try:
            self._solver.solve(self._model)
        except BaseException as error:
            self.error = error
        finally:
            self._going.release()

    def is_over(self, seconds: float) -> bool:
        """Wait so long at most; return whether the run is over."""
        return self._going.acquire(timeout=seconds)

    def stop(self) -> bool:
        """Stop the run; return whether it did, which it may not do at once."""
        until = monotonic() + _PATIENCE_SECONDS
        while monotonic() < until:
            self._solver.stop_search()  # unheard before the search has begun: said again
            if self.is_over(_LAST_WAIT_SECONDS):
                return True
        return False


def run(solver: CpSolver, model: CpModel) -> bool:
    """Solve a model; return whether Ctrl-C stopped the run, whose answer then is what it had.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, and the run did not stop in time.
    """
    solver.parameters.catch_sigint_signal = False
    going = _Run(solver, model)
    try:
        going.start()
        while not going.is_over(_WAIT_SECONDS):
            pass
    except KeyboardInterrupt:
        if not going.stop():
            raise
        return True
    if going.error is not None:
        raise going.error
    return False
