"""Where parks lie: coordinates, distances, and rules and terms that need them."""

from itertools import combinations

from allocator.files.checks_rules import sound_entries
from allocator.files.draft import Draft
from allocator.files.names import named
from allocator.files.prune import Remains
from allocator.model.fields import parse_number
from allocator.model.instance import Instance
from allocator.model.rule_settings import Apart

_LIMITS = {"lon": 180, "lat": 90}


def check_parks(draft: Draft, remains: Remains) -> None:
    """Report coordinates that are none, and distances that are needed but not known."""
    _check_coordinates(draft)
    for number, row in draft.rows("distances"):
        is_told = draft.is_blamed("distances", number, "other")
        if row.get("park") and row.get("park") == row.get("other") and not is_told:
            draft.fault("distance-to-itself", "distances", number, "other", park=row["park"])
    _check_linkage(draft, remains)
    if not (remains.is_doubtful("parks") or remains.is_doubtful("distances")):
        _check_distances(draft, remains)


def _check_coordinates(draft: Draft) -> None:
    for number, row in draft.rows("parks"):
        for field, limit in _LIMITS.items():
            if row.get(field) and not draft.is_blamed("parks", number, field):
                value = parse_number(row[field])
                if abs(value) > limit:
                    facts = {"key": field, "value": value, "limit": limit}
                    draft.blame("coordinate-out-of-range", "parks", number, field, **facts)


def _check_linkage(draft: Draft, remains: Remains) -> None:
    scenario = remains.scenario
    is_weighed = scenario.objective.get("linkage") and not remains.is_doubtful("objective")
    if is_weighed and scenario.near_km is None and not remains.is_doubtful("near_km"):
        draft.fault("missing-near-km", "objective", "linkage")


def _check_distances(draft: Draft, remains: Remains) -> None:
    """Tell of unknown distances once: rules need them all, for linkage they are not near."""
    apart = next((number for number, _ in sound_entries(draft, "apart", Apart)), None)
    is_near_weighed = remains.scenario.objective.get("linkage") and remains.scenario.near_km
    if apart is None and not is_near_weighed:
        return
    instance = Instance(remains.scenario, {})
    unknown = [two for two in combinations(instance.parks, 2) if instance.km(*two) is None]
    if unknown:
        parks = {row.id: row for row in remains.scenario.parks}
        one, other = (parks[park] for park in unknown[0])
        facts = named("park", one) | named("other", other) | {"count": str(len(unknown))}
        if apart is not None:
            draft.fault("distance-unknown", "rules", "apart", apart, **facts)
        else:
            draft.notice("linkage-distance-unknown", "objective", "linkage", **facts)
