"""``affinity`` as CSV: every pair with its parts, or the parts of one."""

from allocator.app.csv_forms.basics import named, written
from allocator.app.session import Session
from allocator.study.prices.pair import PairReport


def affinity_csv(session: Session, _: object = None) -> str:
    """Return one row per pair with every part, coverage and interval."""
    matrix, parts = session.instance.affinity, list(session.scenario.affinity.parts())
    head = ["park", "park_name", "industry", "industry_name", "affinity", "low", "high", "coverage"]
    rows = (
        [
            *named(session, pair),
            matrix[pair].value,
            matrix[pair].low,
            matrix[pair].high,
            matrix[pair].coverage,
            *(matrix[pair].parts.get(name) for name in parts),
        ]
        for pair in session.in_listing_order(list(matrix))
    )
    return written([*head, *parts], rows)


def pair_csv(session: Session, report: PairReport) -> str:
    """Return one row per part of a pair."""
    found = report.trace
    head = ["park", "park_name", "industry", "industry_name", "part", "value", "weight", "share"]
    names = named(session, (found.park, found.industry))
    return written(head, ([*names, p.name, p.value, p.weight, p.share] for p in found.parts))
