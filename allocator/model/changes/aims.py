"""Changes of what is aimed at."""

from allocator.errors import InapplicableError
from allocator.model.changes.base import Amount, Change
from allocator.model.fields import Id, Number
from allocator.model.scenario import TERMS, Scenario


class SetWeight(Change):
    """The weight of a term of the objective (权重)."""

    pointers = {"term": "term"}
    term: Id
    """A built-in term, or the id of a criterion."""
    value: Number
    """Its weight; 0 leaves it out."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Set the weight."""
        known = [*TERMS, *(row.id for row in scenario.criteria)]
        if self.term not in known:
            facts = {"value": self.term, "near": "-", "known": ", ".join(known)}
            raise InapplicableError("unknown-term", "term", **facts)
        weights = scenario.objective | {self.term: self.value}
        return scenario.model_copy(update={"objective": weights})

    def was(self, scenario: Scenario) -> Amount:
        """Return the weight so far."""
        return scenario.objective.get(self.term, 0)
