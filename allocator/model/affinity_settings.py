"""How affinity is put together: the parts that are used, and each part's conventions."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator

from allocator.model.fields import Count, Flag, Frozen, Id, Positive, Share, fault


class Part(Frozen):
    """One part of the blend; its weight is a share of the sum of the weights."""

    weight: Positive = Decimal(1)


class Designation(Part):
    """How firmly the sources designate the industry for the park."""

    roles: dict[Id, Share] = {"leading": Decimal(1), "supporting": Decimal("0.5")}
    """Share that a statement counts by its role."""
    grades: dict[Id, Share] = {"A": Decimal("0.9"), "B": Decimal("0.7"), "C": Decimal("0.4")}
    """Share that a statement counts by the grade of its source."""
    half_life_years: Positive | None = None
    """Years after which a statement counts half; without it, age does not matter."""


class Relatedness(Part):
    """How close the park's portfolio is to the industry (relatedness density)."""

    reference: Literal["own", "table"] = "own"
    """Where proximity is learnt: the scenario's own graph, or the table ``reference``."""
    present_roles: tuple[Id, ...] = ("leading",)
    """Roles of statements that make an industry part of a park's portfolio."""
    min_places: Count = 1
    """Places that must have an industry before its proximity is believed; fewer: unknown."""


class Specialisation(Part):
    """Location quotient from the table ``counts``."""

    complete: Flag = False
    """True: a missing count is 0. False: it is unknown."""


class Given(Part):
    """The planner's own matrix, table ``given``; used as it is when it is the only part."""

    complete: Flag = False
    """True: a missing cell counts as 0. False: it is unknown."""


class AffinitySettings(Frozen):
    """The parts that are blended; at least one."""

    designation: Designation | None = None
    relatedness: Relatedness | None = None
    specialisation: Specialisation | None = None
    given: Given | None = None

    @model_validator(mode="after")
    def _some_part(self) -> Self:
        if not self.parts():
            raise fault("no-affinity-part")
        return self

    def parts(self) -> dict[str, Part]:
        """Return the parts in use, by name, in a fixed order."""
        every = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: part for name, part in every.items() if part is not None}
