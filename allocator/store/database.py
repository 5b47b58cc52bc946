"""A database behind two kinds of transactions: those that read, and those that write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED, OperationalError
from sqlite3 import Connection as SqliteConnection
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from allocator.errors import Fault, InputError, Place
from allocator.store.address import address, place_of
from allocator.store.migrate import migrate
from allocator.store.troubles import told

_PAUSE = 0.05  # seconds until it is asked again
_HELD = (SQLITE_BUSY, SQLITE_LOCKED)
_PATIENCE = 10  # seconds to wait for another writer
_POOL = {"pool_size": 10, "max_overflow": 30, "pool_timeout": _PATIENCE}


class Database:
    """An engine whose troubles are told as faults of `place`."""

    def __init__(self, text: str, now: datetime) -> None:
        url = address(text)
        self.place = place_of(url)
        self.engine = _engine(url, self.place)
        try:
            with self.writing() as connection:
                migrate(connection, self.place, now)
            if self.engine.dialect.name == "sqlite":
                self._keep_a_log()
        except InputError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction.

        Raises:
            InputError: the database cannot be used.
        """
        with told(self.place), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction: all of it is kept, or nothing if the block is left early.

        Raises:
            InputError: the database cannot be used.
        """
        with told(self.place), self.engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _keep_a_log(self) -> None:
        """Let SQLite write ahead, so that readers never wait for a writer.

        The file remembers it. Set only once the file is known to be ours, and outside any
        transaction, which SQLite asks for. It does not wait for others who set it just now, so
        it is asked again.
        """
        until = monotonic() + _PATIENCE
        with told(self.place), self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            while isinstance(raw, SqliteConnection) and not _writes_ahead(raw):
                if monotonic() > until:
                    raise InputError([Fault("store-busy", self.place)])
                sleep(_PAUSE)


def _writes_ahead(raw: SqliteConnection) -> bool:
    """Have SQLite write ahead; return false where others hold the file."""
    try:
        raw.execute("PRAGMA journal_mode = WAL").fetchall()
    except OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _HELD:
            raise
        return False
    return True


def _engine(url: URL, place: Place) -> Engine:
    if url.drivername.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": _PATIENCE}, **_POOL)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine
    arguments = {
        "connect_timeout": _PATIENCE,
        "client_encoding": "utf8",
        "options": f"-c lock_timeout={_PATIENCE}s",
        **{name: value for name, value in url.query.items() if name == "connect_timeout"},
    }
    try:
        return create_engine(url, connect_args=arguments, pool_pre_ping=True, **_POOL)
    except ModuleNotFoundError as error:
        raise InputError([Fault("store-no-driver", place)]) from error


def _set_up(raw: SqliteConnection, _record: Any) -> None:
    """Begin transactions ourselves, hold to foreign keys, and lose nothing at a power cut."""
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """Take the write lock at once where writing: a reader that turns writer would be refused."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
