"""Small scenarios built in Python, with numbers that fit in the head."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from allocator.model.affinity import PairAffinity
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario


def scenario(parks: Iterable[str], industries: Iterable[str], **fields: Any) -> Scenario:
    """Return a scenario of bare parks and industries; `fields` are fields of `Scenario`."""
    return Scenario.model_validate(
        {
            "schema": "allocator/scenario/1",
            "id": "small",
            "name": "small",
            "affinity": {"given": {}},
            "parks": [one if isinstance(one, dict) else {"id": one} for one in parks],
            "industries": [one if isinstance(one, dict) else {"id": one} for one in industries],
        }
        | fields
    )


def given(values: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], PairAffinity]:
    """Return an affinity matrix of plain numbers; ``None`` is unknown."""
    return {
        pair: PairAffinity(
            value=None if value is None else Decimal(str(value)),
            low=None,
            high=None,
            coverage=Decimal(value is not None),
            parts={},
        )
        for pair, value in values.items()
    }


def instance(matrix: Sequence[Sequence[object]], **fields: Any) -> Instance:
    """Return an instance with parks p0, p1... and industries i0, i1... from a matrix [P, I]."""
    parks = fields.pop("parks", None) or [f"p{row}" for row in range(len(matrix))]
    industries = fields.pop("industries", None) or [f"i{c}" for c in range(len(matrix[0]))]
    built = scenario(parks, industries, **fields)
    cells = {
        (park.id, industry.id): value
        for park, row in zip(built.parks, matrix, strict=True)
        for industry, value in zip(built.industries, row, strict=True)
    }
    return Instance(built, given(cells))
