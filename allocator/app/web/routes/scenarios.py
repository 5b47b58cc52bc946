"""Saved scenarios: list, read, save; nothing saved is changed in place."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from allocator.app.web.bodies import ChangedAsked
from allocator.app.web.problems import Json, ProblemError
from allocator.app.web.replies import EntryTold, Envelope, RunSaved, SavedNow, SavedTold
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
from allocator.app.web.routes.sending import SCENARIO_SENT, received
from allocator.store import Stale

router = APIRouter(prefix="/api/scenarios", tags=["scenarios"], responses=PROBLEMS)
_LISTED = 50
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@router.get("")
def scenarios(desk: AtDesk) -> list[EntryTold]:
    """List the newest version of every scenario."""
    return [EntryTold(**entry(one)) for one in desk.store.scenario_entries()]


@router.post("", status_code=201, response_model=SavedNow, openapi_extra=SCENARIO_SENT)
async def add(request: Request, desk: AtDesk, language: Spoken) -> JSONResponse:
    """Save a new scenario: JSON, YAML as text, or an Excel workbook."""
    call, sent = await received(request, desk, language)
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


@router.put("/{key}", response_model=SavedNow, responses=STALE, openapi_extra=SCENARIO_SENT)
async def replace(key: str, request: Request, desk: AtDesk, language: Spoken) -> JSONResponse:
    """Save the next version of a scenario; If-Match names the version that the writer read."""
    expected = started_from(request)
    await run_in_threadpool(desk.store.scenario, key)
    call, sent = await received(request, desk, language)
    read = json.loads((await reply_of(desk, call)).text)
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


def _variant(asked: ChangedAsked) -> Json:
    """Return what a worker is asked: one variant."""
    stated = {"id": None, "question": None, "name": asked.name, "changes": asked.changes}
    return {"variants": [stated]}
