"""Runs: what was asked of which version of a scenario, by whom, and the answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from allocator.store.database import Database
from allocator.store.documents import require
from allocator.store.saved import Missing, Run
from allocator.store.tables import document_version, run
from allocator.store.texts import may_be_key, may_be_version, new_key, refuse_unstorable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A run that ended, to be saved."""

    command: str
    settings: Mapping[str, Any]
    answer: str
    status: str
    who: str


class Runs:
    """All runs."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def add(self, scenario: str, version: int, finished: Finished) -> Run:
        """Save a run on one version of a scenario.

        Raises:
            Missing: there is no such scenario, or not this version.
            InputError: a text cannot be stored, or the database cannot be used.
        """
        values = _texts(finished)
        refuse_unstorable(values)
        if not may_be_version(version):
            raise Missing(scenario, version)
        at: dict[str, Any] = {
            "key": new_key(),
            "scenario": scenario,
            "version": version,
            "saved": self._clock(),
        }
        with self._database.writing() as connection:
            require(connection, "scenario", scenario)
            c = document_version.c
            there = select(c.version).where(c.key == scenario, c.version == version)
            if connection.execute(there).first() is None:
                raise Missing(scenario, version)
            connection.execute(insert(run).values(values | at))
            return _read(connection, at["key"])

    def all(self, scenario: str, limit: int | None = None) -> list[Run]:
        """Return the runs on a scenario, the last saved first, at most `limit` of them.

        Raises:
            Missing: there is no such scenario.
        """
        with self._database.reading() as connection:
            require(connection, "scenario", scenario)
            query = select(run).where(run.c.scenario == scenario).order_by(run.c.number.desc())
            rows = connection.execute(query.limit(limit)).mappings()
            return [_run(row) for row in rows]

    def one(self, key: str) -> Run:
        """Return one run.

        Raises:
            Missing: there is no such run.
        """
        if not may_be_key(key):
            raise Missing(key)
        with self._database.reading() as connection:
            return _read(connection, key)


def _read(connection: Connection, key: str) -> Run:
    row = connection.execute(select(run).where(run.c.key == key)).mappings().first()
    if row is None:
        raise Missing(key)
    return _run(row)


def _texts(finished: Finished) -> dict[str, Any]:
    settings = json.dumps(finished.settings, ensure_ascii=True, sort_keys=True, allow_nan=False)
    return {
        "command": finished.command,
        "settings": settings,
        "answer": finished.answer,
        "status": finished.status,
        "who": finished.who,
    }


def _run(row: RowMapping) -> Run:
    names = ("key", "scenario", "version", "command", "answer", "status", "who")
    said = {name: row[name] for name in names}
    return Run(**said, settings=json.loads(row["settings"]), when=row["saved"])
