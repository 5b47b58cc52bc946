"""What each engine can state, by the names of rules and terms."""

from collections.abc import Callable, Collection, Mapping
from math import comb

from allocator.errors import ScopeError
from allocator.model.instance import Instance

MOST_PATTERNS = 500_000
"""Most patterns of one park; more would take more memory and time than CP-SAT does."""
MOST_CHOICES = 12_000_000
"""Most patterns of all parks together."""

_BEYOND_NETWORK: Mapping[str, Callable[[Instance], object]] = {
    "industry_cap per sector": lambda one: one.scenario.rules.industry_cap.per == "sector",
    "capacity": lambda one: one.supplies,
    "exclusive": lambda one: one.scenario.rules.exclusive,
    "requires": lambda one: one.scenario.rules.requires,
    "apart": lambda one: one.scenario.rules.apart,
    "quota": lambda one: one.scenario.rules.quota,
    "change_budget": lambda one: one.scenario.rules.change_budget,
    "synergy": lambda one: one.valuation.synergy,
    "linkage": lambda one: one.valuation.links,
    "ordered": lambda one: one.scenario.ordered,
    "balance": lambda one: one.valuation.balance,
    "reach": lambda one: one.reach is not None,
}


def pattern_count(instance: Instance) -> int:
    """Return how many sets of industries the largest park cap admits."""
    industries = len(instance.industries)
    largest = min(max(instance.park_caps.values()), industries)
    return sum(comb(industries, size) for size in range(largest + 1))


def _too_many_patterns(instance: Instance) -> bool:
    count = pattern_count(instance)
    return count > MOST_PATTERNS or count * len(instance.parks) > MOST_CHOICES


# What the other fast engines state on top of a network. A rule of no engine's goes to CP-SAT.
_IN_PATTERNS = (
    "industry_cap per sector",
    "capacity",
    "exclusive",
    "requires",
    "quota",
    "change_budget",
    "synergy",
    "reach",
)
_IN_LINKAGE = ("synergy", "linkage")


def beyond_network(instance: Instance) -> list[str]:
    """Return the rules and terms in use that the network engine cannot state."""
    return [name for name, uses in _BEYOND_NETWORK.items() if uses(instance)]


def beyond_patterns(instance: Instance) -> list[str]:
    """Return the rules and terms in use that the patterns engine cannot state."""
    names = _less(beyond_network(instance), _IN_PATTERNS) + _rewarded_sharing(instance)
    return [*names, "park_cap (too many patterns)"] if _too_many_patterns(instance) else names


def beyond_linkage(instance: Instance) -> list[str]:
    """Return the rules and terms in use that the linkage engine cannot state."""
    return _less(beyond_network(instance), _IN_LINKAGE) + _rewarded_sharing(instance)


def _less(names: list[str], stated: Collection[str]) -> list[str]:
    return [name for name in names if name not in stated]


def _rewarded_sharing(instance: Instance) -> list[str]:
    return ["differentiation below 0"] if instance.valuation.overlap_cost < 0 else []


_BEYOND = {"network": beyond_network, "patterns": beyond_patterns, "linkage": beyond_linkage}


def require(engine: str, instance: Instance) -> None:
    """Refuse by name what a forced engine cannot state.

    Raises:
        ScopeError: the scenario uses such rules or terms.
    """
    beyond = _BEYOND.get(engine)
    if beyond is not None and (names := beyond(instance)):
        able = [one for one, lacks in _BEYOND.items() if not lacks(instance)]
        raise ScopeError(engine, names, [*able, "constraint"])
