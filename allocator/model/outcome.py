"""What engines and studies answer with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from allocator.model.layout import Pairs


class Status(StrEnum):
    """How far an answer is proven."""

    OPTIMAL = "optimal"
    """Every layout listed is proven to be in its place."""
    FEASIBLE = "feasible"
    """The layouts listed are legal; the list is not proven complete."""
    INFEASIBLE = "infeasible"
    """No legal layout exists, proven."""
    INTERRUPTED = "interrupted"
    """Stopped from outside; what is listed is legal."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A counting reason why no layout is legal.

    `kind` is ``clash`` (the pairs of `parks` and `industries`, side by side, are locked in and
    barred), ``locks`` (more pairs are locked in than the cap of the park or industry named) or
    ``floors`` (the parks or industries named must hold `needed` pairs together, and the other
    rules leave room for `available`). ``quota_min``: the quota `subject` asks for `needed` pairs
    and `available` fit; ``quota_max``: floors and locks need `needed` pairs of it, of which
    `available` are admitted. `parks` and `industries` are those that the quota counts.
    """

    kind: Literal["clash", "locks", "floors", "quota_min", "quota_max"]
    needed: int
    available: int
    parks: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of a scenario that binds layouts: what a planner wrote and can change.

    `entry` is empty for a default and for a rule without entries; else the park or the industry
    of a number of its own, the pair of a lock, the resource and the park of a supply, the two
    industries of an entry of ``exclusive``, ``requires`` or ``apart``, the id of a quota and
    which bound of it (``min``, ``max``), or the bound of the change budget (``total``,
    ``per_park``). `clause` is what it rests on, `loc` its way into the scenario's tree.
    """

    rule: str
    entry: tuple[str, ...] = ()
    clause: str | None = None
    loc: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot hold together, proven.

    `minimal`: without any one of them the others can, proven as well. Else some may be spared.
    """

    parts: tuple[Stated, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class RankedLayout:
    """One layout of a ranking.

    `value` and `terms` are whole numbers (see `allocator.model.valuation`); `gap` is the value
    of the best layout less this one's, at least 0.
    """

    rank: int
    layout: Pairs
    value: int
    gap: int
    terms: Mapping[str, int]


@dataclass(frozen=True)
class Ranking:
    """Layouts best first.

    `exhausted` says that no further layout meets the question; `bound` is the best value that
    any legal layout can have, `next_bound` what the first that is not proven can have, where a
    limit stopped the search. `shared` counts, per value listed, the layouts of that value: the
    second entry is false for the last value if the list may have cut it short. `shortages` are
    the counts that show why nothing is legal, where counting shows it, and `conflict` names rules
    that cannot hold together where it does not. The first `proven` layouts are proven to be in
    their places, all of them unless a limit or a person, who `pressed` Ctrl-C, `stopped` the
    search. `apart` and `within` are what was asked for; `levels` are the least worths that an
    ordered objective holds. `is_only_best`: one layout was asked for, and whether others are as
    good was not looked at.
    """

    status: Status
    engine: str
    layouts: tuple[RankedLayout, ...]
    bound: int | None
    exhausted: bool
    shared: Mapping[int, tuple[int, bool]]
    shortages: tuple[Shortage, ...] = ()
    proven: int | None = None
    stopped: bool = False
    next_bound: int | None = None
    apart: int = 1
    within: Decimal | None = None
    levels: Mapping[str, int] = field(default_factory=dict)
    conflict: Conflict | None = None
    is_only_best: bool = False
    pressed: bool = False
