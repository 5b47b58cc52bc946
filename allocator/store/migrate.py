"""Bring a database to today's tables, all of it or nothing, and refuse what is not ours."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, func, insert, inspect, select

from allocator.errors import Fault, InputError, Place
from allocator.store.steps import DialectName, steps, version_table
from allocator.store.tables import metadata, schema_version

_LOCK = 0x616C6C6F63  # any number that no other program takes: "alloc"


def migrate(connection: Connection, place: Place, now: datetime) -> None:
    """Take the steps that are missing, in the transaction that `connection` is in.

    Raises:
        InputError: another program's database, one in another encoding, or one of a newer version.
    """
    dialect = cast(DialectName, connection.dialect.name)
    if dialect == "postgresql":
        _prepare_server(connection, place)
    known = steps(dialect)
    taken = _taken(connection, place)
    if taken > len(known):
        facts = {"found": str(taken), "known": str(len(known))}
        raise InputError([Fault("store-newer", place, facts)])
    if taken == 0:
        connection.exec_driver_sql(version_table(dialect))
    for number, statements in enumerate(known[taken:], taken + 1):
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.execute(insert(schema_version).values(version=number, applied=now))


def _prepare_server(connection: Connection, place: Place) -> None:
    """Let one process migrate at a time; SQLite's write lock does so by itself."""
    connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    encoding = str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())
    if encoding != "UTF8":
        raise InputError([Fault("store-encoding", place, {"encoding": encoding})])


def _taken(connection: Connection, place: Place) -> int:
    """Return how many steps this database has taken: none if it is a new one."""
    present = inspect(connection).get_table_names()
    if schema_version.name not in present:
        _refuse_foreign(connection, present, place)
        return 0
    columns = {column["name"] for column in inspect(connection).get_columns(schema_version.name)}
    if columns != set(schema_version.columns.keys()):
        raise InputError([Fault("store-not-ours", place)])
    return connection.execute(select(func.max(schema_version.c.version))).scalar() or 0


def _refuse_foreign(connection: Connection, present: Collection[str], place: Place) -> None:
    """Refuse a file with tables of others; a server's database may hold them beside ours."""
    taken = set(present) & set(metadata.tables) if connection.dialect.name != "sqlite" else present
    if taken:
        raise InputError([Fault("store-not-ours", place)])
