"""The scenario: everything that a planner states, as frozen schemas.

The same classes validate YAML, CSV rows and Python calls, and are the source of the JSON
Schema. Whatever must hold *between* entries (an id that exists, a floor below its cap) is
checked in `allocator.files`, where a fault can name its line.
"""

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from allocator.model.affinity_settings import AffinitySettings
from allocator.model.fields import (
    Count,
    Date,
    Flag,
    Frozen,
    Id,
    Month,
    Name,
    Named,
    Note,
    NotNegative,
    Number,
    Positive,
    Sentence,
    Share,
    fault,
)
from allocator.model.rule_settings import CountRule, IndustryCap, Rule, Rules, Threshold

SCHEMA = "allocator/scenario/1"
TERMS = ("affinity", "differentiation", "continuity", "synergy", "linkage", "balance")


class Park(Named):
    """A park (分园)."""

    district_zh: Name | None = None
    """Administrative district."""
    adcode: Name | None = None
    """Administrative code of the district."""
    area_km2: Positive | None = None
    """Planned area; empty where it is not known."""
    cap: Count | None = None
    """Most industries of this park; the rule's default where it is empty."""
    floor: Count | None = None
    """Fewest industries of this park; the rule's default where it is empty."""
    lon: Number | None = None
    """Longitude of a point of the park, degrees."""
    lat: Number | None = None
    """Latitude of a point of the park, degrees."""
    note: Note = None


class Industry(Named):
    """An industry (产业)."""

    sector_zh: Name | None = None
    """Sector that the industry belongs to, in Chinese."""
    sector_en: Name | None = None
    """Sector in English."""
    cap: Count | None = None
    """Most parks of this industry; the rule's default where it is empty."""
    floor: Count | None = None
    """Fewest parks of this industry; the rule's default where it is empty."""
    note: Note = None


class Source(Frozen):
    """Where statements come from."""

    id: Id
    where: Name
    """Page, document or article."""
    publisher: Name
    publisher_zh: Name | None = None
    """The publisher in Chinese, where `publisher` is not."""
    as_of: Month
    """Date of the source: year, month or day."""

    def published_by(self, language: str) -> str:
        """Return the publisher in `language`, as far as it is known."""
        return (self.publisher_zh if language == "zh" else None) or self.publisher


class Statement(Frozen):
    """One piece of evidence (依据): a sourced statement tying an industry to a park."""

    park: Id
    industry: Id
    role: Id
    """Role of the industry in the statement, e.g. leading or supporting."""
    grade: Id
    """Grade of the source, e.g. A, B or C."""
    source: Id
    note: Note = None
    """The phrase of the source and how it was read."""


class Pair(Frozen):
    """A pair (配对) of a park and an industry."""

    park: Id
    industry: Id
    note: Note = None


class Lock(Frozen):
    """A pair that must be in (锁定) or must be out (排除)."""

    park: Id
    industry: Id
    lock: Literal["in", "out"]
    reason: Name


class Amount(Frozen):
    """One cell of a table of counts or of a matrix."""

    park: Id
    industry: Id
    value: Number


class CriterionAmount(Amount):
    """One cell of a criterion's matrix."""

    criterion: Id


class Label(Frozen):
    """A place of the reference table and one industry label as that table words it."""

    place: Name
    label: Name


class Crossing(Frozen):
    """Reads a label of the reference table as an industry of the scenario (a judgement)."""

    label: Name
    industry: Id | None = None
    """Empty: the label has no counterpart here."""
    note: Note = None


def _without_default(schema: dict[str, Any]) -> None:
    """Leave a default that stands for another field out of the JSON Schema."""
    schema.pop("default", None)


class Clause(Frozen):
    """A clause (条款) of the plan that rules are quoted from."""

    zh: Name
    en: Name = Field("", json_schema_extra=_without_default)
    """The wording in English; the Chinese one where it is not given."""
    source: Sentence

    @model_validator(mode="after")
    def _one_stands_for_both(self) -> Self:
        if not self.en:
            object.__setattr__(self, "en", self.zh)
        return self


class Resource(Frozen):
    """A resource that parks supply and industries need: land, floor space, power, water."""

    id: Id
    name: Sentence
    unit: Name | None = None


class Supply(Frozen):
    """What a park supplies of a resource; a park without a row is not limited."""

    resource: Id
    park: Id
    amount: NotNegative


