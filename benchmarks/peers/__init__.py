"""Other solvers, one module each, one function per question; all with one thread.

They maximise the value alone, an easier question than the key with its ties that our engines rank
by. They read the numbers of a `Case` and return values, which must equal ours. A solver that is
not installed is named in the table as missing.
"""

from importlib import import_module

from benchmarks.timing import Answer, Run, UnavailableError

PACKAGES = {
    "cp_sat": "ortools",
    "flow": "ortools",
    "gurobi": "gurobipy",
    "cplex": "cplex",
    "highs": "highspy",
    "scip": "pyscipopt",
}
"""The package that each module of this folder asks."""


def run(engine: str, question: str, *asked: object, first: int | None = None) -> Run:
    """Return a run of a peer's function, ``module.function``; see `Run` for `first`."""
    module, function = question.split(".")

    def answer() -> Answer:
        found: Answer = getattr(import_module(f"benchmarks.peers.{module}"), function)(*asked)
        return found

    return Run(engine, PACKAGES[module], answer, first)


def not_asked(engine: str, reason: str) -> Run:
    """Return a line of the table that says why a peer is not asked."""

    def answer() -> Answer:
        raise UnavailableError(f"not asked: {reason}")

    return Run(engine, "benchmarks", answer)
