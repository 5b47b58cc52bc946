"""What every change of a variant (假设) is: a small schema that knows how to change a scenario."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from allocator.errors import InapplicableError
from allocator.model.fields import Frozen
from allocator.model.scenario import Scenario

Amount = Decimal | int | str | None
_TABLES = {
    "park": "parks",
    "industry": "industries",
    "resource": "resources",
    "source": "sources",
}


class Change(Frozen):
    """One change. `pointers` says what kind of thing each of its fields names."""

    pointers: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the change; what it refers to is given by ids.

        Raises:
            InapplicableError: it refers to what is not there, or adds what is there already.
        """

    def was(self, scenario: Scenario) -> Amount:  # noqa: ARG002
        """Return the number that the change replaces; ``None`` where there is none."""
        return None

    def require(self, scenario: Scenario) -> None:
        """Check that all that the change names is there.

        Raises:
            InapplicableError: the first that is not.
        """
        for field, kind in self.pointers.items():
            value = getattr(self, field)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None and kind in _TABLES:
                    known = {row.id for row in getattr(scenario, _TABLES[kind])}
                    if one not in known:
                        raise InapplicableError(f"unknown-{kind}", field, value=one, near="-")


def with_rows(scenario: Scenario, table: str, rows: Iterable[Any]) -> Scenario:
    """Return the scenario with other rows in a table."""
    return scenario.model_copy(update={table: tuple(rows)})


def with_row(scenario: Scenario, table: str, row: Frozen, *key: str) -> Scenario:
    """Return the scenario with a row in place of the one that is equal in `key`, or as well."""
    kept = [one for one in getattr(scenario, table) if not same(one, row, key)]
    return with_rows(scenario, table, [*kept, row])


def same(one: Frozen, other: Frozen, key: Iterable[str]) -> bool:
    """Return whether two rows are equal in the fields of `key`."""
    return all(getattr(one, name) == getattr(other, name) for name in key)


def with_rule(scenario: Scenario, rule: str, entry: Any) -> Scenario:
    """Return the scenario with another statement of a rule."""
    return scenario.model_copy(update={"rules": scenario.rules.model_copy(update={rule: entry})})
