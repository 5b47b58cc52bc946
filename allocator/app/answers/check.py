"""``check`` as JSON: a verdict per rule, and how the layout stands."""

from allocator.app.answers.basics import (
    Json,
    conflict_entry,
    moved,
    names,
    number,
    pair_cells,
    shortage_entry,
    terms,
)
from allocator.app.answers.mending import lifting_entry, order_entry, place_entry, repairs_entry
from allocator.app.answers.review import review_entry
from allocator.app.answers.violation import violation_entry
from allocator.app.session import Session
from allocator.model.rules import JUDGES, Violation
from allocator.model.rules.clauses import clause_of, reason_of
from allocator.study.proposal.check import Check, Standing


def check_result(session: Session, check: Check) -> Json:
    """Return the result of ``check``."""
    shown = session.instance.valuation.shown
    broken: dict[str, list[Violation]] = {rule: [] for rule in JUDGES}
    for violation in check.violations:
        broken[violation.rule].append(violation)
    return {
        "allowed": check.allowed,
        "scale": number(session.instance.valuation.scale),
        "scale_exact": session.instance.valuation.exact,
        "names": names(session),
        "shortages": [shortage_entry(session, one) for one in check.shortages],
        "conflict": conflict_entry(session, check.conflict),
        "verdicts": [
            {
                "rule": rule,
                "rule_name": session.rule_name(rule),
                "clause": clause_of(session.scenario, rule),
                "reason": reason_of(session.scenario, rule, session.language),
                "satisfied": not found,
                "violations": [violation_entry(session, one) for one in found],
            }
            for rule, found in broken.items()
        ],
        "gap": None if check.gap is None else number(shown(check.gap)),
        "gap_at_most": None if check.gap_at_most is None else number(shown(check.gap_at_most)),
        "bound": None if check.bound is None else number(shown(check.bound)),
        "best_proven": check.proven,
        "undecided": list(check.undecided),
        "levels": {
            term: {"least": number(shown(least)), "short": number(shown(check.missed.get(term, 0)))}
            for term, least in check.levels.items()
        },
        "unvalued": [{"park": park, "industry": industry} for park, industry in check.unvalued],
        "proposal": _standing(session, check.proposal),
        "current": _standing(session, check.current),
        "best": None if check.best is None else _standing(session, check.best),
        "against_current": _difference(session, check.proposal, check.current),
        "against_best": check.best and _difference(session, check.proposal, check.best),
        "to_best": moved(check.proposal.layout, (check.best or check.proposal).layout),
        "repairs": check.repairs and repairs_entry(session, check, check.repairs),
        "exceptions": lifting_entry(session, check.lifting),
        "place": check.place and place_entry(session, check, check.place),
        "order": check.order and order_entry(session, check.order),
        "review": review_entry(check.review),
        "grants": [one.model_dump(mode="json") for one in session.instance.grants],
    }


def _standing(session: Session, one: Standing) -> Json:
    cells = pair_cells(session)
    return {
        "value": number(session.instance.valuation.shown(one.value)),
        "terms": terms(session, one.terms),
        "pairs": [cells[pair] for pair in sorted(one.layout)],
        "moves": moved(session.instance.current, one.layout),
    }


def _difference(session: Session, one: Standing, other: Standing) -> Json:
    """Return by how much a layout is worth more than another, term by term."""
    apart = {term: worth - other.terms[term] for term, worth in one.terms.items()}
    value = session.instance.valuation.shown(one.value - other.value)
    return {"value": number(value), "terms": terms(session, apart)}
