"""A scenario with its affinities, read as numbers: the one source of caps, floors and bars.

Judges (`allocator.model.rules`) and engines (`allocator.optimize`) both read it, so a default,
an override or a granted exception is resolved in one place.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations, product
from typing import Any

from allocator.model.affinity import AffinityMatrix
from allocator.model.geography import Distances, distances
from allocator.model.layout import Pairs
from allocator.model.rule_settings import Apart, CountRule, Quota
from allocator.model.scenario import Grant, Industry, Park, Scenario
from allocator.model.valuation import Size, Valuation, criterion_tables


@dataclass(frozen=True)
class Reach:
    """The layouts at most `moves` moves from `layout`."""

    layout: Pairs
    moves: int


@dataclass(frozen=True)
class Instance:
    """What one question is asked about."""

    scenario: Scenario
    affinity: AffinityMatrix
    counted: tuple[str, ...] | None = None
    """The terms that count; ``None``: all. A criterion that does not count still bars the pairs
    that it has no value for: what is legal does not depend on the question."""
    reach: Reach | None = None
    """The layouts that the question is about; ``None``: all. No rule: it breaks no clause."""

    @cached_property
    def parks(self) -> tuple[str, ...]:
        """Park ids, sorted: no order of rows gets past this point."""
        return tuple(sorted(park.id for park in self.scenario.parks))

    @cached_property
    def industries(self) -> tuple[str, ...]:
        """Industry ids, sorted."""
        return tuple(sorted(industry.id for industry in self.scenario.industries))

    @cached_property
    def park_caps(self) -> dict[str, int]:
        """Most industries per park, granted exceptions included."""
        return self._with_grants("park_cap", self.scenario.rules.park_cap, self.scenario.parks)

    @cached_property
    def industry_caps(self) -> dict[str, int]:
        """Most parks per industry, granted exceptions included; all where sectors are counted."""
        if self.scenario.rules.industry_cap.per == "sector":
            return dict.fromkeys(self.industries, len(self.parks))
        rule, rows = self.scenario.rules.industry_cap, self.scenario.industries
        return self._with_grants("industry_cap", rule, rows)

    @cached_property
    def park_floors(self) -> dict[str, int]:
        """Fewest industries per park."""
        default = self.scenario.rules.park_floor.default
        return {p.id: default if p.floor is None else p.floor for p in self.scenario.parks}

    @cached_property
    def industry_floors(self) -> dict[str, int]:
        """Fewest parks per industry."""
        default = self.scenario.rules.industry_floor.default
        return {i.id: default if i.floor is None else i.floor for i in self.scenario.industries}

    @cached_property
    def locked_in(self) -> Pairs:
        """Pairs that must be laid out."""
        return frozenset((k.park, k.industry) for k in self.scenario.locks if k.lock == "in")

    @cached_property
    def locked_out(self) -> Pairs:
        """Pairs that must not be laid out."""
        return frozenset((k.park, k.industry) for k in self.scenario.locks if k.lock == "out")

    @cached_property
    def below_threshold(self) -> Pairs:
        """Pairs whose affinity is known and below the threshold."""
        rule = self.scenario.rules.min_affinity
        if rule is None:
            return frozenset()
        values = ((pair, cell.value) for pair, cell in self.affinity.items())
        return frozenset(
            pair for pair, value in values if value is not None and value < rule.threshold
        )

    @cached_property
    def unknown(self) -> Pairs:
        """Pairs for which a weighted criterion has no value: they cannot be valued."""
        tables = criterion_tables(self.scenario, self.affinity)
        every = ((park, industry) for park in self.parks for industry in self.industries)
        return frozenset(pair for pair in every if any(pair not in t for t in tables.values()))

    @cached_property
    def barred(self) -> Pairs:
        """Pairs that no legal layout holds."""
        return self.locked_out | self.below_threshold | self.unknown

    @cached_property
    def current(self) -> Pairs:
        """The current layout."""
        return frozenset((pair.park, pair.industry) for pair in self.scenario.current)

    @cached_property
    def sectors(self) -> dict[str, str]:
        """Sector per industry; an industry without one is a sector of its own, by its id.

        Where a sector has that id for a name, a space before the id, which no name begins with,
        keeps the two apart.
        """
        named = {i.id: i.sector_zh or i.sector_en for i in self.scenario.industries}
        names = set(named.values())
        return {one: name or (f" {one}" if one in names else one) for one, name in named.items()}

    @cached_property
    def sector_caps(self) -> dict[str, int]:
        """Most parks per sector, granted exceptions included."""
        grants = [one for one in self.scenario.grants if one.rule == "industry_cap"]
        default = self.scenario.rules.industry_cap.default
        return {
            sector: default + sum(one.slots for one in grants if one.subject == sector)
            for sector in sorted(set(self.sectors.values()))
        }

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Granted exceptions, sorted."""
        rows = self.scenario.grants
        return tuple(sorted(rows, key=lambda one: tuple(map(str, one.model_dump().values()))))

    @cached_property
    def supplies(self) -> dict[tuple[str, str], Decimal]:
        """Supply per ``(resource id, park id)``; what is not in it is not limited."""
        return {(row.resource, row.park): row.amount for row in self.scenario.supplies}

    @cached_property
    def _needs(self) -> dict[tuple[str, str, str | None], Decimal]:
        return {(row.resource, row.industry, row.park): row.amount for row in self.scenario.needs}

    def need(self, resource: str, pair: tuple[str, str]) -> Decimal:
        """Return what a pair needs of a resource; 0 where nothing is stated."""
        park, industry = pair
        anywhere = self._needs.get((resource, industry, None), Decimal(0))
        return self._needs.get((resource, industry, park), anywhere)

    @cached_property
    def _distances(self) -> Distances:
        return distances(self.scenario)

    def km(self, park: str, other: str) -> Decimal | None:
        """Return the distance of two parks; 0 for one park, ``None`` where it is not known."""
        return Decimal(0) if park == other else self._distances.get(frozenset((park, other)))

    def too_near(
        self, rule: Apart, layout: Pairs | None = None
    ) -> list[tuple[tuple[str, str], tuple[str, str]]]:
        """Return the two pairs that an `apart` rule forbids together, each two once.

        Of a layout, only those that it holds both of: few, so that nothing else is looked at.
        """
        one, other = rule.industries
        here, there = (
            [park for park in self.parks if layout is None or (park, industry) in layout]
            for industry in rule.industries
        )
        found = {
            frozenset(((p, one), (q, other)))
            for p, q in product(here, there)
            if (p, one) != (q, other) and (km := self.km(p, q)) is not None and km < rule.km
        }
        return sorted((min(two), max(two)) for two in found)

    @cached_property
    def near_parks(self) -> list[tuple[str, str]]:
        """Two parks each, in order of ids, that are near for the linkage term."""
        limit = self.scenario.near_km
        if limit is None:
            return []
        every = combinations(self.parks, 2)
        return [two for two in every if (km := self.km(*two)) is not None and km <= limit]

    def quota_pairs(self, rule: Quota) -> Pairs:
        """Return the pairs that a quota counts."""
        parks = self.parks if rule.parks is None else rule.parks
        industries = self.industries if rule.industries is None else rule.industries
        return frozenset(product(parks, industries))

    @cached_property
    def slots(self) -> int:
        """Most pairs that the caps allow."""
        wide, tall = len(self.industries), len(self.parks)
        by_park = sum(min(cap, wide) for cap in self.park_caps.values())
        return min(by_park, sum(min(cap, tall) for cap in self.industry_caps.values()))

    @cached_property
    def valuation(self) -> Valuation:
        """The objective in whole numbers."""
        largest = max([1, *self.industry_caps.values()])
        size = Size(
            self.slots,
            min(largest, len(self.parks)),
            min(max([1, *self.park_caps.values()]), len(self.industries)),
        )
        return Valuation.of(
            self.scenario, self.affinity, self.current, size, self.near_parks, self.counted
        )

    def granting(self, extra: Iterable[tuple[str, str, int]]) -> "Instance":
        """Return the instance with more exceptions granted: rule, subject and slots of each.

        Subjects are keys of `park_caps`, `industry_caps` or `sector_caps`. They are not checked as
        names of a file are: the key of an industry that is a sector of its own may be none.
        """
        more = [dict[str, Any](rule=rule, subject=one, slots=n) for rule, one, n in extra]
        grants = (*self.scenario.grants, *(Grant.model_construct(None, **one) for one in more))
        return replace(self, scenario=self.scenario.model_copy(update={"grants": grants}))

    def _with_grants(
        self, rule_id: str, rule: CountRule, rows: Sequence[Park | Industry]
    ) -> dict[str, int]:
        extra: Counter[str] = Counter()
        for grant in self.scenario.grants:
            if grant.rule == rule_id:
                extra[grant.subject] += grant.slots
        return {r.id: (rule.default if r.cap is None else r.cap) + extra[r.id] for r in rows}
