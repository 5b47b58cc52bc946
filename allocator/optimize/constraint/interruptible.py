"""CP-SAT with Ctrl-C in Python's hands: its own handler takes SIGINT away, and for good.

While CP-SAT runs, its handler hears Ctrl-C and logs from within, which can lock up; when it is
done it leaves the default handler behind, and the next Ctrl-C ends the program without a word.
"""

from time import monotonic
from typing import Any

from ortools.sat.python.cp_model import CpModel, CpSolver

from allocator.optimize.interruptible import Call

_LAST_WAIT_SECONDS = 0.02
_PATIENCE_SECONDS = 1.0  # CP-SAT stops within milliseconds, but not in all of its presolve


def run(solver: CpSolver, model: CpModel) -> bool:
    """Solve a model; return whether Ctrl-C stopped the run, whose answer then is what it had.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, and the run did not stop in time.
    """
    solver.parameters.catch_sigint_signal = False
    going = Call(lambda: solver.solve(model))
    try:
        going.wait()
    except KeyboardInterrupt:
        if not _stops(solver, going):
            raise
        return True
    return False


def _stops(solver: CpSolver, going: Call[Any]) -> bool:
    """Stop a run; return whether it did, which it may not do at once."""
    until = monotonic() + _PATIENCE_SECONDS
    while monotonic() < until:
        solver.stop_search()  # unheard before the search has begun: said again
        if going.is_over(_LAST_WAIT_SECONDS):
            return True
    return False
