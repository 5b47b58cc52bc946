"""Why nothing is legal: counts, conflicts, and the smallest ways out."""

from collections import Counter
from collections.abc import Hashable, Iterator

from rich.console import RenderableType
from rich.text import Text

from allocator.app.relaxed import relaxation_sentence
from allocator.app.session import Session
from allocator.app.stated import stated_lines
from allocator.app.tables.basics import heading
from allocator.app.tables.shortage import shortage_lines
from allocator.model.outcome import Conflict
from allocator.study.conflicts.explain import Explanation
from allocator.study.conflicts.kinds import kind_of
from allocator.study.conflicts.relaxations import Relaxation

_CONFLICTS_SHOWN = 3
_ALIKE_SHOWN = 2


def conflicts_parts(session: Session, found: Explanation) -> list[RenderableType]:
    """Return what ``explain --conflicts`` shows."""
    parts: list[RenderableType] = [heading(session, "explain")]
    if found.legal:
        return [*parts, Text(session.say("explain.legal"), style="bold green")]
    if not found.decided:
        return [*parts, Text(session.say("explain.undecided"), style="bold")]
    return [*parts, *conflict_texts(session, found)]


def conflict_texts(session: Session, found: Explanation) -> list[Text]:
    """Return the counts, the conflicts and the ways out, in this order."""
    lines = shortage_lines(session, found.shortages)
    shown = few_conflicts(found)
    for number, conflict in enumerate(shown, 1):
        alike = found.kinds_of_conflicts[kind_of(conflict.parts)]
        lines += _conflict(session, number, conflict, alike)
    lines.append(Text(how_many(session, found, len(shown)), style="dim"))
    if found.relaxations:
        lines += _ways_out(session, found)
    return lines


def few_conflicts(found: Explanation) -> list[Conflict]:
    """Return the first conflict of each kind, a few of them."""
    kinds = {kind_of(one.parts): one for one in reversed(found.conflicts)}
    return [one for one in found.conflicts if one is kinds[kind_of(one.parts)]][:_CONFLICTS_SHOWN]


def _conflict(session: Session, number: int, conflict: Conflict, alike: int) -> list[Text]:
    key = "explain.conflict_alone" if len(conflict.parts) == 1 else "explain.conflict"
    key = key if conflict.minimal else "explain.conflict_open"
    head = Text(session.say(key, number=number, count=len(conflict.parts)), style="bold")
    lines = [head, *(Text(f"· {line}") for line in stated_lines(session, conflict.parts))]
    if alike > 1:
        lines.append(Text(session.say("explain.alike", count=alike), style="dim"))
    return [Text(""), *lines]


def how_many(session: Session, found: Explanation, shown: int) -> str:
    """Return how many conflicts there are, and whether these are all."""
    key = "all" if found.complete else "at_least"
    said = session.say(f"explain.{key}", count=found.conflicts_known)
    return said + (session.say("explain.shown") if shown < found.conflicts_known else "")


def _ways_out(session: Session, found: Explanation) -> list[Text]:
    lines = [Text(""), Text(session.say("explain.ways_out"), style="bold")]
    told: Counter[Hashable] = Counter()
    for number, way in enumerate(few_ways(found), 1):
        kind = kind_of(way.stated)
        told[kind] += 1
        said = f"{number}. {relaxation_sentence(session, way)}"
        alike = found.kinds_of_relaxations[kind]
        if told[kind] == min(alike, _ALIKE_SHOWN) < alike:
            said += session.say("explain.ways_alike", count=alike)
        lines.append(Text(said))
    key = "ways_all" if found.complete else "ways_at_least"
    more = "" if sum(told.values()) == found.relaxations_known else session.say("explain.more")
    said = session.say(f"explain.{key}", count=found.relaxations_known) + more
    return [*lines, Text(said, style="dim")]


def few_ways(found: Explanation) -> Iterator[Relaxation]:
    """Yield the ways out, of each kind a few."""
    seen: Counter[Hashable] = Counter()
    for way in found.relaxations:
        seen[kind_of(way.stated)] += 1
        if seen[kind_of(way.stated)] <= _ALIKE_SHOWN:
            yield way
