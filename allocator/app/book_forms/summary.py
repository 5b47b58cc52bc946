"""The first sheet of every workbook: the question, the answer in words, and the run record."""

from collections.abc import Iterator, Sequence

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import Told
from allocator.app.session import Session
from allocator.report.workbook import Cell, Column, Look, Row, Sheet, Value


def summary_sheet(session: Session, kind: str, envelope: Json, told: Told) -> Sheet:
    """Return the summary of an answer; `envelope` is its JSON."""
    rows = [
        [Cell(label, Look.LABEL), Cell(value, Look.FACT)]
        for label, value in _rows(session, envelope, told)
    ]
    name = session.scenario.name.within(session.language)
    question = session.say(f"sheets.question.{kind}")
    heads = [
        Column(session.say("sheets.column.item")),
        Column(session.say("sheets.column.content")),
    ]
    first: list[Row] = [[Cell(session.say("sheets.question.label"), Look.LABEL), question]]
    return Sheet(
        name=session.say("sheets.sheet.summary"),
        title=name,
        columns=[heads[0], Column(heads[1].head, most=110)],
        rows=[*first, *rows],
        filtered=False,
    )


def _rows(session: Session, envelope: Json, told: Told) -> Iterator[tuple[str, Value]]:
    label = _Labels(session)
    yield label("status"), session.say(f"sheets.status.{envelope['status']}")
    for key, value in told.facts:
        if value is not None:
            yield session.say(f"sheets.column.{key}"), value
    yield from label.each("answer", told.lines)
    if envelope["engine"] is not None:
        said = session.say("sheets.engine", engine=envelope["engine"], id=envelope["engine"])
        yield label("engine"), said
    yield label("scenario"), session.scenario.name.within(session.language)
    yield label("scenario_id"), envelope["scenario"]["id"]
    yield label("sha256"), envelope["scenario"]["sha256"]
    yield from label.each("notice", session.notice_lines())
    yield from _record(session, envelope["run"])
    titles = [f"{one.name} ({len(one.rows):,})" for one in told.sheets]
    yield label("sheets"), session.joined(titles)


def _record(session: Session, run: Json) -> Iterator[tuple[str, Value]]:
    """Yield what anyone needs to get the same answer again."""
    for name, value in run["settings"].items():
        yield session.say("sheets.setting", name=name), _setting(value)
    yield session.say("sheets.label.version"), f"allocator {run['allocator']}"
    libraries = {"python": run["python"], **run["libraries"]}
    said = [f"{name} {version}" for name, version in libraries.items()]
    yield session.say("sheets.label.libraries"), session.joined(said)


def _setting(value: object) -> Value:
    if value is None:
        return "—"
    if isinstance(value, int | float | str):
        return str(value).lower() if isinstance(value, bool) else value
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


class _Labels:
    """Labels of the catalogue; of several lines only the first has one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, key: str) -> str:
        return self._session.say(f"sheets.label.{key}")

    def each(self, key: str, lines: Sequence[str]) -> Iterator[tuple[str, Value]]:
        for number, line in enumerate(lines):
            yield ("" if number else self(key)), line
