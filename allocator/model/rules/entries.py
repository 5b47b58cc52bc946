"""Which entry a violation breaks, of the rules that are lists of entries."""

from collections.abc import Iterator, Mapping

from allocator.model.rule_settings import Apart, Exclusive, Quota, Requires, Rules
from allocator.model.rules.violation import Violation

_OfTwo = Exclusive | Requires | Apart
Entry = _OfTwo | Quota
Key = tuple[object, ...]


def entries_by_key(rules: Rules) -> Mapping[Key, Entry]:
    """Return every entry by what its violations have in common; of two alike the first."""
    found: dict[Key, Entry] = {}
    for key, entry in _keyed(rules):
        found.setdefault(key, entry)
    return found


def key_of(one: Violation) -> Key | None:
    """Return the key of the entry that a violation breaks; ``None`` where its rule has none."""
    if one.rule == "quota":
        return (one.rule, one.subject)
    if one.against is None:
        return None
    km = one.limit if one.rule == "apart" else None
    return (one.rule, frozenset((one.industry, one.against[1])), one.clause, one.reason, km)


def industries_of(entry: _OfTwo) -> tuple[str, str]:
    """Return the two industries of an entry."""
    return (entry.industry, entry.needs) if isinstance(entry, Requires) else entry.industries


def _keyed(rules: Rules) -> Iterator[tuple[Key, Entry]]:
    for quota in rules.quota:
        yield ("quota", quota.id), quota
    of_two: list[_OfTwo] = [*rules.exclusive, *rules.requires, *rules.apart]
    for entry in of_two:
        reason = None if entry.reason is None else str(entry.reason)
        km = entry.km if isinstance(entry, Apart) else None
        name = type(entry).__name__.lower()
        yield (name, frozenset(industries_of(entry)), entry.clause, reason, km), entry
