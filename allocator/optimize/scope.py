"""What each engine can state, by the names of rules and terms."""

from collections.abc import Callable, Mapping

from allocator.errors import ScopeError
from allocator.model.instance import Instance

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
}


def beyond_network(instance: Instance) -> list[str]:
    """Return the rules and terms in use that the network engine cannot state."""
    return [name for name, uses in _BEYOND_NETWORK.items() if uses(instance)]


def require_network(instance: Instance) -> None:
    """Refuse by name what the network engine cannot state.

    Raises:
        ScopeError: the scenario uses such rules or terms.
    """
    if beyond := beyond_network(instance):
        raise ScopeError("network", ", ".join(beyond))
