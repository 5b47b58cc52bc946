"""The engines, each imported when it is first used: OR-tools alone takes a second."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from allocator.model.instance import Instance
from allocator.model.outcome import Shortage
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.optimize.problem import Problem

if TYPE_CHECKING:
    from allocator.optimize.constraint import ConstraintEngine
    from allocator.optimize.network import NetworkEngine

EngineName = Literal["auto", "network", "constraint"]
ENGINES: tuple[EngineName, ...] = ("auto", "network", "constraint")
MOST_CAUSES = 20


def network(instance: Instance, limit: Limit = NO_LIMIT) -> "NetworkEngine":
    """Return the network engine for an instance."""
    from allocator.optimize.compiled import announce
    from allocator.optimize.network import NetworkEngine

    announce()
    return NetworkEngine(Problem.of(instance), limit)


def shortages(instance: Instance) -> tuple[Shortage, ...]:
    """Return the counts that show why nothing is legal, one per cause, at most `MOST_CAUSES`.

    Each is found with the causes before it lifted; an empty tuple means that counting shows none.
    """
    from allocator.optimize.compiled import announce
    from allocator.optimize.network import NetworkEngine
    from allocator.optimize.network.shortage import lifted

    announce()
    problem, found = Problem.of(instance), list[Shortage]()
    while len(found) < MOST_CAUSES and (short := NetworkEngine(problem).shortage) is not None:
        found.append(short)
        problem = lifted(problem, short)
    return tuple(found)


def constraint(
    instance: Instance, limit: Limit = NO_LIMIT, at_least: Mapping[str, int] | None = None
) -> "ConstraintEngine":
    """Return the constraint engine for an instance, with least worths of terms."""
    from allocator.optimize.constraint import ConstraintEngine

    return ConstraintEngine(instance, limit, at_least or {})
