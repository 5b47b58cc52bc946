"""The engines, each imported when it is first used: OR-tools alone takes a second."""

from typing import TYPE_CHECKING, Literal

from allocator.model.instance import Instance
from allocator.optimize.problem import Problem

if TYPE_CHECKING:
    from allocator.optimize.constraint import ConstraintEngine
    from allocator.optimize.network import NetworkEngine

EngineName = Literal["auto", "network", "constraint"]
ENGINES: tuple[EngineName, ...] = ("auto", "network", "constraint")


def network(instance: Instance) -> "NetworkEngine":
    """Return the network engine for an instance."""
    from allocator.optimize.network import NetworkEngine

    return NetworkEngine(Problem.of(instance))


def constraint(instance: Instance) -> "ConstraintEngine":
    """Return the constraint engine for an instance."""
    from allocator.optimize.constraint import ConstraintEngine

    return ConstraintEngine(instance)
