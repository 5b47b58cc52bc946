"""Relatedness: how close the park's portfolio is to the industry (Hidalgo et al. 2007).

For regions see Boschma, Balland and Kogler, "Relatedness and technological change in cities",
Industrial and Corporate Change 24 (2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.affinity.crosswalk import reference_places
from allocator.affinity.graph import portfolio
from allocator.affinity.proximity import Proximity, density
from allocator.affinity.specialisation import counts_of
from allocator.model.affinity_settings import Relatedness
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class RelatednessBasis:
    """What relatedness is computed from: each park's portfolio, and proximities."""

    portfolios: Mapping[str, frozenset[str]]
    proximity: Proximity

    def density(self, park: str, industry: str) -> Fraction | None:
        """Return the density of the pair, in [0, 1]; ``None`` where it is unknown.

        Unknown where the places teach nothing about the industry, or where the park has nothing
        else that they teach about. An industry is not related to itself, so it is no company to
        itself either: otherwise the first statement about a pair would turn its relatedness
        from unknown to 0, and lower the pair that it supports.
        """
        if not self.company(park, industry):
            return None
        return density(self.portfolios[park], industry, self.proximity)

    def company(self, park: str, industry: str) -> frozenset[str]:
        """Return the park's other industries about which the places teach something."""
        return self.portfolios[park] & self.proximity.ubiquity.keys() - {industry}


def relatedness_basis(
    scenario: Scenario, settings: Relatedness, graph: nx.MultiGraph
) -> RelatednessBasis:
    """Gather portfolios and proximities.

    A portfolio is what the statements of the present roles tie to the park; in a scenario
    without any evidence, what its counts show (RCA >= 1). Proximity is learnt from those same
    portfolios, or from the reference table. From one's own few portfolios it is partly
    circular: two industries found together in a single park are close *because* of it.

    Raises:
        ValueError: the reference table has labels that the crosswalk does not list.

    """
    own = _portfolios(scenario, settings, graph)
    places = own if settings.reference == "own" else reference_places(scenario)
    return RelatednessBasis(own, Proximity.of(places.values(), settings.min_places))


def _portfolios(
    scenario: Scenario, settings: Relatedness, graph: nx.MultiGraph
) -> dict[str, frozenset[str]]:
    parks = sorted(park.id for park in scenario.parks)
    if scenario.evidence:
        return {park: portfolio(graph, park, settings.present_roles) for park in parks}
    counts = counts_of(scenario)
    return {park: counts.portfolio(park) for park in parks}
