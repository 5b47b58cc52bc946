"""What may be stored, and what may be asked for."""

import re
from collections.abc import Mapping
from secrets import token_urlsafe

from allocator.errors import Fault, InputError, Place

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
MOST_VERSIONS = 2**31 - 1


def new_key() -> str:
    """Return a random key that may stand in a URL; nothing of what is saved goes into it."""
    return token_urlsafe(16)


def may_be_key(key: str) -> bool:
    """Return whether there can be such a key: no database is asked for anything else."""
    return _KEY.fullmatch(key) is not None


def may_be_version(version: int) -> bool:
    """Return whether there can be such a version."""
    return 1 <= version <= MOST_VERSIONS


def refuse_unstorable(texts: Mapping[str, str]) -> None:
    """Refuse what is no text to every database: a null character, half of a surrogate pair.

    Raises:
        InputError: the texts that hold such a character, by their names.
    """
    found = [name for name, text in texts.items() if _NO_TEXT.search(text)]
    if found:
        raise InputError([Fault("store-text", Place(name)) for name in found])
