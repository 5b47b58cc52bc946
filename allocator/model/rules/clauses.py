"""Which clause, or which reason, a rule rests on."""

from collections.abc import Callable, Iterable, Mapping

from allocator.model.scenario import Industry, Park, Rule, Scenario


def clause_of(scenario: Scenario, rule_id: str) -> str | None:
    """Return the id of the clause that a rule quotes; ``None`` if it quotes none."""
    rule = getattr(scenario.rules, rule_id, None)
    return rule.clause if isinstance(rule, Rule) else None


def floor_clauses(scenario: Scenario, rule_id: str) -> Callable[[str], str | None]:
    """Return what tells the clause of the floor of a park or an industry; none for one of its own.

    The clause and the reason of the rule are those of its default.
    """
    own, clause = own_floors(scenario, rule_id), clause_of(scenario, rule_id)
    return lambda subject: None if subject in own else clause


def own_floors(scenario: Scenario, rule_id: str) -> set[str]:
    """Return the parks or the industries that have a floor of their own; else none."""
    rows: Mapping[str, Iterable[Park | Industry]] = {
        "park_floor": scenario.parks,
        "industry_floor": scenario.industries,
    }
    return {row.id for row in rows.get(rule_id, ()) if row.floor is not None}


def reason_of(scenario: Scenario, rule_id: str, language: str) -> str | None:
    """Return the reason given for a rule; ``None`` if none is given."""
    rule = getattr(scenario.rules, rule_id, None)
    if not isinstance(rule, Rule) or rule.reason is None:
        return None
    return rule.reason.within(language)
