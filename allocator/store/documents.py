"""Documents in versions: a scenario or a proposal, each version one row that is never changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, Select, func, insert, select

from allocator.errors import Fault, InputError
from allocator.store.database import Database
from allocator.store.saved import Entry, Missing, Saved, Stale
from allocator.store.tables import document, document_version
from allocator.store.texts import may_be_key, may_be_version, new_key, refuse_unstorable

Kind = Literal["scenario", "proposal"]
_SAID = tuple(column for name, column in document_version.c.items() if name != "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be saved, and by whom."""

    content: str
    name: str
    who: str
    why: str


class Documents:
    """All documents of one kind."""

    def __init__(self, database: Database, kind: Kind, clock: Callable[[], datetime]) -> None:
        self._database, self._kind, self._clock = database, kind, clock

    def entries(self, scenario: str | None = None) -> list[Entry]:
        """Return the newest version of each, without contents, the last saved first."""
        return [_entry(row) for row in self._rows(self._newest(scenario, whole=False))]

    def newest(self, scenario: str | None = None) -> list[Saved]:
        """Return the newest version of each, the last saved first."""
        return [self._saved(row) for row in self._rows(self._newest(scenario, whole=True))]

    def history(self, key: str) -> list[Entry]:
        """Return all versions of one, without contents, the newest first.

        Raises:
            Missing: there is none of this key.
        """
        return [_entry(row) for row in self._all(key, whole=False)]

    def versions(self, key: str) -> list[Saved]:
        """Return all versions of one, the newest first.

        Raises:
            Missing: there is none of this key.
        """
        return [self._saved(row) for row in self._all(key, whole=True)]

    def one(self, key: str, version: int | None = None) -> Saved:
        """Return one version, or the newest.

        Raises:
            Missing: there is none of this key, or not this version.
        """
        if not may_be_key(key) or not (version is None or may_be_version(version)):
            raise Missing(key, version)
        with self._database.reading() as connection:
            return self._one(connection, key, version)

    def add(self, draft: Draft, scenario: str | None = None) -> Saved:
        """Save the first version of a new one.

        Raises:
            Missing: there is no such scenario.
            InputError: a text cannot be stored, or the database cannot be used.
        """
        refuse_unstorable(_texts(draft))
        key = new_key()
        with self._database.writing() as connection:
            if scenario is not None:
                require(connection, "scenario", scenario)
            values = {"key": key, "kind": self._kind, "scenario": scenario}
            connection.execute(insert(document).values(values))
            return self._insert(connection, key, 1, draft)

    def replace(self, key: str, expected: int, draft: Draft, scenario: str | None = None) -> Saved:
        """Save the version after `expected`.

        Raises:
            Missing: there is none of this key.
            Stale: `expected` is not the newest version; nothing was written.
            InputError: a text cannot be stored, or the database cannot be used.
        """
        refuse_unstorable(_texts(draft))
        with self._database.writing() as connection:
            # whoever comes second waits here, and then sees what the first one saved
            if require(connection, self._kind, key, lock=True) != scenario:
                raise Missing(key)
            latest = self._one(connection, key, None)
            if latest.version != expected:
                raise Stale(latest)
            return self._insert(connection, key, expected + 1, draft)

    def _insert(self, connection: Connection, key: str, version: int, draft: Draft) -> Saved:
        values = _texts(draft) | {"key": key, "version": version, "saved": self._clock()}
        digest = sha256(draft.content.encode()).hexdigest()
        connection.execute(insert(document_version).values(values | {"sha256": digest}))
        return self._one(connection, key, version)

    def _one(self, connection: Connection, key: str, version: int | None) -> Saved:
        query = self._select(whole=True).where(document.c.key == key)
        if version is not None:
            query = query.where(document_version.c.version == version)
        query = query.order_by(document_version.c.version.desc()).limit(1)
        row = connection.execute(query).mappings().first()
        if row is None:
            raise Missing(key, version)
        return self._saved(row)

    def _all(self, key: str, *, whole: bool) -> list[RowMapping]:
        query = self._select(whole=whole).where(document.c.key == key)
        rows = self._rows(query.order_by(document_version.c.version.desc()), key)
        if not rows:
            raise Missing(key)
        return rows

    def _newest(self, scenario: str | None, *, whole: bool) -> Select[Any]:
        other = document_version.alias()
        last = select(func.max(other.c.version)).where(other.c.key == document.c.key)
        query = self._select(whole=whole)
        if scenario is not None:
            query = query.where(document.c.scenario == scenario)
        query = query.where(document_version.c.version == last.scalar_subquery())
        return query.order_by(document_version.c.number.desc())

    def _select(self, *, whole: bool) -> Select[Any]:
        columns = tuple(document_version.c) if whole else _SAID
        joined = document.join(document_version, document.c.key == document_version.c.key)
        query = select(*columns, document.c.scenario).select_from(joined)
        return query.where(document.c.kind == self._kind)

    def _rows(self, query: Select[Any], key: str | None = None) -> list[RowMapping]:
        if key is not None and not may_be_key(key):
            return []
        with self._database.reading() as connection:
            return list(connection.execute(query).mappings())

    def _saved(self, row: RowMapping) -> Saved:
        content = row["content"]
        if sha256(content.encode()).hexdigest() != row["sha256"]:
            raise InputError([Fault("store-damaged", self._database.place)])
        return Saved(**_facts(row), content=content)


def require(connection: Connection, kind: Kind, key: str, *, lock: bool = False) -> str | None:
    """Return the scenario that a document belongs to; `lock` it against other writers.

    Raises:
        Missing: there is no such document.
    """
    query = select(document.c.scenario).where(document.c.key == key, document.c.kind == kind)
    row = None
    if may_be_key(key):  # SQLite, whose writers hold the whole file, has no FOR UPDATE
        row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise Missing(key)
    scenario: str | None = row.scenario
    return scenario


def _texts(draft: Draft) -> dict[str, Any]:
    return {"content": draft.content, "name": draft.name, "who": draft.who, "why": draft.why}


def _entry(row: RowMapping) -> Entry:
    return Entry(**_facts(row))


def _facts(row: RowMapping) -> dict[str, Any]:
    names = ("key", "version", "name", "who", "why", "sha256", "scenario")
    return {name: row[name] for name in names} | {"when": row["saved"]}
