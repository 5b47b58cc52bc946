"""Where a store is: a file, or the address of a server."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from allocator.errors import Fault, InputError, Place

_SERVERS = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}


def address(text: str) -> URL:
    """Return the address that a user wrote; what is no URL is a file's name.

    Raises:
        InputError: it names no file, or a kind of database that the store does not know.
    """
    url = _parsed(text) if "://" in text else URL.create("sqlite", database=text)
    if url.drivername in _SERVERS:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in _SQLITE or url.host or url.query or _nowhere(url.database):
        raise InputError([Fault("store-address", place_of(url))])
    return url


def place_of(url: URL) -> Place:
    """Return the address as it may be shown: a file, or a server without passwords."""
    if url.drivername in _SQLITE and url.database:
        return Place(url.database)
    return Place(url.set(query={}).render_as_string(hide_password=True))


def _parsed(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        # not the text: what cannot be read may hold a password
        place = Place(f"{text.partition('://')[0]}://")
        raise InputError([Fault("store-address", place)]) from error


def _nowhere(database: str | None) -> bool:
    """Return whether nothing would be kept, or the name means another thing to SQLite."""
    return not database or database.startswith((":memory:", "file:")) or "\0" in database
