"""What answers hold, for the description of the routes; and answers from workers."""

import base64
import json
from typing import Any

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from allocator.app.web.problems import ProblemError
from allocator.app.web.work.calls import Refusal, Reply


class EntryTold(BaseModel):
    """One version of what is saved, without its content."""

    key: str
    version: int
    name: str
    who: str
    why: str
    when: str
    sha256: str
    scenario: str | None = None


class SavedTold(EntryTold):
    """One version with its content: of a scenario as JSON text, of a proposal as well."""

    content: str


class SavedNow(EntryTold):
    """What was just saved, and what was read in it otherwise than written."""

    notices: list[str] = []


class Named(BaseModel):
    """A park or an industry as the page draws it."""

    id: str
    name: str
    cap: int
    floor: int
    sector: str | None = None


class Best(BaseModel):
    """The best layout so far as it is known; `pairs` are none while or where there is none."""

    status: str
    value: float | str | None
    pairs: list[list[str]]
    terms: dict[str, float | str | None]


class Board(BaseModel):
    """All that the page draws a scenario with."""

    id: str
    name: str
    version: int
    names: dict[str, dict[str, str]]
    parks: list[Named]
    industries: list[Named]
    affinity: list[list[float | str | None]]
    current: list[list[str]]
    locks: list[dict[str, str | None]]
    barred: list[list[str]]
    best: Best
    clauses: dict[str, dict[str, str]]
    notices: list[str]


class ViolationTold(BaseModel):
    """A rule that a layout breaks, in words and in numbers."""

    rule: str
    clause: str | None
    text: str
    park: str | None
    industry: str | None
    amount: float | str | None


class Verdict(BaseModel):
    """What the rules say of a layout; `gap` is null until the best layout is known and proven."""

    allowed: bool
    violations: list[ViolationTold]
    value: float | str | None
    terms: dict[str, float | str | None]
    gap: float | str | None
    best: str
    moves: dict[str, Any]


class Envelope(BaseModel):
    """The answer of a command, as its ``--format json``."""

    model_config = ConfigDict(extra="allow")

    command: str
    scenario: dict[str, str]
    status: str
    engine: str | None
    result: dict[str, Any]
    run: dict[str, Any]


class RunSaved(BaseModel):
    """An answer that was saved; it is read by its key."""

    key: str
    scenario: str
    version: int
    command: str
    settings: dict[str, Any]
    status: str
    who: str
    when: str


class RunBegun(BaseModel):
    """A search that goes on: where to ask for it."""

    run: str


class RunTold(BaseModel):
    """How a run stands; `answer` once it is done, `problem` where it failed."""

    state: str
    seconds: float
    answer: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


class ProblemTold(BaseModel):
    """Problem details (RFC 9457) with the code and the faults of the commands."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    faults: list[dict[str, Any]]


def problem_of(found: Refusal) -> ProblemError:
    """Return the problem that a worker's refusal stands for."""
    return ProblemError(found.status, found.code, faults=found.faults, **found.more)


def as_response(found: Reply | Refusal) -> Response:
    """Return what a worker found as the answer of a route.

    Raises:
        ProblemError: it refused.
    """
    if isinstance(found, Refusal):
        raise problem_of(found)
    return Response(found.data or found.text.encode(), media_type=found.media_type)


def as_text(found: Reply) -> str:
    """Return what a worker found as JSON text, files in base 64."""
    if not found.data:
        return found.text
    coded = base64.b64encode(found.data).decode()
    return json.dumps({"type": found.media_type, "base64": coded})
