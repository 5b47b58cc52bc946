"""``phase`` as JSON: the years with their moves, or the stages of a nested plan."""

from allocator.app.answers.basics import (
    Json,
    moved,
    names,
    number,
    pair_cells,
)
from allocator.app.answers.ranking import causes_entry
from allocator.app.answers.violation import violation_entry
from allocator.app.session import Session
from allocator.model.layout import Pairs
from allocator.study.path.nested import NestedPlan
from allocator.study.path.phase import Phase, PlannedMove, Year


def phase_result(session: Session, found: Phase) -> Json:
    """Return the result of ``phase``: the path, or why there is none."""
    shown, current = session.instance.valuation.shown, session.instance.current
    return {
        "names": names(session),
        "total": number(shown(found.total)) if found.years else None,
        "proven": found.proven,
        "moves": found.moves,
        "target": _layout(session, found.target),
        "target_is_best": found.target == found.best,
        "best": _layout(session, found.best),
        "best_moves": None if found.best is None else moved(current, found.best)["count"],
        "legal_from": [
            {"year": year, "total": None if total is None else number(shown(total))}
            for year, total in found.legal_from.items()
        ],
        "least_years": found.least_years,
        "nearest_legal_moves": found.nearest,
        "enough_moves": found.enough,
        "new_violations": [violation_entry(session, one) for one in found.new],
        **causes_entry(session, found.causes),
        "years": [_year(session, year) for year in found.years],
    }


def nested_result(session: Session, found: NestedPlan) -> Json:
    """Return the result of ``phase --nested``: one layout per cap, and the price of nesting."""
    shown = session.instance.valuation.shown
    return {
        "names": names(session),
        "proven": found.proven,
        "skipped_caps": list(found.skipped),
        **causes_entry(session, found.causes),
        "stages": [
            {
                "cap": stage.cap,
                "value": number(shown(stage.value)),
                "best": number(shown(stage.best)),
                "price": number(shown(stage.price)),
                "pairs": _pairs(session, stage.layout),
            }
            for stage in found.stages
        ],
    }


def _year(session: Session, year: Year) -> Json:
    return {
        "year": year.number,
        "value": number(session.instance.valuation.shown(year.value)),
        "moves": [_move(session, move) for move in year.moves],
        "violations": [violation_entry(session, one) for one in year.violations],
        "pairs": _pairs(session, year.layout),
    }


def _move(session: Session, move: PlannedMove) -> Json:
    return {
        "park": move.pair[0],
        "industry": move.pair[1],
        "change": "add" if move.added else "drop",
        "gain": number(session.instance.valuation.shown(move.gain)),
        "relieves": [violation_entry(session, one) for one in move.relieves],
        "avoids": [violation_entry(session, one) for one in move.avoids],
    }


def _layout(session: Session, layout: Pairs | None) -> Json | None:
    if layout is None:
        return None
    value = session.instance.valuation.value(layout)
    shown = session.instance.valuation.shown(value)
    return {"value": number(shown), "pairs": _pairs(session, layout)}


def _pairs(session: Session, layout: Pairs) -> list[Json]:
    cells = pair_cells(session)
    return [cells[pair] for pair in sorted(layout)]
