"""Parks and industries by place: what pictures know them by."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from allocator.app.session import Session
from allocator.model.layout import Pairs

Cell = tuple[int, int]


@dataclass(frozen=True)
class Names:
    """The parks and industries that a picture shows, ids in the order of listings."""

    session: Session
    parks: tuple[str, ...]
    industries: tuple[str, ...]

    @classmethod
    def of(
        cls,
        session: Session,
        parks: Iterable[str] | None = None,
        industries: Iterable[str] | None = None,
    ) -> "Names":
        """Return the names of a session: all, or those among `parks` and `industries`."""
        some = set(session.parks if parks is None else parks)
        few = set(session.industries if industries is None else industries)
        return cls(
            session,
            tuple(one for one in session.parks if one in some),
            tuple(one for one in session.industries if one in few),
        )

    @property
    def subject(self) -> str:
        """The scenario's name."""
        return self.session.scenario.name.within(self.session.language)

    @property
    def park_names(self) -> tuple[str, ...]:
        """Names of the parks as shown."""
        return tuple(self.session.parks[one] for one in self.parks)

    @property
    def industry_names(self) -> tuple[str, ...]:
        """Names of the industries as shown."""
        return tuple(self.session.industries[one] for one in self.industries)

    @property
    def sector_names(self) -> tuple[str, ...]:
        """The sector of each industry; empty where it has none."""
        rows = self.session.scenario.industries
        stated = {one.id for one in rows if one.sector_zh or one.sector_en}
        sectors = self.session.instance.sectors
        return tuple(
            self.session.sectors[sectors[one]] if one in stated else "" for one in self.industries
        )

    def cells(self, layout: Pairs) -> frozenset[Cell]:
        """Return the pairs of a layout that are shown, by place."""
        return frozenset(cell for pair in layout if (cell := self.cell(pair)) is not None)

    def cell(self, pair: tuple[str, str]) -> Cell | None:
        """Return a pair by place; ``None`` where it is not shown."""
        park, industry = self._parks.get(pair[0]), self._industries.get(pair[1])
        return None if park is None or industry is None else (park, industry)

    @cached_property
    def _parks(self) -> dict[str, int]:
        return {one: n for n, one in enumerate(self.parks)}

    @cached_property
    def _industries(self) -> dict[str, int]:
        return {one: n for n, one in enumerate(self.industries)}
