"""One run: the scenario that was read, and how it is spoken about."""

import sys
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import Fault, InputError, Place
from allocator.i18n import Language, say
from allocator.model.fields import Named
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.entries import entries_by_key
from allocator.model.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.files.loaded import Loaded
    from allocator.files.places import Places
    from allocator.model.rules.entries import Entry, Key


@dataclass(frozen=True)
class Session:
    """A scenario with its affinities, and the language of the answer."""

    instance: Instance
    language: Language
    notices: tuple[Fault, ...] = ()
    places: "Places | None" = None
    """Where each part of the scenario stands; ``None`` where it was not read from files."""
    files: frozenset[Path] = frozenset()
    """The files that were read, those of what a variant extends included."""

    @classmethod
    def open(cls, path: Path, language: Language, *, may_contradict: bool = False) -> "Session":
        """Read a scenario and compute its affinities.

        `may_contradict`: a scenario whose rules contradict each other is read as well.

        Raises:
            InputError: with every fault of the scenario's files.
        """
        from allocator.files import load_scenario

        return cls.of(load_scenario(path, may_contradict=may_contradict), language)

    @classmethod
    def of(
        cls, loaded: "Loaded", language: Language, instance: Instance | None = None
    ) -> "Session":
        """Return the session of a scenario that was read; `instance` where affinities are known."""
        from allocator.affinity import affinity_matrix

        if instance is None:
            instance = Instance(loaded.scenario, affinity_matrix(loaded.scenario))
        return cls(instance, language, loaded.notices, loaded.places, loaded.files)

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.instance.scenario

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of the catalogue in the session's language."""
        return say(self.language, key, **facts)

    @cached_property
    def parks(self) -> dict[str, str]:
        """Names by park id, in the order of listings."""
        return self._names(self.scenario.parks)

    @cached_property
    def industries(self) -> dict[str, str]:
        """Names by industry id, in the order of listings."""
        return self._names(self.scenario.industries)

    @cached_property
    def sectors(self) -> dict[str, str]:
        """Names by sector; an industry without one is a sector of its own."""
        found: dict[str, str] = {}
        for one in sorted(self.scenario.industries):
            own = one.sector_en if self.language == "en" else one.sector_zh
            key = self.instance.sectors[one.id]
            without = key if one.sector_zh or one.sector_en else self.industries[one.id]
            found.setdefault(key, own or without)
        return found

    @cached_property
    def resources(self) -> dict[str, str]:
        """Names by resource id."""
        return {row.id: row.name.within(self.language) for row in self.scenario.resources}

    @cached_property
    def quotas(self) -> dict[str, str]:
        """Names by quota id; the id where there is none."""
        return {
            row.id: row.id if row.name is None else row.name.within(self.language)
            for row in self.scenario.rules.quota
        }

    @cached_property
    def entries(self) -> "Mapping[Key, Entry]":
        """The entries of the rules that are lists, by what their violations have in common."""
        return entries_by_key(self.scenario.rules)

    def place(self, loc: tuple[str | int, ...]) -> Place | None:
        """Return where a part of the scenario stands; ``None`` where it was not read from files."""
        return self.places.of(*loc) if self.places is not None and loc else None

    @property
    def counts_sectors(self) -> bool:
        """Whether the cap on industries counts the parks of sectors."""
        return self.scenario.rules.industry_cap.per == "sector"

    def capped(self, rule: str) -> dict[str, str]:
        """Return the names of what a cap counts by id: parks, industries or sectors."""
        if rule == "park_cap":
            return self.parks
        return self.sectors if self.counts_sectors else self.industries

    def rule_name(self, rule: str) -> str:
        """Return the name of a rule; a cap that counts sectors is called so."""
        is_of_sectors = rule == "industry_cap" and self.counts_sectors
        return self.say(f"rule.{rule}.{'sector_name' if is_of_sectors else 'name'}")

    def in_listing_order(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Sort pairs as listings show them: by park, then by industry."""
        return sorted(pairs, key=self._places.__getitem__)

    @cached_property
    def stated_pairs(self) -> Pairs:
        """Pairs that a statement speaks for."""
        return frozenset((one.park, one.industry) for one in self.scenario.evidence)

    def is_unsupported(self, pair: tuple[str, str]) -> bool:
        """Return whether no statement speaks for a pair, where any speaks for some."""
        return bool(self.stated_pairs) and pair not in self.stated_pairs

    @cached_property
    def without_leading(self) -> Pairs:
        """Pairs with evidence, none of which has the role ``leading``."""
        stated = {(one.park, one.industry) for one in self.scenario.evidence}
        leading = {
            (one.park, one.industry) for one in self.scenario.evidence if one.role == "leading"
        }
        return frozenset(stated - leading) if leading else frozenset()

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {pair: n for n, pair in enumerate(product(self.parks, self.industries))}

    def resolve(self, pair: tuple[str, str]) -> tuple[str, str]:
        """Return the ids of a pair given by ids or names.

        Raises:
            InputError: no park or no industry is called so, or several are.
        """
        from allocator.files.names import Register, resolve

        faults: list[Fault] = []

        def tell(code: str, **facts: object) -> None:
            said = {name: str(fact() if callable(fact) else fact) for name, fact in facts.items()}
            faults.append(Fault(code, Place("--pair"), said))

        parks = Register([one.model_dump() for one in self.scenario.parks])
        industries = Register([one.model_dump() for one in self.scenario.industries])
        park = resolve(pair[0], "park", parks, tell)
        industry = resolve(pair[1], "industry", industries, tell)
        if park is None or industry is None:
            raise InputError(faults)
        return park, industry

    def notice_lines(self, notices: tuple[Fault, ...] | None = None) -> list[str]:
        """Return what was read differently from how it was written, one line each.

        The notices are those of the scenario, or others that are given.
        """
        return [
            f"{one.place}: [{one.code}] {say(self.language, f'notice.{one.code}', **one.facts)}"
            for one in (self.notices if notices is None else notices)
        ]

    def tell(self, key: str, **facts: object) -> None:
        """Print a sentence to stderr."""
        print(self.say(key, **facts), file=sys.stderr)

    def joined(self, names: list[str]) -> str:
        """Return names as one enumeration."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def _names(self, rows: tuple[Named, ...]) -> dict[str, str]:
        return {one.id: one.name(self.language) for one in sorted(rows)}
