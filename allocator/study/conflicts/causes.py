"""Causes (原因): why nothing is legal, by counting where that shows it, else as a conflict."""

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.model.instance import Instance
from allocator.model.outcome import Conflict, Shortage
from allocator.model.scenario import Industry, Park
from allocator.optimize import engines
from allocator.optimize.limits import NO_LIMIT, Limit
from allocator.study.conflicts.explore import minimal_conflict
from allocator.study.conflicts.quotas import quota_shortages


@dataclass(frozen=True)
class Causes:
    """Why no layout of `instance` is legal; neither `shortages` nor `conflict`: not known."""

    instance: Instance
    shortages: tuple[Shortage, ...] = ()
    conflict: Conflict | None = None

    @property
    def known(self) -> bool:
        """Whether any cause is named."""
        return bool(self.shortages) or self.conflict is not None


def counted(instance: Instance) -> tuple[Shortage, ...]:
    """Return why nothing is legal as far as counting shows it."""
    return engines.shortages(instance) + quota_shortages(instance)


def causes(instance: Instance, limit: Limit = NO_LIMIT) -> Causes:
    """Return why no layout is legal, as far as counting or a limited search shows it."""
    shortages = counted(instance)
    return Causes(instance, shortages, None if shortages else minimal_conflict(instance, limit))


def causes_beyond_exceptions(instance: Instance) -> Causes:
    """Return why no layout is legal, however many exceptions are made to caps in principle."""
    return causes(_lifted(instance))


def _lifted(instance: Instance) -> Instance:
    """Return an instance whose caps in principle bar nothing."""
    scenario, update = instance.scenario, dict[str, object]()
    rules = scenario.rules
    caps = dict[str, object]()
    if rules.park_cap.in_principle:
        most = {"default": len(scenario.industries)}
        caps["park_cap"] = rules.park_cap.model_copy(update=most)
        update["parks"] = _without_caps(scenario.parks)
    if rules.industry_cap.in_principle:
        most = {"default": len(scenario.parks)}
        caps["industry_cap"] = rules.industry_cap.model_copy(update=most)
        update["industries"] = _without_caps(scenario.industries)
    update["rules"] = rules.model_copy(update=caps)
    return Instance(scenario.model_copy(update=update), instance.affinity)


def _without_caps(rows: Sequence[Park | Industry]) -> tuple[Park | Industry, ...]:
    return tuple(row.model_copy(update={"cap": None}) for row in rows)
