"""The first sheet of every workbook, the answer in words; and the last one, the run record."""

from collections.abc import Iterator, Sequence

from allocator.app.answers.basics import Json
from allocator.app.book_forms.basics import Told
from allocator.app.session import Session
from allocator.report.workbook import Cell, Column, Look, Row, Sheet, Value


def summary_sheet(session: Session, kind: str, envelope: Json, told: Told) -> Sheet:
    """Return the summary of an answer; `envelope` is its JSON."""
    question = session.say(f"sheets.question.{kind}")
    rows = [(session.say("sheets.question.label"), question), *_rows(session, envelope, told)]
    return _facts(session, "summary", session.scenario.name.within(session.language), rows)


def record_sheet(session: Session, envelope: Json) -> Sheet:
    """Return what anyone needs to get the same answer again."""
    title = session.say("sheets.sheet.record")
    return _facts(session, "record", title, list(_record(session, envelope)))


def _facts(session: Session, key: str, title: str, facts: Sequence[tuple[str, Value]]) -> Sheet:
    heads = [session.say(f"sheets.column.{one}") for one in ("item", "content")]
    rows: list[Row] = [[Cell(label, Look.LABEL), Cell(value, Look.FACT)] for label, value in facts]
    return Sheet(
        name=session.say(f"sheets.sheet.{key}"),
        title=title,
        columns=[Column(heads[0]), Column(heads[1], most=110)],
        rows=rows,
        filtered=False,
    )


def _rows(session: Session, envelope: Json, told: Told) -> Iterator[tuple[str, Value]]:
    label = _Labels(session)
    yield label("status"), session.say(f"sheets.status.{envelope['status']}")
    for key, value in told.facts:
        if value is not None:
            yield session.say(f"sheets.column.{key}"), value
    yield from label.each("answer", told.lines)
    yield from label.each("notice", session.notice_lines())
    titles = [f"{one.name} ({len(one.rows):,})" for one in told.sheets]
    yield label("sheets"), session.joined(titles)


def _record(session: Session, envelope: Json) -> Iterator[tuple[str, Value]]:
    label, run = _Labels(session), envelope["run"]
    yield label("scenario"), session.scenario.name.within(session.language)
    yield label("scenario_id"), envelope["scenario"]["id"]
    yield label("sha256"), envelope["scenario"]["sha256"]
    if envelope["engine"] is not None:
        said = session.say("sheets.engine", engine=envelope["engine"], id=envelope["engine"])
        yield label("engine"), said
    for name, value in run["settings"].items():
        yield session.say("sheets.setting", name=name), _setting(value)
    yield label("version"), f"allocator {run['allocator']}"
    libraries = {"python": run["python"], **run["libraries"]}
    used = [f"{name} {version}" for name, version in libraries.items()]
    yield label("libraries"), session.joined(used)


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
