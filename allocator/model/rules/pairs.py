"""Rules about single pairs: locks (锁定 / 排除), the affinity threshold, and unknown worth."""

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rules.violation import Violation


def lock_in(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] = 1 for every pair that is locked in."""
    reasons = _reasons(instance)
    return [
        Violation("lock_in", None, park, industry, reason=reasons[park, industry])
        for park, industry in sorted(instance.locked_in - layout)
    ]


def lock_out(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] = 0 for every pair that is locked out."""
    reasons = _reasons(instance)
    return [
        Violation("lock_out", None, park, industry, reason=reasons[park, industry])
        for park, industry in sorted(instance.locked_out & layout)
    ]


def min_affinity(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] = 0 wherever the affinity is known and below the threshold."""
    rule = instance.scenario.rules.min_affinity
    if rule is None:
        return []
    return [
        Violation(
            "min_affinity",
            rule.clause,
            park,
            industry,
            actual=instance.affinity[park, industry].value,
            limit=rule.threshold,
        )
        for park, industry in sorted(instance.below_threshold & layout)
    ]


def known_value(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] = 0 wherever a weighted criterion has no value for the pair."""
    return [
        Violation("known_value", None, park, industry)
        for park, industry in sorted(instance.unknown & layout)
    ]


def _reasons(instance: Instance) -> dict[tuple[str, str], str]:
    return {(lock.park, lock.industry): lock.reason for lock in instance.scenario.locks}
