"""Specialisation: the location quotient (区位商) of a table of counts.

The quotient is the revealed comparative advantage of Balassa, "Trade liberalisation and
'revealed' comparative advantage", The Manchester School 33 (1965), with parks for countries.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from allocator.model.scenario import Scenario

Cells = Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True)
class Counts:
    """The known cells of a table of counts and their totals.

    A missing cell is unknown and adds nothing to the totals, unless the table is complete: then
    it was filled with 0.
    """

    cells: Cells
    park_totals: Mapping[str, Fraction]
    industry_totals: Mapping[str, Fraction]
    total: Fraction

    @classmethod
    def of(cls, cells: Cells) -> "Counts":
        """Add the table up.

        Raises:
            ValueError: a count is below 0.

        """
        parks: dict[str, Fraction] = defaultdict(Fraction)
        industries: dict[str, Fraction] = defaultdict(Fraction)
        for (park, industry), count in cells.items():
            if count < 0:
                raise ValueError(f"the count of {park} and {industry} is below 0")
            parks[park] += count
            industries[industry] += count
        return cls(cells, dict(parks), dict(industries), sum(parks.values(), Fraction(0)))

    def quotient(self, park: str, industry: str) -> Fraction | None:
        """Return RCA = (x_pi / x_p) / (x_i / x), 0 or more; 1 is the average share.

        Unknown where the cell is, or where a total is 0 and the shares do not exist.
        """
        count = self.cells.get((park, industry))
        if count is None:
            return None
        expected = self.park_totals[park] * self.industry_totals[industry]
        return count * self.total / expected if expected else None

    def portfolio(self, park: str) -> frozenset[str]:
        """Return the industries present in the park: those with RCA >= 1."""
        own = sorted(industry for one, industry in self.cells if one == park)
        quotients = ((industry, self.quotient(park, industry)) for industry in own)
        return frozenset(industry for industry, rca in quotients if rca is not None and rca >= 1)


def counts_of(scenario: Scenario) -> Counts:
    """Return the scenario's counts.

    Raises:
        ValueError: a count is below 0.

    """
    cells = {(c.park, c.industry): Fraction(c.value) for c in scenario.counts}
    settings = scenario.affinity.specialisation
    if settings is not None and settings.complete:
        every = ((p.id, i.id) for p in scenario.parks for i in scenario.industries)
        cells = {pair: cells.get(pair, Fraction(0)) for pair in every}
    return Counts.of(cells)


def specialisation(quotient: Fraction | None) -> Fraction | None:
    """Return ``rca / (1 + rca)``, in [0, 1): the average share, RCA 1, becomes 0.5."""
    return None if quotient is None else quotient / (1 + quotient)
