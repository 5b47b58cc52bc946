"""What an answer assumes, as facts of a memo: rules, weights, affinity, doubts about the data."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from allocator.app.asks import asks
from allocator.app.memo.layouts import grant_fact
from allocator.app.session import Session
from allocator.app.subjects import stated_name
from allocator.app.tables.basics import rounding_lines, term_name
from allocator.app.tables.proof import level_lines
from allocator.app.violations import LOCKS
from allocator.model.outcome import Ranking, Stated
from allocator.model.rules.clauses import reason_of
from allocator.model.scenario import Adjustment
from allocator.report.memo.facts import (
    AdjustmentFact,
    AssumptionFacts,
    ClauseFact,
    RuleFact,
    TermFact,
)
from allocator.study.conflicts.statements import statements

_MANY, _FEW = 12, 3


def assumption_facts(session: Session, ranking: Ranking | None) -> AssumptionFacts:
    """Return what was assumed; the levels of an ordered objective are those of `ranking`."""
    scenario, designation = session.scenario, session.scenario.affinity.designation
    weights = {term_name(session, one): w for one, w in scenario.objective.items() if w}
    parts = {session.say(f"part.{n}"): p.weight for n, p in scenario.affinity.parts().items()}
    return AssumptionFacts(
        rules=tuple(_rules(session)),
        grants=tuple(grant_fact(session, one) for one in session.instance.grants),
        weights=_terms(weights),
        levels=() if ranking is None else tuple(level_lines(session, ranking)),
        parts=_terms(parts),
        roles=() if designation is None else _terms(_roles(session, designation.roles)),
        grades=() if designation is None else _terms(designation.grades),
        half_life=None if designation is None else designation.half_life_years,
        adjustments=tuple(_adjusted(session, one) for one in scenario.adjustments),
        caveats=tuple(one.within(session.language) for one in scenario.caveats),
        rounding=tuple(rounding_lines(session, session.instance.valuation)),
    )


def clause_facts(session: Session) -> tuple[ClauseFact, ...]:
    """Return the clauses that rules in use quote, sorted by id."""
    quoted = {one.clause for one in statements(session.instance) if one.clause}
    return tuple(
        ClauseFact(
            one,
            clause.en if session.language == "en" else clause.zh,
            clause.source.within(session.language),
        )
        for one, clause in sorted(session.scenario.clauses.items())
        if one in quoted
    )


def _rules(session: Session) -> Iterator[RuleFact]:
    """Yield what binds, one line each; many of one kind, and locks, share a line."""
    found = statements(session.instance)
    for (rule, is_entry), alike in groupby(found, key=lambda one: (one.rule, bool(one.entry))):
        group = list(alike)
        if is_entry and len(group) > _MANY:
            names = session.joined([stated_name(session, one) for one in group[:_FEW]])
            said = session.say("conflict.few", names=names, count=len(group))
            yield _rule(session, group[0], said)
        elif rule in LOCKS:
            said = _semicolon(session).join(asks(session, one, group) for one in group)
            yield _rule(session, group[0], said)
        else:
            for one in group:
                yield _rule(session, one, asks(session, one, found))


def _semicolon(session: Session) -> str:
    return "；" if session.language == "zh" else "; "


def _rule(session: Session, one: Stated, asked: str) -> RuleFact:
    setting = getattr(session.scenario.rules, one.rule, None)
    return RuleFact(
        name=session.rule_name(one.rule),
        asks=asked,
        clause=one.clause,
        reason=reason_of(session.scenario, one.rule, session.language),
        in_principle=bool(getattr(setting, "in_principle", False)),
    )


def _adjusted(session: Session, one: Adjustment) -> AdjustmentFact:
    names = [session.parks[one.park]] if one.park else []
    names += [session.industries[one.industry]] if one.industry else []
    return AdjustmentFact("–".join(names), one.set, one.scale, one.reason)


def _roles(session: Session, roles: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    usual = ("leading", "supporting")
    return {session.say(f"role.{r}") if r in usual else r: share for r, share in roles.items()}


def _terms(named: Mapping[str, Decimal]) -> tuple[TermFact, ...]:
    return tuple(TermFact(name, Decimal(number)) for name, number in named.items())
