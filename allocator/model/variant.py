"""A variant (假设分析): a scenario that extends another one by a list of typed changes."""

from typing import Literal, Self

from pydantic import Field, model_validator

from allocator.model.changes import (
    AddEvidence,
    AddIndustry,
    AddPark,
    AddSource,
    AdjustAffinity,
    Change,
    CountPer,
    DropQuota,
    Freeze,
    GrantException,
    KeepCurrent,
    LockPair,
    RemoveIndustry,
    RemovePark,
    RevokeExceptions,
    SetBudget,
    SetCap,
    SetFloor,
    SetNeed,
    SetQuota,
    SetSupply,
    SetThreshold,
    SetWeight,
    StrikeEvidence,
    UnlockPair,
    Withdraw,
)
from allocator.model.fields import Frozen, Id, Name, Sentence, fault
from allocator.model.scenario import Scenario

VARIANT_SCHEMA = "allocator/variant/1"


class ChangeEntry(Frozen):
    """One change: one key, which names its kind."""

    lock: LockPair | None = None
    """A pair that must be in or must be out."""
    unlock: UnlockPair | None = None
    """A pair whose lock is lifted."""
    withdraw: Withdraw | None = None
    """An industry that no park may have any more."""
    freeze: Freeze | None = None
    """Parks that keep exactly today's industries."""
    keep_current: KeepCurrent | None = None
    """Parks that keep at least so many of today's industries."""
    cap: SetCap | None = None
    """Most industries of a park, or most parks of an industry."""
    floor: SetFloor | None = None
    """Fewest industries of a park, or fewest parks of an industry."""
    exception: GrantException | None = None
    """An exception that is granted."""
    revoke: RevokeExceptions | None = None
    """Exceptions that are revoked."""
    threshold: SetThreshold | None = None
    """The affinity below which pairs are barred."""
    count_per: CountPer | None = None
    """What the cap on industries counts."""
    change_budget: SetBudget | None = None
    """Most moves against the current layout."""
    quota: SetQuota | None = None
    """Bounds on the pairs of a set of parks and a set of industries."""
    drop_quota: DropQuota | None = None
    """A quota that no longer holds."""
    supply: SetSupply | None = None
    """What a park supplies of a resource."""
    need: SetNeed | None = None
    """What an industry needs of a resource."""
    weight: SetWeight | None = None
    """The weight of a term of the objective."""
    affinity: AdjustAffinity | None = None
    """Affinities set by hand, or multiplied."""
    add_park: AddPark | None = None
    """A park that is added."""
    remove_park: RemovePark | None = None
    """A park that is taken away, with every row that mentions it."""
    add_industry: AddIndustry | None = None
    """An industry that is added."""
    remove_industry: RemoveIndustry | None = None
    """An industry that is taken away, with every row that mentions it."""
    add_source: AddSource | None = None
    """A source that is added."""
    add_evidence: AddEvidence | None = None
    """A statement that is added."""
    strike_evidence: StrikeEvidence | None = None
    """Statements that no longer count."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.model_fields_set) != 1 or None in dict(self.stated).values():
            raise fault("not-one-change")
        return self

    @property
    def stated(self) -> list[tuple[str, Change]]:
        """The keys that are there, with what they state."""
        return [(name, getattr(self, name)) for name in sorted(self.model_fields_set)]

    @property
    def kind(self) -> str:
        """The key."""
        return self.stated[0][0]

    @property
    def change(self) -> Change:
        """What the key states."""
        return self.stated[0][1]

    def replaced(self, change: Change) -> Self:
        """Return the same kind of change with other contents."""
        return self.model_copy(update={self.kind: change})


class Variant(Frozen):
    """A variant: what it is asked about, what it extends, and what it changes."""

    schema_: Literal["allocator/variant/1"] = Field(alias="schema")
    id: Id
    name: Sentence
    question: Sentence | None = None
    """What it asks, in the planner's words."""
    extends: Name
    """The scenario or variant that it starts from: a path from the file's own folder."""
    changes: tuple[ChangeEntry, ...] = ()
    """The changes, made in this order."""

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario that the variant makes; without changes, the scenario itself.

        Raises:
            InapplicableError: a change refers to what is not there, or adds what is there already.
        """
        if not self.changes:
            return scenario
        for entry in self.changes:
            scenario = entry.change.apply(scenario)
        return scenario.model_copy(update={"id": self.id, "name": self.name})
