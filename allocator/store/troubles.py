"""What a database says, as faults with a remedy. What it says of our own slips stays as it is."""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
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


_WHERE = ("host", "hostaddr", "port")
_SECRECY = ("ssl", "gssencmode")
"""How the options begin that say whether a connection is to be encrypted, and with what."""
_SECONDS = 5
_NO_DATABASE = re.compile(r'database "[^"]*" does not exist')


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
        code = _code(error, place)
        if code is None:
            raise
        raise InputError([Fault(code, place)]) from error


def _code(error: DBAPIError, place: Place) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        number = getattr(error.orig, "sqlite_errorcode", 0)
        code = _SQLITE.get(number & 0xFF)  # the lower byte is the kind, the rest says more
        may_only_be_read = code == "store-cannot-open" and _may_only_be_read(place.file)
        return "store-read-only" if may_only_be_read else code
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return _without_state(error)
    return next((code for prefix, code in _POSTGRESQL.items() if state.startswith(prefix)), None)


def _may_only_be_read(file: str) -> bool:
    """Return whether a file is there that could be read, on a read-only mount for one.

    SQLite cannot open it all the same: it would have to write a log beside it.
    """
    as_us = os.access in os.supports_effective_ids

    def may(path: str, mode: int) -> bool:
        return os.access(path, mode, effective_ids=as_us)

    folder = os.path.dirname(os.path.abspath(file))
    is_readable = os.path.isfile(file) and may(file, os.R_OK)
    return is_readable and not (may(file, os.W_OK) and may(folder, os.W_OK))


def _without_state(error: DBAPIError) -> str | None:
    """Return the code where a session did not begin: what is said then is text without a state.

    That text is in the language of the server, so whether the server is there is asked anew:
    first in any way, then encrypted as the address wants it.
    """
    from psycopg import OperationalError, ProgrammingError

    if isinstance(error.orig, ProgrammingError):
        return "store-address"  # an option that there is not, or a value that it cannot have
    if not isinstance(error.orig, OperationalError):
        return None
    pgconn = error.orig.pgconn
    said = [] if pgconn is None else [one for one in pgconn.info if one.val]
    options = {one.keyword.decode(): (one.val or b"").decode() for one in said}
    where = {key: value for key, value in options.items() if key in _WHERE}
    if not _answers(where):
        return "store-unreachable"
    secrecy = {key: value for key, value in options.items() if key.startswith(_SECRECY)}
    if not _answers(where | secrecy):
        return "store-encryption"
    return "store-no-database" if _NO_DATABASE.search(str(error.orig)) else "store-refused"


def _answers(options: Mapping[str, str]) -> bool:
    """Return whether a server answers at all, whatever it says, when spoken to in this way."""
    from psycopg import pq
    from psycopg.conninfo import make_conninfo

    told = make_conninfo(**options, connect_timeout=_SECONDS)
    return pq.PGconn.ping(told.encode()) == pq.Ping.OK
