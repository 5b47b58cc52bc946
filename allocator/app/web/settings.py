"""How a server is run."""

from dataclasses import dataclass

from allocator.i18n import Language

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where a server listens, who uses it, and what it allows.

    `patience` is how many seconds a search may take before its answer is to be fetched as a run;
    `longest` how many seconds a search may take at all; `waiting` how many searches may wait.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    who: str = ""
    token: str | None = None
    language: Language = "zh"
    scenario: str | None = None
    """The key of the scenario that the page opens first."""
    workers: int = 2
    waiting: int = 64
    patience: float = 1.0
    longest: float = 120.0
    largest_body: int = 10 * MEGABYTE
    """In bytes, of uploads as of all else that is sent."""
