"""``whatif`` as JSON: the base, and every variant with its changes, its result and their causes."""

from typing import Any

from allocator.app.answers.basics import (
    Json,
    conflict_entry,
    moved,
    names,
    number,
    pair_cells,
    shortage_entry,
)
from allocator.app.answers.violation import violation_entry
from allocator.app.comparison import Comparison, every
from allocator.app.session import Session
from allocator.app.tables.whatif import sentences, term_differences
from allocator.study.whatif.compare import Compared, Judged, Moves, Shift, Without, minus
from allocator.study.whatif.outcome import Outcome, measured_otherwise


def whatif_result(session: Session, asked: Comparison) -> Json:
    """Return the result of ``whatif``."""
    return {
        "names": names(every(session, asked)),
        "base": _outcome(session, asked.found.base),
        "variants": [
            _variant(compared, own, union)
            | {"measured_otherwise": measured_otherwise(asked.found.base, compared.outcome)}
            for compared, own, union in asked.variants(session)
        ],
    }


def _variant(compared: Compared, own: Session, union: Session) -> Json:
    variant, judged = compared.variant, compared.judged
    question = variant.question
    return {
        "id": variant.id,
        "name": variant.name.within(own.language),
        "question": None if question is None else question.within(own.language),
        "changes": _changes(compared, union),
        **_outcome(own, compared.outcome),
        "against_base": {
            "difference": number(compared.difference),
            "terms": {term: number(one) for term, one in term_differences(compared).items()},
            "moves": _moves(compared.moves),
        },
        "best_of_base": None if judged is None else _judged(compared, judged, own),
        "parks": [_shift(one) for one in compared.parks],
        "industries": [_shift(one) for one in compared.industries],
        "without": [_without(compared, one) for one in compared.without],
        "together": number(compared.together),
    }


def _changes(compared: Compared, union: Session) -> list[Json]:
    told = zip(compared.variant.changes, compared.stages, sentences(compared, union), strict=True)
    return [
        {
            "number": place,
            "kind": entry.kind,
            "sentence": sentence,
            "before": _before(entry.change.was(stage)),
            "stated": entry.change.model_dump(mode="json", exclude_none=True),
        }
        for place, (entry, stage, sentence) in enumerate(told, 1)
    ]


def _before(value: Any) -> Any:
    return value if isinstance(value, str) else number(value)


def _outcome(session: Session, outcome: Outcome) -> Json:
    cells, ranking, best = pair_cells(session), outcome.ranking, outcome.best
    return {
        "status": str(ranking.status),
        "engine": ranking.engine,
        "scale": number(outcome.instance.valuation.scale),
        "scale_exact": outcome.instance.valuation.exact,
        "value": number(outcome.value),
        "terms": {term: number(worth) for term, worth in outcome.terms.items()},
        "layouts_of_equal_value": outcome.rivals,
        "pairs": None if best is None else [cells[pair] for pair in sorted(best)],
        "moves": None if best is None else moved(session.instance.current, best),
        "at_limit": {
            rule: {"met": tight, "of": count} for rule, (tight, count) in outcome.binding.items()
        },
        "exceptions": [
            grant.model_dump(mode="json") | {"used": used} for grant, used in outcome.exceptions
        ],
        "shortages": [shortage_entry(session, one) for one in ranking.shortages],
        "conflict": conflict_entry(session, ranking.conflict),
    }


def _judged(compared: Compared, judged: Judged, own: Session) -> Json:
    return {
        "allowed": not judged.violations,
        "value": number(judged.value),
        "gap": number(minus(compared.outcome.value, judged.value)),
        "violations": [violation_entry(own, one) for one in judged.violations],
        "gone": [{"park": park, "industry": one} for park, one in sorted(judged.gone)],
        "unvalued": [{"park": park, "industry": one} for park, one in sorted(judged.unvalued)],
    }


def _moves(found: Moves | None) -> Json | None:
    return None if found is None else moved(frozenset(found[1]), frozenset(found[0]))


def _shift(one: Shift) -> Json:
    return {
        "id": one.id,
        "gained": list(one.gained),
        "lost": list(one.lost),
        "affinity_before": number(one.before),
        "affinity_after": number(one.after),
    }


def _without(compared: Compared, one: Without) -> Json:
    difference, causes = compared.effect(one)
    outcome = one.outcome
    return {
        "change": one.number,
        "needed_by": one.needed_by,
        "status": None if outcome is None else str(outcome.ranking.status),
        "value": None if outcome is None else number(outcome.value),
        "adds": number(difference),
        "causes": _moves(causes),
        "makes_no_difference": causes is not None and not any(causes) and not difference,
    }
