"""Proximity of industries (产业邻近度) and density around one (关联密度), exact.

Both follow Hidalgo, Klinger, Barabasi and Hausmann, "The product space conditions the
development of nations", Science 317 (2007): proximity is the lower of the two conditional
probabilities of finding one industry where the other is; density is the share of an industry's
proximities that the portfolio holds. Presence is 0 or 1, as in Hidalgo and Hausmann, "The
building blocks of economic complexity", PNAS 106 (2009).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import permutations


@dataclass(frozen=True)
class Proximity:
    """What a set of places teaches about industries.

    `ubiquity` counts the places of each industry that was seen; `together` counts the places
    of two different industries, in both orders.
    """

    ubiquity: Mapping[str, int]
    together: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, places: Iterable[frozenset[str]], min_places: int = 1) -> "Proximity":
        """Learn from the sets of industries present in each place.

        Industries of fewer than `min_places` places are taken as not seen: what stands beside
        an industry in a single place is chance.
        """
        everywhere = list(places)
        ubiquity = Counter(industry for present in everywhere for industry in present)
        seen = {industry for industry, places in ubiquity.items() if places >= min_places}
        together = Counter(
            pair for present in everywhere for pair in permutations(present & seen, 2)
        )
        return cls({industry: ubiquity[industry] for industry in sorted(seen)}, together)

    def between(self, one: str, other: str) -> Fraction:
        """Return phi = (M'M)[i,j] / max(u_i, u_j), in [0, 1]; 0 of an industry with itself.

        With 1 on the diagonal an incumbent would leak into its own density.

        Raises:
            KeyError: one of the industries was seen in no place.

        """
        largest = max(self.ubiquity[one], self.ubiquity[other])
        return Fraction(self.together.get((one, other), 0), largest)

    @cached_property
    def around(self) -> Mapping[str, Mapping[str, Fraction]]:
        """The industries with a proximity above 0 to each industry that was seen."""
        near: dict[str, dict[str, Fraction]] = {industry: {} for industry in self.ubiquity}
        for one, other in sorted(self.together):
            near[other][one] = self.between(one, other)
        return near

    @cached_property
    def totals(self) -> Mapping[str, Fraction]:
        """Sum over j of phi[j,i], per industry i."""
        return {one: sum(near.values(), Fraction(0)) for one, near in self.around.items()}


def density(portfolio: frozenset[str], industry: str, proximity: Proximity) -> Fraction | None:
    """Return sum_j M[p,j] phi[j,i] / sum_j phi[j,i], in [0, 1].

    ``None``, and not 0, where the places teach nothing about the industry: it was seen nowhere,
    or never together with another.
    """
    total = proximity.totals.get(industry, Fraction(0))
    if not total:
        return None
    near = proximity.around[industry]
    return sum((near[one] for one in portfolio if one in near), Fraction(0)) / total
