"""From a scenario to its affinity matrix: the wiring."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.affinity.adjust import adjusted, adjustments_of
from allocator.affinity.blend import as_stated, blend
from allocator.affinity.designation import designation
from allocator.affinity.exact import rounded
from allocator.affinity.given import given_cells, given_value, require_shares
from allocator.affinity.graph import bipartite_graph
from allocator.affinity.relatedness import RelatednessBasis, relatedness_basis
from allocator.affinity.specialisation import Counts, counts_of, specialisation
from allocator.model.affinity import AffinityMatrix, PairAffinity
from allocator.model.affinity_settings import Given
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    import networkx as nx


def affinity_matrix(scenario: Scenario) -> AffinityMatrix:
    """Return the affinity of every pair of the scenario, parks and industries sorted by id.

    A planner's own matrix that is the only part is used exactly as stated; otherwise the known
    parts are blended (see `allocator.affinity.blend`). Adjustments come last.

    Raises:
        ValueError: what `allocator.files` would have refused: a role or grade without a share,
            a half-life without a date, a label missing from the crosswalk, a count below 0, a
            given cell outside [0, 1] that is to be blended.

    """
    matrix = unadjusted(scenario)
    if not scenario.adjustments:
        return matrix
    return {pair: adjusted(cell, adjustments_of(scenario, *pair)) for pair, cell in matrix.items()}


def unadjusted(scenario: Scenario) -> AffinityMatrix:
    """Return the affinities as the parts make them, before anything that is set by hand."""
    if list(scenario.affinity.parts()) == ["given"]:
        return _as_stated(scenario)
    basis = Basis(scenario)
    return {(park, industry): basis.affinity(park, industry) for park, industry in _pairs(scenario)}


@dataclass(frozen=True)
class Basis:
    """What the parts of a scenario are computed from, each made once and only when used."""

    scenario: Scenario

    @cached_property
    def weights(self) -> dict[str, Decimal]:
        """Weight per part in use."""
        return {name: part.weight for name, part in self.scenario.affinity.parts().items()}

    @cached_property
    def graph(self) -> "nx.MultiGraph":
        """The bipartite graph of the evidence."""
        return bipartite_graph(self.scenario)

    @cached_property
    def designations(self) -> dict[str, dict[str, Decimal] | None]:
        """Designation per park and evidenced industry."""
        return {park.id: designation(self.graph, park.id) for park in self.scenario.parks}

    @cached_property
    def relatedness(self) -> RelatednessBasis:
        """Portfolios and proximities."""
        settings = self.scenario.affinity.relatedness
        assert settings is not None
        return relatedness_basis(self.scenario, settings, self.graph)

    @cached_property
    def counts(self) -> Counts:
        """The table of counts, added up."""
        return counts_of(self.scenario)

    @cached_property
    def given(self) -> dict[tuple[str, str], Decimal]:
        """The planner's matrix, checked to be in [0, 1]."""
        cells = given_cells(self.scenario)
        require_shares(cells)
        return cells

    def affinity(self, park: str, industry: str) -> PairAffinity:
        """Return the blend of the pair's parts."""
        return blend(self.parts(park, industry), self.weights)

    def parts(self, park: str, industry: str) -> dict[str, Decimal | None]:
        """Return each part of the pair, in [0, 1] with 6 decimals; ``None`` where unknown."""
        exact = {name: self._part(name, park, industry) for name in self.weights}
        return {name: None if v is None else rounded(v) for name, v in exact.items()}

    def _part(self, name: str, park: str, industry: str) -> Decimal | Fraction | None:
        if name == "designation":
            found = self.designations[park]
            return None if found is None else found.get(industry, Decimal(0))
        if name == "relatedness":
            return self.relatedness.density(park, industry)
        if name == "specialisation":
            return specialisation(self.counts.quotient(park, industry))
        settings = self.scenario.affinity.given
        assert settings is not None
        return given_value(self.given, (park, industry), settings)


def _as_stated(scenario: Scenario) -> AffinityMatrix:
    cells, settings = given_cells(scenario), scenario.affinity.given or Given()
    return {pair: as_stated(given_value(cells, pair, settings)) for pair in _pairs(scenario)}


def _pairs(scenario: Scenario) -> Iterator[tuple[str, str]]:
    industries = sorted(industry.id for industry in scenario.industries)
    for park in sorted(park.id for park in scenario.parks):
        for industry in industries:
            yield park, industry
