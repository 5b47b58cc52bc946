"""Everything behind one cell of the affinity matrix, in numbers that can be redone by hand."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from allocator.affinity.adjust import adjusted, adjustments_of
from allocator.affinity.blend import as_stated, effective_shares
from allocator.affinity.given import given_cells, given_value
from allocator.affinity.matrix import Basis
from allocator.affinity.pieces import (
    DesignationTrace,
    GivenTrace,
    PairTrace,
    PartDetail,
    PartTrace,
    RelatednessTrace,
    SpecialisationTrace,
    StatementTrace,
    Unknown,
)
from allocator.affinity.relatedness import RelatednessBasis
from allocator.affinity.strength import sort_key, sources_by_id, strength
from allocator.model.affinity import PairAffinity
from allocator.model.affinity_settings import Designation
from allocator.model.scenario import Scenario, Statement


def trace(scenario: Scenario, park: str, industry: str) -> PairTrace:
    """Return everything behind the affinity of one pair.

    Raises:
        ValueError: as `allocator.affinity.affinity_matrix`.
        KeyError: the scenario has no such park or industry.

    """
    _require_known(scenario, park, industry)
    basis = Basis(scenario)
    weights, affinity = basis.weights, _affinity(basis, park, industry)
    shares = effective_shares(affinity.parts, weights)
    parts = (
        PartTrace(name, value, weights[name], shares[name], _DETAILS[name](basis, park, industry))
        for name, value in affinity.parts.items()
    )
    by_hand = adjustments_of(scenario, park, industry)
    return PairTrace(park, industry, adjusted(affinity, by_hand), tuple(parts), affinity, by_hand)


def _affinity(basis: Basis, park: str, industry: str) -> PairAffinity:
    given = basis.scenario.affinity.given
    if given is None or len(basis.weights) > 1:
        return basis.affinity(park, industry)
    return as_stated(given_value(given_cells(basis.scenario), (park, industry), given))


def _designation(basis: Basis, park: str, industry: str) -> DesignationTrace:
    own = [row for row in basis.scenario.evidence if row.park == park]
    rows = sorted((row for row in own if row.industry == industry), key=sort_key)
    return DesignationTrace(tuple(_statements(basis.scenario, rows)), bool(own))


def _statements(scenario: Scenario, rows: list[Statement]) -> Iterator[StatementTrace]:
    settings, sources = scenario.affinity.designation or Designation(), sources_by_id(scenario)
    factors = [strength(row, sources[row.source], settings, scenario.as_of) for row in rows]
    best: dict[str, int] = {}
    for at, row in enumerate(rows):
        first = best.setdefault(row.source, at)
        if factors[at].product > factors[first].product:
            best[row.source] = at
    for at, row in enumerate(rows):
        counts = best[row.source] == at
        yield StatementTrace(row, sources[row.source], factors[at], counts)


def _relatedness(basis: Basis, park: str, industry: str) -> RelatednessTrace:
    settings, found = basis.scenario.affinity.relatedness, basis.relatedness
    assert settings is not None
    near = found.proximity.around.get(industry, {})
    portfolio = tuple(sorted(found.portfolios[park]))
    return RelatednessTrace(
        reference=settings.reference,
        portfolio=portfolio,
        contributions=tuple((one, near[one]) for one in portfolio if one in near),
        denominator=sum(near.values(), Fraction(0)),
        unknown=_why_unknown(found, park, industry),
    )


def _why_unknown(found: RelatednessBasis, park: str, industry: str) -> Unknown | None:
    if not found.proximity.totals.get(industry):
        return "industry-unobserved"
    if not found.portfolios[park] - {industry}:
        return "no-other-industry"
    return None if found.company(park, industry) else "others-unobserved"


def _specialisation(basis: Basis, park: str, industry: str) -> SpecialisationTrace:
    counts = basis.counts
    return SpecialisationTrace(
        count=counts.cells.get((park, industry)),
        park_total=counts.park_totals.get(park, Fraction(0)),
        industry_total=counts.industry_totals.get(industry, Fraction(0)),
        total=counts.total,
        quotient=counts.quotient(park, industry),
    )


def _given(basis: Basis, park: str, industry: str) -> GivenTrace:
    settings = basis.scenario.affinity.given
    cell = given_cells(basis.scenario).get((park, industry))
    return GivenTrace(cell, settings is not None and settings.complete)


def _require_known(scenario: Scenario, park: str, industry: str) -> None:
    if park not in {one.id for one in scenario.parks}:
        raise KeyError(park)
    if industry not in {one.id for one in scenario.industries}:
        raise KeyError(industry)


_DETAILS: dict[str, Callable[[Basis, str, str], PartDetail]] = {
    "designation": _designation,
    "relatedness": _relatedness,
    "specialisation": _specialisation,
    "given": _given,
}
