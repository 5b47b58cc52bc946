"""Answers as JSON: one envelope for all commands, the same on the command line and in the API."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from allocator.app.session import Session
from allocator.model.affinity import PairAffinity
from allocator.model.fields import Frozen
from allocator.model.layout import Pairs, moves
from allocator.model.outcome import Ranking, Shortage, Status
from allocator.model.rules import JUDGES, Violation
from allocator.model.rules.clauses import clause_of
from allocator.study.check import Check, Standing
from allocator.study.exceptions import Step
from allocator.study.frontier import Frontier
from allocator.study.obstacles import obstacles
from allocator.study.pair import PairReport
from allocator.study.record import fingerprint, run_record

Json = dict[str, Any]
_DOUBLE_DIGITS = 300


def envelope(
    session: Session, kind: str, settings: Json, result: Json, status: str, engine: str | None
) -> Json:
    """Return the envelope that every JSON answer comes in."""
    scenario = session.scenario
    return {
        "schema": f"allocator/{kind}/1",
        "command": kind.partition("-")[0],
        "scenario": {"id": scenario.id, "sha256": fingerprint(scenario)},
        "status": status,
        "engine": engine,
        "result": result,
        "run": run_record(settings),
    }


def dump(value: Any, depth: int = 3) -> str:
    """Return JSON text with the outer levels line by line and the inner ones compact.

    A ranking then has one layout per line: two answers can be compared with ``diff``, and ten
    thousand layouts are written in a second.
    """
    if depth <= 0 or not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(dump(one, depth - 2) for one in value) + "\n]"
    entries = (f"{json.dumps(key)}: {dump(one, depth - 1)}" for key, one in value.items())
    return "{\n" + ",\n".join(entries) + "\n}"


def number(value: Decimal | int | None) -> int | float | str | None:
    """Return a decimal as a JSON number, as text where no double can hold it.

    Whole numbers stay whole.
    """
    if value is None or isinstance(value, int):
        return value
    if value == value.to_integral_value() and value.adjusted() < _DOUBLE_DIGITS:
        return int(value)
    shown = float(value)
    return shown if isfinite(shown) and (shown or not value) else str(value)


def ranking_result(session: Session, ranking: Ranking) -> Json:
    """Return the result of ``rank``."""
    valuation, current = session.instance.valuation, session.instance.current
    shown, cells = valuation.shown, pair_cells(session)
    return {
        "scale": number(Decimal(10) ** valuation.exponent),
        "scale_exact": valuation.exact,
        "bound": None if ranking.bound is None else number(shown(ranking.bound)),
        "exhausted": ranking.exhausted,
        "proven": ranking.proven,
        "certificate": certificate(ranking),
        "names": names(session),
        "shortages": [_shortage(session, one) for one in ranking.shortages],
        "sharing": [
            {"value": number(shown(value)), "layouts": count, "all_listed": complete}
            for value, (count, complete) in ranking.shared.items()
        ],
        "layouts": [
            {
                "rank": one.rank,
                "value": number(shown(one.value)),
                "terms": _terms(session, one.terms),
                "gap": number(shown(one.gap)),
                "pairs": [cells[pair] for pair in sorted(one.layout)],
                "moves": _moves(current, one.layout),
            }
            for one in ranking.layouts
        ],
    }


def certificate(ranking: Ranking) -> Json | None:
    """Return what the list proves about all other layouts, if it was asked for."""
    if ranking.apart == 1 and ranking.within is None:
        return None
    return {
        "no_other_within": number(ranking.within),
        "no_other_apart": ranking.apart,
        "proven": ranking.exhausted and ranking.status is Status.OPTIMAL,
    }


def frontier_result(session: Session, found: Frontier) -> Json:
    """Return the result of ``rank --frontier``: every point with a layout."""
    shown, cells = found.instance.valuation.shown, pair_cells(session)
    return {
        "terms": list(found.terms),
        "weights": {term: number(found.weights[term]) for term in found.terms},
        "names": names(session),
        "points": [
            {
                "terms": {
                    term: number(shown(worth))
                    for term, worth in zip(found.terms, point.worth, strict=True)
                },
                "pairs": [cells[pair] for pair in sorted(point.layout)],
                "moves": _moves(session.instance.current, point.layout),
            }
            for point in found.points
        ],
    }


def exceptions_result(session: Session, steps: tuple[Step, ...]) -> Json:
    """Return the result of ``rank --exceptions``: the best layout per number of exceptions."""
    shown, cells = session.instance.valuation.shown, pair_cells(session)
    return {
        "names": names(session),
        "steps": [
            {
                "exceptions": step.budget,
                "value": number(shown(step.value)),
                "gain": number(shown(step.gain)),
                "taken": [
                    {"rule": rule, "subject": one, "slots": slots}
                    for (rule, one), slots in sorted(step.taken.items())
                ],
                "keeps_the_ones_before": step.keeps,
                "pairs": [cells[pair] for pair in sorted(step.layout)],
                "moves": _moves(session.instance.current, step.layout),
            }
            for step in steps
        ],
    }


def check_result(session: Session, check: Check) -> Json:
    """Return the result of ``check``."""
    shown = session.instance.valuation.shown
    broken: dict[str, list[Violation]] = {rule: [] for rule in JUDGES}
    for violation in check.violations:
        broken[violation.rule].append(violation)
    return {
        "allowed": check.allowed,
        "names": names(session),
        "shortages": [_shortage(session, one) for one in check.shortages],
        "verdicts": [
            {
                "rule": rule,
                "clause": clause_of(session.scenario, rule),
                "satisfied": not found,
                "violations": [_violation(one) for one in found],
            }
            for rule, found in broken.items()
        ],
        "gap": None if check.gap is None else number(shown(check.gap)),
        "unvalued": [{"park": park, "industry": industry} for park, industry in check.unvalued],
        "proposal": _standing(session, check.proposal),
        "current": _standing(session, check.current),
        "best": None if check.best is None else _standing(session, check.best),
        "to_best": _moves(check.proposal.layout, (check.best or check.proposal).layout),
        "grants": [one.model_dump(mode="json") for one in session.scenario.grants],
    }


def names(session: Session) -> Json:
    """Return the names of parks and industries in the chosen language, by id."""
    return {"parks": session.parks, "industries": session.industries}


def affinity_result(session: Session, _: object = None) -> Json:
    """Return the result of ``affinity``: every pair with its parts."""
    matrix = session.instance.affinity
    return {
        "pairs": [
            {"park": park, "industry": industry} | _affinity(matrix[park, industry])
            for park, industry in session.in_listing_order(list(matrix))
        ]
    }


def pair_result(session: Session, report: PairReport) -> Json:
    """Return the result of ``affinity --pair``: standing, parts, and what each rests on."""
    found, shown = report.trace, session.instance.valuation.shown
    parts = [
        {
            "part": part.name,
            "value": number(part.value),
            "weight": number(part.weight),
            "share": number(part.share),
            "detail": plain(part.detail),
        }
        for part in found.parts
    ]
    names = {"park_name": session.parks[found.park]}
    names["industry_name"] = session.industries[found.industry]
    pair = {"park": found.park, "industry": found.industry} | names
    standing = {
        "in_best": report.in_best,
        "flip_cost": None if report.cost is None else number(shown(report.cost)),
        "barred_by": report.bar,
        "locked": report.locked,
    }
    return pair | _affinity(found.affinity) | {"standing": standing, "trace": parts}


def plain(value: Any) -> Any:
    """Return nested dataclasses, schemas and exact numbers as JSON can hold them."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Frozen):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Fraction):
        return float(value)
    return number(value) if isinstance(value, Decimal) else value


