"""What the readers of proposals hand over: who is to have what, and where that is written."""

from dataclasses import dataclass
from typing import Any

from allocator.errors import Place
from allocator.files.names import Register


@dataclass(frozen=True, slots=True)
class Entry:
    """A park and an industry as a proposal writes them, each with its place."""

    park: Any
    park_place: Place
    industry: Any
    industry_place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """The parks and industries of the scenario that a proposal is for."""

    parks: Register
    industries: Register
