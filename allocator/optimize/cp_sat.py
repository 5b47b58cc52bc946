"""CP-SAT with the settings that its faults and our models ask for."""

from ortools.sat.python.cp_model import CpSolver

from allocator.optimize.limits import NO_LIMIT, Limit


def solver_for(limit: Limit = NO_LIMIT, *, presolve: bool = True) -> CpSolver:
    """Return a solver that stops at a limit."""
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = presolve
    # comparing long rows in presolve, CP-SAT 9.15 cuts off best layouts (decision 014)
    solver.parameters.presolve_inclusion_work_limit = 0
    # products (synergy, linkage) take minutes without their linear relaxation
    solver.parameters.linearization_level = 2
    if limit.left is not None:
        solver.parameters.max_time_in_seconds = limit.left
    if limit.effort is not None:
        solver.parameters.max_deterministic_time = limit.effort
    return solver
