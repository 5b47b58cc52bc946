"""``affinity`` as JSON: every pair, or all about one."""

from allocator.app.answers.basics import Json, number, plain
from allocator.app.session import Session
from allocator.model.affinity import PairAffinity
from allocator.study.prices.pair import PairReport


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
        "among_levels_only": bool(session.scenario.ordered),
        "flip_cost": None if report.cost is None else number(shown(report.cost)),
        "barred_by": report.bar,
        "locked": report.locked,
    }
    by_hand = {
        "computed": number(found.computed.value),
        "adjustments": [plain(row) for row in found.adjustments],
    }
    return pair | _affinity(found.affinity) | by_hand | {"standing": standing, "trace": parts}


def _affinity(cell: PairAffinity) -> Json:
    return {
        "affinity": number(cell.value),
        "low": number(cell.low),
        "high": number(cell.high),
        "coverage": number(cell.coverage),
        "parts": {name: number(value) for name, value in cell.parts.items()},
    }
