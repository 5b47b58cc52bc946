"""What a database says, as faults with a remedy. What it says of our own slips stays as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from allocator.errors import Fault, InputError, Place

_SQLITE = {
    sqlite3.SQLITE_BUSY: "store-busy",
    sqlite3.SQLITE_LOCKED: "store-busy",
    sqlite3.SQLITE_READONLY: "store-read-only",
    sqlite3.SQLITE_PERM: "store-read-only",
    sqlite3.SQLITE_CANTOPEN: "store-cannot-open",
    sqlite3.SQLITE_IOERR: "store-disk",
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_TOOBIG: "store-too-large",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_NOTADB: "store-not-a-database",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest prefix first
_POSTGRESQL = {
    "3D000": "store-no-database",
    "25006": "store-read-only",
    "42501": "store-read-only",
    "3F000": "store-read-only",  # no schema that may be written to
    "53100": "store-full",
    "54000": "store-too-large",
    "55P03": "store-busy",
    "40P01": "store-busy",
    "40001": "store-busy",
    "XX001": "store-damaged",
    "XX002": "store-damaged",
    "28": "store-refused",
    "53": "store-busy",
    "57P": "store-unreachable",
    "58": "store-disk",
    "08": "store-unreachable",
}


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Turn what the user can mend into faults.

    Raises:
        InputError: the database cannot be used, and why.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise InputError([Fault("store-busy", place)]) from error
    except DBAPIError as error:
        code = _code(error)
        if code is None:
            raise
        raise InputError([Fault(code, place)]) from error


def _code(error: DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        number = getattr(error.orig, "sqlite_errorcode", 0)
        return _SQLITE.get(number & 0xFF)  # the lower byte is the kind, the rest says more
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return _without_state(error)
    return next((code for prefix, code in _POSTGRESQL.items() if state.startswith(prefix)), None)


def _without_state(error: DBAPIError) -> str | None:
    """Return the code where a server did not get as far as a state of its own.

    What it says before a session begins comes as text alone, in its language; the lines that
    must be told apart begin with its severity, which libpq leaves as it is for FATAL.
    """
    if type(error.orig).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return None
    text = str(error.orig)
    if "FATAL" not in text:
        return "store-unreachable"
    return (
        "store-no-database" if "does not exist" in text and "database" in text else "store-refused"
    )
