"""How much one statement says: role share x grade share x what its age leaves."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from allocator.affinity.age import share_left, years_between
from allocator.affinity.exact import CONTEXT
from allocator.model.affinity_settings import Designation
from allocator.model.scenario import Scenario, Source, Statement


@dataclass(frozen=True, slots=True)
class Strength:
    """The three factors of a statement, each in [0, 1], and their product."""

    age_years: Decimal | None
    role_share: Decimal
    grade_share: Decimal
    age_share: Decimal

    @property
    def product(self) -> Decimal:
        """Return the strength of the statement, in [0, 1]."""
        with localcontext(CONTEXT):
            return self.role_share * self.grade_share * self.age_share


def strength(
    statement: Statement, source: Source, settings: Designation, as_of: str | None
) -> Strength:
    """Return the factors of one statement under the conventions of the scenario.

    Raises:
        ValueError: the role or the grade has no share, or a half-life is set and the scenario
            has no date from which age could be counted.

    """
    if settings.half_life_years is not None and as_of is None:
        raise ValueError("half_life_years needs the scenario's as_of")
    age = None if as_of is None else years_between(source.as_of, as_of)
    return Strength(
        age_years=age,
        role_share=_share(settings.roles, "role", statement.role),
        grade_share=_share(settings.grades, "grade", statement.grade),
        age_share=share_left(age or Decimal(0), settings.half_life_years),
    )


def sort_key(statement: Statement) -> tuple[str, ...]:
    """Return the key that puts statements in one order, whatever the order of the rows."""
    row = statement
    return (row.park, row.industry, row.source, row.role, row.grade, row.note or "")


def sources_by_id(scenario: Scenario) -> dict[str, Source]:
    """Return the sources by id."""
    return {source.id: source for source in scenario.sources}


def _share(shares: dict[str, Decimal], what: str, key: str) -> Decimal:
    if key not in shares:
        raise ValueError(f"affinity.designation gives no share for the {what} {key!r}")
    return shares[key]