class Need(Frozen):
    """What an industry needs of a resource: in one park, or in any park without its own row."""

    resource: Id
    industry: Id
    park: Id | None = None
    amount: NotNegative


class Bond(Frozen):
    """What two industries are worth to each other; one row per two, in either order."""

    industry: Id
    other: Id
    value: Number


class Distance(Frozen):
    """Distance of two parks; goes before what their coordinates say."""

    park: Id
    other: Id
    km: NotNegative


class Grant(Frozen):
    """A granted exception (例外): extra slots over a cap that binds in principle."""

    rule: Literal["park_cap", "industry_cap"]
    subject: Name
    """Id of the park or the industry; the name of the sector where sectors are counted."""
    slots: Count
    reason: Name
    by: Name
    """Who granted it."""
    on: Date
    """When."""


class Criterion(Frozen):
    """A criterion beside affinity; its values are in the table ``criteria_values``."""

    id: Id
    name: Sentence
    complete: Flag = False
    """True: a missing cell counts as 0. False: it is unknown, and the pair cannot be chosen."""


class Adjustment(Frozen):
    """An affinity set by hand, or multiplied, after all parts have been blended.

    A pair that is set and multiplied gets the product; several factors multiply.
    """

    park: Id | None = None
    """The park; every park where it is empty."""
    industry: Id | None = None
    """The industry; every industry where it is empty."""
    set: Number | None = None
    """The affinity, instead of the computed one."""
    scale: NotNegative | None = None
    """The factor that the affinity is multiplied by."""
    reason: Name

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.set is None) == (self.scale is None):
            raise fault("set-or-scale")
        return self

    def concerns(self, park: str, industry: str) -> bool:
        """Return whether the pair is meant."""
        return self.park in (None, park) and self.industry in (None, industry)


class Level(Frozen):
    """One level of an ordered objective: a term that has a weight, and what may be given up."""

    term: Id
    tolerance: Share = Decimal(0)
    """Share of the size of the term's best worth, from 0 to 1, that later levels may give up."""


class Scenario(Frozen):
    """A scenario (情景): parks, industries, evidence, rules and aims."""

    schema_: Literal["allocator/scenario/1"] = Field(alias="schema")
    id: Id
    name: Sentence
    as_of: Month | None = None
    """The day from which the age of evidence is counted."""
    caveats: tuple[Sentence, ...] = ()
    """What is missing or doubtful in the data: every memo says it."""
    clauses: dict[Id, Clause] = {}
    rules: Rules = Rules()
    grants: tuple[Grant, ...] = ()
    near_km: Positive | None = None
    """Parks at most this far apart are near: links between them count."""
    resources: tuple[Resource, ...] = ()
    objective: dict[Id, Number] = {"affinity": Decimal(1)}
    """Weight per term: affinity, differentiation, continuity, synergy, linkage, balance, or the id
    of a criterion."""
    ordered: tuple[Level, ...] = ()
    """Terms that come first, in turn: each is held within its tolerance of its best before the
    next is raised; the weighted objective ranks what is left."""
    affinity: AffinitySettings
    criteria: tuple[Criterion, ...] = ()
    parks: tuple[Park, ...] = Field(min_length=1)
    industries: tuple[Industry, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = ()
    evidence: tuple[Statement, ...] = ()
    current: tuple[Pair, ...] = ()
    """The current layout (现状布局)."""
    locks: tuple[Lock, ...] = ()
    counts: tuple[Amount, ...] = ()
    """Jobs, firms or output per park and industry, for the location quotient."""
    given: tuple[Amount, ...] = ()
    """The planner's own affinity matrix."""
    criteria_values: tuple[CriterionAmount, ...] = ()
    reference: tuple[Label, ...] = ()
    """Another table of places and industries, for the proximity of industries."""
    crosswalk: tuple[Crossing, ...] = ()
    supplies: tuple[Supply, ...] = ()
    needs: tuple[Need, ...] = ()
    synergy: tuple[Bond, ...] = ()
    """Worth of two industries sharing a park."""
    links: tuple[Bond, ...] = ()
    """Worth of two industries in near parks (supply chains)."""
    distances: tuple[Distance, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    """Affinities set or multiplied by hand."""


__all__ = ["SCHEMA", "TERMS", "CountRule", "IndustryCap", "Rule", "Rules", "Scenario", "Threshold"]