def pair_cells(session: Session) -> dict[tuple[str, str], Json]:
    """Return one entry per pair, shared by all layouts of an answer."""
    return {
        (park, industry): {"park": park, "industry": industry, "affinity": number(cell.value)}
        for (park, industry), cell in session.instance.affinity.items()
    }


def _affinity(cell: PairAffinity) -> Json:
    return {
        "affinity": number(cell.value),
        "low": number(cell.low),
        "high": number(cell.high),
        "coverage": number(cell.coverage),
        "parts": {name: number(value) for name, value in cell.parts.items()},
    }


def _standing(session: Session, one: Standing) -> Json:
    cells = pair_cells(session)
    return {
        "value": number(session.instance.valuation.shown(one.value)),
        "terms": _terms(session, one.terms),
        "pairs": [cells[pair] for pair in sorted(one.layout)],
        "moves": _moves(session.instance.current, one.layout),
    }


def _terms(session: Session, terms: Mapping[str, int]) -> Json:
    return {name: number(session.instance.valuation.shown(worth)) for name, worth in terms.items()}


def _moves(before: Pairs, after: Pairs) -> Json:
    added, dropped = moves(before, after)
    return {
        "count": len(added) + len(dropped),
        "add": [{"park": park, "industry": industry} for park, industry in added],
        "drop": [{"park": park, "industry": industry} for park, industry in dropped],
    }


def _shortage(session: Session, shortage: Shortage) -> Json:
    found = obstacles(session.instance, shortage)
    return {
        "kind": shortage.kind,
        "needed": shortage.needed,
        "available": shortage.available,
        "parks": list(shortage.parks),
        "industries": list(shortage.industries),
        "barred": {
            "locked_out": len(found.locked_out),
            "below_threshold": len(found.below_threshold),
            "unknown": len(found.unknown),
        },
        "open": [plain(way) for way in found.open],
    }


def _violation(one: Violation) -> Json:
    return {
        "park": one.park,
        "industry": one.industry,
        "actual": number(one.actual),
        "limit": number(one.limit),
        "amount": number(one.amount),
        "reason": one.reason,
    }


RESULTS: Mapping[str, Callable[[Session, Any], Json]] = {
    "rank": ranking_result,
    "rank-frontier": frontier_result,
    "rank-exceptions": exceptions_result,
    "check": check_result,
    "affinity": affinity_result,
    "affinity-pair": pair_result,
}
