"""What the store gives back, and its two ways to say no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allocator.errors import AllocatorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One version, without its content; `scenario` is the scenario that a proposal belongs to."""

    key: str
    version: int
    name: str
    who: str
    why: str
    when: datetime
    sha256: str
    scenario: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Entry):
    """One version of a scenario or a proposal; `when` is in UTC, `sha256` that of the content."""

    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command on one version of a scenario, and what it answered."""

    key: str
    scenario: str
    version: int
    command: str
    settings: Mapping[str, Any]
    answer: str
    status: str
    who: str
    when: datetime


class Stale(AllocatorError):
    """Somebody saved in between, so nothing was written; `latest` is what is newest now."""

    def __init__(self, latest: Saved) -> None:
        self.latest = latest
        super().__init__(f"{latest.key}: version {latest.version} is the newest")


class Missing(AllocatorError):
    """There is nothing of this key, or not this version of it."""

    def __init__(self, key: str, version: int | None = None) -> None:
        self.key, self.version = key, version
        super().__init__(repr(key) if version is None else f"{key!r}, version {version}")
