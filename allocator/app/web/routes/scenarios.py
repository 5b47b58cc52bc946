"""Saved scenarios: list, read, save; nothing saved is changed in place."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from allocator.app.web.bodies import ChangedAsked, ScenarioSent
from allocator.app.web.desk import Desk
from allocator.app.web.problems import Json, ProblemError
from allocator.app.web.replies import EntryTold, Envelope, RunSaved, SavedNow, SavedTold
from allocator.app.web.requests import invalid
from allocator.app.web.routes.common import (
    PROBLEMS,
    STALE,
    AtDesk,
    Spoken,
    entry,
    reply_of,
    stale,
    started_from,
    tagged,
    whole,
)
from allocator.app.web.work.calls import Call
from allocator.i18n import Language
from allocator.store import Stale

router = APIRouter(prefix="/api/scenarios", tags=["scenarios"], responses=PROBLEMS)
_LISTED = 50
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ScenarioSent.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "why": {"type": "string"},
                        "name": {"type": "string"},
                    },
                    "required": ["file"],
                }
            },
        },
    }
}


@router.get("")
def scenarios(desk: AtDesk) -> list[EntryTold]:
    """List the newest version of every scenario."""
    return [EntryTold(**entry(one)) for one in desk.store.scenario_entries()]


@router.post("", status_code=201, response_model=SavedNow, openapi_extra=_SENT)
async def add(request: Request, desk: AtDesk, language: Spoken) -> JSONResponse:
    """Save a new scenario: JSON, YAML as text, or an Excel workbook."""
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        call, sent = await _uploaded(request, desk, language)
    else:
        sent = await _sent(request)
        call = _reading(sent, desk, language)
    read = json.loads((await reply_of(desk, call)).text)
    name = sent.name or read["name"]
    saved = await desk.saving(
        desk.store.save_scenario, read["content"], name, desk.settings.who, sent.why
    )
    return tagged({**entry(saved), "notices": read["notices"]}, saved.version, 201)


@router.get("/{key}", response_model=SavedTold)
def scenario(key: str, desk: AtDesk, version: Version = None) -> JSONResponse:
    """Read one version of a scenario, or its newest; the ETag is the version."""
    return whole(desk.saved(key, version))


@router.put("/{key}", response_model=SavedNow, responses=STALE)
async def replace(
    key: str, sent: ScenarioSent, request: Request, desk: AtDesk, language: Spoken
) -> JSONResponse:
    """Save the next version of a scenario; If-Match names the version that the writer read."""
    expected = started_from(request)
    await run_in_threadpool(desk.store.scenario, key)
    read = json.loads((await reply_of(desk, _reading(sent, desk, language))).text)
    name = sent.name or read["name"]
    try:
        saved = await desk.saving(
            desk.store.save_scenario,
            read["content"],
            name,
            desk.settings.who,
            sent.why,
            key,
            expected,
        )
    except Stale as error:
        raise stale(error.latest) from None
    return tagged({**entry(saved), "notices": read["notices"]}, saved.version)


@router.post("/{key}/changed", status_code=201, response_model=SavedNow)
async def changed(key: str, asked: ChangedAsked, desk: AtDesk, language: Spoken) -> JSONResponse:
    """Save a variant as a scenario of its own; changes are as in files of variants."""
    base = await run_in_threadpool(desk.saved, key, asked.version)
    call = desk.call("change", base, asked.lang or language, _variant(asked))
    read = json.loads((await reply_of(desk, call)).text)
    saved = await desk.saving(
        desk.store.save_scenario, read["content"], asked.name, desk.settings.who, asked.why
    )
    return tagged({**entry(saved), "notices": read["notices"]}, saved.version, 201)


@router.get("/{key}/versions")
def versions(key: str, desk: AtDesk) -> list[EntryTold]:
    """List all versions of a scenario, the newest first."""
    return [EntryTold(**entry(one)) for one in desk.store.history(key)]


@router.get("/{key}/runs")
def runs(key: str, desk: AtDesk) -> list[RunSaved]:
    """List the last answers to searches on a scenario, the newest first."""
    found = desk.store.runs(key, _LISTED)
    return [
        RunSaved(
            **{name: getattr(one, name) for name in RunSaved.model_fields if name != "when"},
            when=one.when.isoformat(),
        )
        for one in found
    ]


@router.get("/{key}/runs/{run}", response_model=Envelope)
def run(key: str, run: str, desk: AtDesk) -> Response:
    """Read the answer that was saved."""
    found = desk.store.run(run)
    if found.scenario != key:
        raise ProblemError(404, "not-found")
    return Response(found.answer, media_type="application/json")


async def _sent(request: Request) -> ScenarioSent:
    try:
        return ScenarioSent.model_validate_json(await request.body())
    except ValidationError as error:
        raise invalid(error.errors(), "body") from None


def _variant(asked: ChangedAsked) -> Json:
    """Return what a worker is asked: one variant."""
    stated = {"id": None, "question": None, "name": asked.name, "changes": asked.changes}
    return {"variants": [stated]}


def _reading(sent: ScenarioSent, desk: Desk, language: Language) -> Call:
    """Return the question whether what was sent is a scenario."""
    content: Any = sent.text if sent.content is None else sent.content
    if content is None or (sent.content is not None and sent.text is not None):
        raise ProblemError(422, "content-or-text")
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return Call(
        task="read", language=sent.lang or language, content=text, seconds=desk.settings.longest
    )


async def _uploaded(request: Request, desk: Desk, language: Language) -> tuple[Call, ScenarioSent]:
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
    return Call(task="read-book", language=language, upload=data, seconds=seconds), sent
