"""Statements of a scenario in words: what each asks for, its clause, its file and line."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from allocator.app.asks import asks
from allocator.app.session import Session
from allocator.app.subjects import stated_name
from allocator.model.outcome import Stated

_FEW = 3
_LOCKS = ("lock_in", "lock_out")


def stated_lines(session: Session, parts: Sequence[Stated]) -> list[str]:
    """Return the statements of a conflict, one line each; many of one kind share a line."""
    lines = []
    for _, alike in groupby(parts, key=lambda one: (one.rule, bool(one.entry))):
        group = list(alike)
        if len(group) > _FEW and group[0].entry:
            lines.append(_group_line(session, group))
        else:
            lines += [stated_sentence(session, one, parts) for one in group]
    return lines


def stated_sentence(session: Session, one: Stated, among: Sequence[Stated] = ()) -> str:
    """Return a statement with what it asks for, its clause and its place.

    `among` are the statements that it is told with: a supply names the locks that need too much.
    """
    asked = asks(session, one, among)
    key = "conflict.part" if asked else "conflict.bare"
    said = session.say(key, rule=session.rule_name(one.rule), asks=asked)
    return said + cited(session, one)


def cited(session: Session, one: Stated) -> str:
    """Return the clause of a statement, and its file and line, in brackets; nothing if neither."""
    where = place_text(session, one)
    notes = [one.clause] if one.clause else []
    notes += [where] if where else []
    return session.say("conflict.cited", notes=session.joined(notes)) if notes else ""


def place_text(session: Session, one: Stated) -> str:
    """Return file and line of a statement; that it is a default of the program where it is one."""
    if session.places is None or not one.loc:
        return ""
    if is_unwritten(session, one):
        return session.say("conflict.unwritten")
    place = session.place(one.loc)
    return "" if place is None else f"{Path(place.file).name}:{place.line}"


def is_unwritten(session: Session, one: Stated) -> bool:
    """Return whether a statement stands in no file: the program's default holds."""
    if one.loc[0] == "rules":
        return one.rule not in session.scenario.rules.model_fields_set
    return one.loc[0] not in session.scenario.model_fields_set


def _group_line(session: Session, group: Sequence[Stated]) -> str:
    """Return many statements of one rule as one line, with the files and lines they stand in."""
    listed = group
    if group[0].rule in _LOCKS:
        pairs = session.in_listing_order([(one.entry[0], one.entry[1]) for one in group])
        listed = sorted(group, key=lambda one: pairs.index((one.entry[0], one.entry[1])))
    names = session.joined([stated_name(session, one) for one in listed[:_FEW]])
    listed_names = session.say("conflict.few", names=names, count=len(group))
    said = session.say("conflict.part", rule=session.rule_name(group[0].rule), asks=listed_names)
    clauses = dict.fromkeys(one.clause for one in group if one.clause)
    notes = [*clauses, *_spans(session, group)]
    return said + (session.say("conflict.cited", notes=session.joined(notes)) if notes else "")


def _spans(session: Session, group: Iterable[Stated]) -> list[str]:
    """Return the lines of many statements file by file: locks.csv:2-27."""
    places = [place for one in group if (place := session.place(one.loc)) is not None]
    lines: dict[str, list[int]] = {}
    for place in places:
        lines.setdefault(Path(place.file).name, []).append(place.line)
    return [f"{file}:{_runs(found)}" for file, found in sorted(lines.items())]


def _runs(lines: Iterable[int]) -> str:
    """Return numbers of lines as runs: 2, 6-8."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    said = (str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return ", ".join(said)
