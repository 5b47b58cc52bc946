"""Affinities set by hand: two numbers for one pair, and numbers that are no affinity."""

from allocator.files.draft import Draft
from allocator.files.prune import Remains
from allocator.model.fields import parse_number

Scope = tuple[str | None, str | None]


def check_adjustments(draft: Draft, remains: Remains) -> None:
    """Report pairs that are set twice, and numbers beyond 1 beside blended affinities."""
    if remains.is_doubtful("adjustments"):
        return
    rows = [(number, row) for number, row in draft.rows("adjustments") if row.get("set")]
    first: dict[Scope, int] = {}
    for number, row in rows:
        scope = (row.get("park"), row.get("industry"))
        earlier = [one for known, one in first.items() if _overlap(scope, known)]
        if earlier:
            line = draft.places.of("adjustments", earlier[0]).line
            draft.fault("affinity-set-twice", "adjustments", number, "set", first=line)
        first.setdefault(scope, number)
    if [*remains.scenario.affinity.parts()] == ["given"] or remains.is_doubtful("affinity"):
        return
    for number, row in rows:
        value = parse_number(row["set"])
        if not 0 <= value <= 1:
            draft.fault("adjustment-outside-share", "adjustments", number, "set", value=value)


def _overlap(one: Scope, other: Scope) -> bool:
    """Return whether two groups of pairs have a pair in common; ``None`` stands for all."""
    return all(None in ends or ends[0] == ends[1] for ends in zip(one, other, strict=True))
