"""Scenarios that are sent: as JSON, as YAML in it, or as a workbook."""

import json
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from allocator.app.web.bodies import ScenarioSent
from allocator.app.web.desk import Desk
from allocator.app.web.problems import ProblemError
from allocator.app.web.requests import invalid
from allocator.app.web.work.calls import Call
from allocator.i18n import Language

_WORKBOOK = {
    "schema": {
        "type": "object",
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "why": {"type": "string"},
            "name": {"type": "string"},
        },
        "required": ["file"],
    }
}
WORKBOOK_SENT = {"requestBody": {"required": True, "content": {"multipart/form-data": _WORKBOOK}}}
SCENARIO_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ScenarioSent.model_json_schema()},
            "multipart/form-data": _WORKBOOK,
        },
    }
}


async def received(request: Request, desk: Desk, language: Language) -> tuple[Call, ScenarioSent]:
    """Return the question what scenario it is that was sent, and what was said of it."""
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        return await uploaded(request, "read-book", desk, language)
    sent = await _sent(request)
    return _reading(sent, desk, language), sent


async def _sent(request: Request) -> ScenarioSent:
    try:
        return await run_in_threadpool(ScenarioSent.model_validate_json, await request.body())
    except ValidationError as error:
        raise invalid(error.errors(), "body") from None


def _reading(sent: ScenarioSent, desk: Desk, language: Language) -> Call:
    """Return the question whether what was sent is a scenario."""
    content: Any = sent.text if sent.content is None else sent.content
    if content is None or (sent.content is not None and sent.text is not None):
        raise ProblemError(422, "content-or-text")
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return Call(
        task="read", language=sent.lang or language, content=text, seconds=desk.settings.longest
    )


async def uploaded(
    request: Request, task: str, desk: Desk, language: Language
) -> tuple[Call, ScenarioSent]:
    """Return a question about the workbook that was sent."""
    async with request.form(max_files=1, max_fields=8) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ProblemError(422, "no-file")
        said = {name: form.get(name) for name in ("name", "why") if form.get(name)}
        try:
            sent = ScenarioSent.model_validate(said)
        except ValidationError as error:
            raise invalid(error.errors(), "body") from None
        data = await file.read()
    seconds = desk.settings.longest
    return Call(task=task, language=language, upload=data, seconds=seconds), sent
