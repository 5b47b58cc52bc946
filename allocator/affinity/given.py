"""Given: the planner's own matrix."""

from collections.abc import Mapping
from decimal import Decimal

from allocator.model.affinity_settings import Given
from allocator.model.scenario import Scenario


def given_cells(scenario: Scenario) -> dict[tuple[str, str], Decimal]:
    """Return the cells of the planner's matrix, exactly as stated."""
    return {(cell.park, cell.industry): cell.value for cell in scenario.given}


def given_value(
    cells: Mapping[tuple[str, str], Decimal], pair: tuple[str, str], settings: Given
) -> Decimal | None:
    """Return the cell; a missing one is 0 in a complete matrix and otherwise unknown."""
    return cells.get(pair, Decimal(0) if settings.complete else None)


def require_shares(cells: Mapping[tuple[str, str], Decimal]) -> None:
    """Check that the matrix can be blended with other parts.

    Raises:
        ValueError: a cell is outside [0, 1]; such a matrix must be the only part.

    """
    for (park, industry), value in sorted(cells.items()):
        if not 0 <= value <= 1:
            raise ValueError(f"the given {park}, {industry} = {value} is outside [0, 1]")
