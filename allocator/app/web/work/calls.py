"""What goes to a worker, and what comes back."""

from dataclasses import dataclass, field
from typing import Any

from allocator.i18n import Language


@dataclass(frozen=True, kw_only=True)
class Call:
    """A question to a worker: a task by its name, the content of a scenario, what is asked.

    `seconds` is how long it may take.
    """

    task: str
    language: Language
    content: str = ""
    sha256: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    upload: bytes = b""
    seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a worker found: JSON as text, or the bytes of a file of `media_type`.

    `status` is that of an answer in the envelope of the commands.
    """

    text: str = ""
    data: bytes = b""
    media_type: str = "application/json"
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a worker found nothing: the status and code of a problem, and its faults."""

    status: int
    code: str
    faults: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
