"""The rules as a planner states them; each rests on a clause or a reason."""

from typing import Annotated, Literal

from pydantic import Field

from allocator.model.fields import Count, Flag, Frozen, Id, Number, Positive, Sentence


class Rule(Frozen):
    """What every rule carries: the clause it rests on, or a reason."""

    clause: Id | None = None
    reason: Sentence | None = None


class CountRule(Rule):
    """A cap or a floor: a default and, in the tables of parks and industries, exceptions to it."""

    default: Count
    in_principle: Flag = False
    """原则上: a named, reasoned exception can be granted."""


class IndustryCap(CountRule):
    """The cap on the parks of an industry, in either wording of the plan."""

    per: Literal["industry", "sector"] = "industry"
    """What is counted: the parks of each industry, or the parks that hold any of a sector."""


class Threshold(Rule):
    """Pairs below this affinity are barred."""

    threshold: Number


TwoIndustries = Annotated[tuple[Id, Id], Field(min_length=2, max_length=2)]


class Exclusive(Rule):
    """Two industries that cannot share a park."""

    industries: TwoIndustries


class Requires(Rule):
    """An industry that needs another one in the same park."""

    industry: Id
    needs: Id
    """The industry that must be in the park as well."""


class Apart(Rule):
    """Two industries whose parks must lie apart, a shared park included."""

    industries: TwoIndustries
    """The two industries; the same one twice keeps its parks apart from each other."""
    km: Positive
    """Least distance between the parks."""


class Quota(Rule):
    """Bounds on the pairs of a set of parks and a set of industries."""

    id: Id
    name: Sentence | None = None
    parks: tuple[Id, ...] | None = None
    """The parks counted; all where nothing is said."""
    industries: tuple[Id, ...] | None = None
    """The industries counted; all where nothing is said."""
    min: Count | None = None
    """Fewest pairs."""
    max: Count | None = None
    """Most pairs."""


class ChangeBudget(Rule):
    """Most moves against the current layout; a swap is two moves."""

    total: Count | None = None
    """Most moves in all."""
    per_park: Count | None = None
    """Most moves in each park."""


class Rules(Frozen):
    """The rules that every layout is judged by. Locks are a table of their own."""

    park_cap: CountRule = CountRule(default=3)
    industry_cap: IndustryCap = IndustryCap(default=3)
    park_floor: CountRule = CountRule(default=1)
    industry_floor: CountRule = CountRule(default=0)
    min_affinity: Threshold | None = None
    capacity: Rule = Rule()
    """On what the limits of the tables ``supplies`` and ``needs`` rest."""
    exclusive: tuple[Exclusive, ...] = ()
    requires: tuple[Requires, ...] = ()
    apart: tuple[Apart, ...] = ()
    quota: tuple[Quota, ...] = ()
    change_budget: ChangeBudget | None = None
