"""Review (评审): what a reviewer would ask about the pairs that a proposal adds and drops."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from allocator.affinity.age import years_between
from allocator.affinity.strength import sort_key, sources_by_id
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, moves
from allocator.model.scenario import Scenario, Source, Statement

OLD_YEARS = Decimal(5)
"""From how many years on statements are old where the scenario sets no half-life."""
Flag = Literal["no_evidence", "no_leading", "lowest_grade", "old", "below_median"]


@dataclass(frozen=True)
class Exhibit:
    """A statement with its source, and its age where the scenario says from when it counts."""

    statement: Statement
    source: Source
    years: Decimal | None


@dataclass(frozen=True)
class Reviewed:
    """A pair with its affinity, the statements behind it, and what is weak about them."""

    pair: tuple[str, str]
    affinity: Decimal | None
    exhibits: tuple[Exhibit, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Review:
    """What a reviewer would ask.

    `added` are all pairs that the proposal adds; `given_up` are those it drops although a leading
    role of the best grade speaks for them, with these statements alone. `middle` is the median
    affinity of the proposal, `old` from how many years on statements are old.
    """

    added: tuple[Reviewed, ...]
    given_up: tuple[Reviewed, ...]
    middle: Decimal | None
    old: Decimal


def review(instance: Instance, layout: Pairs) -> Review:
    """Return the evidence behind the moves from the current layout to `layout`."""
    file = _File(instance, layout)
    added, dropped = moves(instance.current, layout)
    strong = [file.strong(pair) for pair in dropped]
    return Review(
        added=tuple(file.reviewed(pair) for pair in added),
        given_up=tuple(one for one in strong if one.exhibits),
        middle=file.middle,
        old=file.old,
    )


def reviewed_pairs(instance: Instance, layout: Pairs, pairs: Pairs) -> tuple[Reviewed, ...]:
    """Return the evidence behind some pairs of `layout`, and what is weak about it."""
    file = _File(instance, layout)
    return tuple(file.reviewed(pair) for pair in sorted(pairs))


class _File:
    """The evidence of a scenario, and what counts as leading, best, lowest and old in it."""

    def __init__(self, instance: Instance, layout: Pairs) -> None:
        self._instance, scenario = instance, instance.scenario
        settings = scenario.affinity.designation
        self._leading = _extreme({} if settings is None else settings.roles, highest=True)
        grades = {} if settings is None else settings.grades
        self._best = _extreme(grades, highest=True)
        self._lowest = _extreme(grades, highest=False) - self._best
        self.old = (settings and settings.half_life_years) or OLD_YEARS
        known = [value for pair in layout if (value := instance.affinity[pair].value) is not None]
        self.middle = median(known) if known else None
        self._held = _held(scenario)

    def reviewed(self, pair: tuple[str, str]) -> Reviewed:
        """Return a pair with all that is said for it, and what is weak about it."""
        exhibits = self._held.get(pair, ())
        value = self._instance.affinity[pair].value
        flags = list(self._weak(exhibits)) if self._held else []
        if value is not None and self.middle is not None and value < self.middle:
            flags.append("below_median")
        return Reviewed(pair, value, exhibits, tuple(flags))

    def strong(self, pair: tuple[str, str]) -> Reviewed:
        """Return a pair with the statements that give it a leading role in the best grade."""
        exhibits = tuple(
            one
            for one in self._held.get(pair, ())
            if one.statement.role in self._leading and one.statement.grade in self._best
        )
        return Reviewed(pair, self._instance.affinity[pair].value, exhibits)

    def _weak(self, exhibits: tuple[Exhibit, ...]) -> list[Flag]:
        if not exhibits:
            return ["no_evidence"]
        said = [one.statement for one in exhibits]
        weak: Mapping[Flag, bool] = {
            "no_leading": bool(self._leading) and not any(s.role in self._leading for s in said),
            "lowest_grade": all(one.grade in self._lowest for one in said),
            "old": all(one.years is not None and one.years > self.old for one in exhibits),
        }
        return [flag for flag, applies in weak.items() if applies]


def _extreme(shares: Mapping[str, Decimal], *, highest: bool) -> frozenset[str]:
    """Return the roles or grades of the highest or the lowest share."""
    if not shares:
        return frozenset()
    bound = (max if highest else min)(shares.values())
    return frozenset(name for name, share in shares.items() if share == bound)


def _held(scenario: Scenario) -> dict[tuple[str, str], tuple[Exhibit, ...]]:
    """Return the statements of every pair, newest source first."""
    sources, found = sources_by_id(scenario), dict[tuple[str, str], list[Exhibit]]()
    for one in sorted(scenario.evidence, key=sort_key):
        source, today = sources[one.source], scenario.as_of
        years = None if today is None else years_between(source.as_of, today)
        found.setdefault((one.park, one.industry), []).append(Exhibit(one, source, years))
    return {
        pair: tuple(sorted(rows, key=lambda row: row.source.as_of, reverse=True))
        for pair, rows in found.items()
    }
