"""Which industries go together: in one park, or in parks that lie near each other."""

from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.rule_settings import Rule
from allocator.model.rules.violation import Violation


def exclusive(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] + x[p,j] <= 1 for every park p and every two exclusive industries i, j."""
    return [
        Violation("exclusive", rule.clause, park, one, reason=_reason(rule), against=(park, other))
        for rule in instance.scenario.rules.exclusive
        for one, other in [rule.industries]
        for park in instance.parks
        if (park, one) in layout and (park, other) in layout
    ]


def requires(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] <= x[p,j] for every park p and every industry i that needs j."""
    return [
        Violation(
            "requires",
            rule.clause,
            park,
            rule.industry,
            reason=_reason(rule),
            against=(park, rule.needs),
        )
        for rule in instance.scenario.rules.requires
        for park in instance.parks
        if (park, rule.industry) in layout and (park, rule.needs) not in layout
    ]


def apart(instance: Instance, layout: Pairs) -> list[Violation]:
    """Judge x[p,i] + x[q,j] <= 1 wherever p and q are less than d km apart."""
    return [
        Violation(
            "apart",
            rule.clause,
            first[0],
            first[1],
            actual=instance.km(first[0], second[0]),
            limit=rule.km,
            reason=_reason(rule),
            against=second,
        )
        for rule in instance.scenario.rules.apart
        for first, second in instance.too_near(rule, layout)
    ]


def _reason(rule: Rule) -> str | None:
    return None if rule.reason is None else str(rule.reason)
