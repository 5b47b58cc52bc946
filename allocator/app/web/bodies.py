"""What requests hold. Numbers have the limits of the command line; names are checked as ids."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from allocator.i18n import Language

Name = Annotated[str, Field(min_length=1, max_length=200)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Pair = Annotated[list[Name], Field(min_length=2, max_length=2)]
PairList = Annotated[list[Pair], Field(max_length=100_000, fail_fast=True)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Share = Annotated[str, Field(pattern=r"^(0(\.[0-9]{1,30})?|1(\.0{1,30})?)$")]
Amount = Annotated[str, Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,12})?$")]
Why = Annotated[str, Field(max_length=2000)]
Terms = Annotated[str, Field(min_length=1, max_length=500)]


_MOST_KEYS = 100
_DEEPEST = 20


def _storable(most: int) -> Callable[[Any], Any]:
    """Return what refuses a tree that no file holds: too deep or large, or with half a text."""

    def checked(tree: Any) -> Any:
        level, left = [tree], most
        for _ in range(_DEEPEST):
            left -= len(level)
            if left < 0:
                raise PydanticCustomError("too_many", "too many entries")
            _refuse_no_text(level)
            level = [part for one in level for part in _parts(one)]
            if not level:
                return tree
        raise PydanticCustomError("too_deep", "nested too deeply")

    return checked


def _parts(tree: Any) -> list[Any]:
    if isinstance(tree, dict):
        return [*tree, *tree.values()]
    return tree if isinstance(tree, list) else []


def _refuse_no_text(level: list[Any]) -> None:
    try:
        "".join(one for one in level if isinstance(one, str)).encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("no_text", "half of a surrogate pair") from None


class Sent(BaseModel):
    """What is sent: nothing but what is asked for, and no more keys than that could ever be."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _few(cls, data: Any) -> Any:
        """Refuse at once what would take long to refuse key by key."""
        if isinstance(data, dict) and len(data) > _MOST_KEYS:
            raise PydanticCustomError("too_many_keys", "too many keys")
        return data


class Asked(Sent):
    """What every question says: the language of the answer, and of which version it is asked."""

    lang: Language | None = None
    version: Version | None = None


class VerdictAsked(Asked):
    """A layout to judge by the rules alone."""

    pairs: PairList


class CheckAsked(Asked):
    """A layout to check; without pairs the current one."""

    pairs: PairList | None = None
    further: Annotated[int, Field(ge=0, le=1000)] | None = None
    time_limit: Seconds | None = None
    effort_limit: Seconds | None = None


class RankAsked(Asked):
    """A ranking, a frontier or an exception curve, as for the command."""

    count: Annotated[int, Field(ge=1, le=2000)] | None = None
    distance: Annotated[int, Field(ge=1, le=10**9)] = 1
    within: Share | None = None
    frontier: Terms | None = None
    exceptions: Annotated[int, Field(ge=0, le=100)] | None = None
    exception_price: Amount | None = None
    engine: Literal["auto", "network", "patterns", "linkage", "constraint"] = "auto"
    time_limit: Seconds | None = None
    effort_limit: Seconds | None = None


class PairAsked(Asked):
    """A pair, by ids or names."""

    park: Name
    industry: Name


Changes = Annotated[
    list[dict[str, Any]],
    Field(min_length=1, max_length=500),
    AfterValidator(_storable(20_000)),
]


class Said(Sent):
    """A text in both languages."""

    zh: Name
    en: Name


class VariantAsked(Sent):
    """A variant: its changes as in files of variants."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")] | None = None
    name: Name | Said = "variant"
    question: Name | Said | None = None
    changes: Changes


class WhatIfAsked(Asked):
    """Variants to compare with the scenario."""

    variants: Annotated[list[VariantAsked], Field(min_length=1, max_length=20)]


class ReportAsked(Asked):
    """A memo on the best layout or, with pairs, on these."""

    form: Literal["html", "docx"] = "html"
    pairs: PairList | None = None
    count: Annotated[int, Field(ge=0, le=8)] | None = None
    distance: Annotated[int, Field(ge=1, le=10**9)] | None = None
    time_limit: Seconds | None = None


class PictureAsked(Asked):
    """A picture, of the best layout or of these pairs."""

    pairs: PairList | None = None
    count: Annotated[int, Field(ge=1, le=2000)] | None = None
    terms: Terms | None = None
    years: Annotated[int, Field(ge=1, le=10)] | None = None
    moves: Annotated[int, Field(ge=1, le=10_000)] | None = None
    legal_by: Annotated[int, Field(ge=1, le=10)] | None = None
    parks: Terms | None = None
    industries: Terms | None = None


class BookAsked(RankAsked):
    """An answer as a workbook: of `rank`, or of `check` with pairs, or of `explain`."""

    command: Literal["rank", "check", "explain"]
    pairs: PairList | None = None
    further: Annotated[int, Field(ge=0, le=1000)] | None = None


class ScenarioSent(Sent):
    """A scenario to save: its content as a tree or as text in JSON or YAML."""

    content: Annotated[dict[str, Any] | str | None, AfterValidator(_storable(1_000_000))] = None
    text: str | None = None
    name: Name | None = None
    why: Why = ""
    lang: Language | None = None


class ChangedAsked(Asked):
    """A variant to save as a scenario of its own."""

    name: Name
    why: Why = ""
    changes: Changes


class PairNamed(Sent):
    """A pair of a proposal."""

    park: Name
    industry: Name


class ProposalContent(Sent):
    """A full layout, as a proposal file states it."""

    pairs: Annotated[list[PairNamed], Field(min_length=1, max_length=100_000, fail_fast=True)]


class ProposalSent(Sent):
    """A proposal to save."""

    name: Name
    why: Why = ""
    content: ProposalContent
