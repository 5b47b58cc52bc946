"""The engines, each imported when it is first used: OR-tools alone takes a second."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Shortage
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.optimize.problem import Problem
from allocator.optimize.scope import beyond_linkage, beyond_network, beyond_patterns, require

if TYPE_CHECKING:
    from allocator.optimize.constraint import ConstraintEngine
    from allocator.optimize.constraint.stages import Nested, Schedule
    from allocator.optimize.linkage import LinkageEngine
    from allocator.optimize.network import NetworkEngine
    from allocator.optimize.network.boxes import Boxes
    from allocator.optimize.patterns import PatternsEngine

EngineName = Literal["auto", "network", "patterns", "linkage", "constraint"]
ENGINES: tuple[EngineName, ...] = ("auto", "network", "patterns", "linkage", "constraint")
MOST_CAUSES = 20


class Lister(Protocol):
    """An engine that lists layouts one after the other."""

    def stream(self, wanted: int | None = None) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)``, highest key first."""


def network(instance: Instance, limit: Limit = NO_LIMIT) -> "NetworkEngine":
    """Return the network engine for an instance."""
    from allocator.optimize.network import NetworkEngine

    announce_network()
    return NetworkEngine(Problem.of(instance), limit)


def network_of(problem: Problem) -> "NetworkEngine":
    """Return the network engine for a problem."""
    from allocator.optimize.network import NetworkEngine

    announce_network()
    return NetworkEngine(problem)


def announce_network() -> None:
    """Tell whoever is hearing if the network engine has to be compiled first."""
    from allocator.optimize.compiled import announce
    from allocator.optimize.network import kernels

    announce("network", kernels.solve)


def patterns(instance: Instance, limit: Limit = NO_LIMIT) -> "PatternsEngine":
    """Return the patterns engine for an instance."""
    from allocator.optimize.compiled import announce
    from allocator.optimize.patterns import PatternsEngine
    from allocator.optimize.patterns.search import search

    announce("patterns", search)
    return PatternsEngine(instance, limit)


LISTERS: Mapping[str, Callable[[Instance, Limit], Lister]] = {
    "network": network,
    "patterns": patterns,
}
"""The fast engines that list layouts one after the other."""


def linkage(instance: Instance, limit: Limit = NO_LIMIT) -> "LinkageEngine":
    """Return the linkage engine for an instance."""
    from allocator.optimize.compiled import announce
    from allocator.optimize.linkage import LinkageEngine
    from allocator.optimize.linkage.passing import lower

    announce_network()  # which it starts from
    announce("linkage", lower)
    return LinkageEngine(instance, limit)


def pick(instance: Instance, asked: EngineName = "auto") -> EngineName:
    """Return the engine that is asked for, or the fastest one that can state the instance.

    Raises:
        ScopeError: the engine asked for cannot state a rule or a term.
    """
    if asked != "auto":
        require(asked, instance)
        return asked
    if not beyond_network(instance):
        return "network"
    if not beyond_patterns(instance):
        return "patterns"
    return "constraint" if beyond_linkage(instance) else "linkage"


def boxes(problem: Problem) -> "Boxes":
    """Return what solves a problem on the network under other gains and bounds."""
    from allocator.optimize.network.boxes import Boxes

    return Boxes(problem)


def shortages(instance: Instance) -> tuple[Shortage, ...]:
    """Return the counts that show why nothing is legal, one per cause, at most `MOST_CAUSES`.

    Each is found with the causes before it lifted; an empty tuple means that counting shows none.
    """
    from allocator.optimize.network import NetworkEngine
    from allocator.optimize.network.shortage import lifted

    announce_network()
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


def nested(instances: Sequence[Instance], limit: Limit = NO_LIMIT) -> "Nested":
    """Return the model of layouts inside each other, one per instance."""
    from allocator.optimize.constraint.stages import Nested

    return Nested(instances, limit)


def schedule(
    instance: Instance,
    ends: tuple[Pairs, Pairs],
    moves: int,
    rules: Sequence[Collection[str]],
    limit: Limit = NO_LIMIT,
) -> "Schedule":
    """Return the model of the years between two layouts, with the rules of each year."""
    from allocator.optimize.constraint.stages import Schedule

    return Schedule(instance, ends, moves, rules, limit)
