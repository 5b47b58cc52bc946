"""The tables as the program of today uses them; `steps` makes them, a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite knows no time zones: there it is kept without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, as the database keeps it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, aware of it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


_number = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData()

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("applied", Moment, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scenario", Text, ForeignKey("document.key")),
)

document_version = Table(
    "document_version",
    metadata,
    Column("number", _number, primary_key=True),
    Column("key", Text, ForeignKey("document.key"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("key", "version"),
)

run = Table(
    "run",
    metadata,
    Column("number", _number, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("scenario", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("command", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    ForeignKeyConstraint(
        ["scenario", "version"], ["document_version.key", "document_version.version"]
    ),
)
