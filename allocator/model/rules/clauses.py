"""Which clause, or which reason, a rule rests on."""

from allocator.model.scenario import Rule, Scenario


def clause_of(scenario: Scenario, rule_id: str) -> str | None:
    """Return the id of the clause that a rule quotes; ``None`` if it quotes none."""
    rule = getattr(scenario.rules, rule_id, None)
    return rule.clause if isinstance(rule, Rule) else None


def reason_of(scenario: Scenario, rule_id: str, language: str) -> str | None:
    """Return the reason given for a rule; ``None`` if none is given."""
    rule = getattr(scenario.rules, rule_id, None)
    if not isinstance(rule, Rule) or rule.reason is None:
        return None
    return rule.reason.within(language)
