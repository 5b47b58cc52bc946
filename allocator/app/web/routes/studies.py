"""The questions of the commands, on saved scenarios."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from allocator.app.web import bodies, judging
from allocator.app.web.desk import Desk, told
from allocator.app.web.replies import Board, Envelope, RunBegun, Verdict
from allocator.app.web.routes.common import PROBLEMS, AtDesk, Spoken, answered, settled
from allocator.app.web.routes.scenarios import Version
from allocator.i18n import Language

_LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": RunBegun, "description": "It takes longer: ask for the run"}
}
_KEPT = ("check", "rank", "explain", "whatif")
"""The questions whose answers are saved as runs."""
router = APIRouter(prefix="/api/scenarios/{key}", tags=["studies"], responses=PROBLEMS)


@router.get("/board", response_model=Board)
async def board(key: str, desk: AtDesk, language: Spoken, version: Version = None) -> JSONResponse:
    """Return all that the page draws a scenario with."""
    saved = await run_in_threadpool(desk.saved, key, version)
    session = await run_in_threadpool(desk.session, saved, language)
    job = desk.best(saved)
    if job is not None:
        await settled(job, desk.settings.patience)
    drawn = await run_in_threadpool(judging.board, session, saved.version, told(job))
    return JSONResponse(drawn)


@router.post("/verdict", response_model=Verdict)
def verdict(key: str, asked: bodies.VerdictAsked, desk: AtDesk, spoken: Spoken) -> JSONResponse:
    """Tell what the rules say of a layout, at once: no search."""
    saved = desk.saved(key, asked.version)
    session = desk.session(saved, asked.lang or spoken)
    layout = judging.layout_of(session, asked.pairs)
    return JSONResponse(judging.verdict(session, layout, told(desk.best(saved))))


@router.post("/check", response_model=Envelope, responses=_LATER)
async def check(key: str, asked: bodies.CheckAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return the answer of the command `check`."""
    return await ask(desk, "check", key, asked, spoken)


@router.post("/rank", response_model=Envelope, responses=_LATER)
async def rank(key: str, asked: bodies.RankAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return the answer of the command `rank`."""
    return await ask(desk, "rank", key, asked, spoken)


@router.post("/explain/pair", response_model=Envelope, responses=_LATER)
async def explain_pair(key: str, asked: bodies.PairAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return the answer of `explain --pair`."""
    return await ask(desk, "explain", key, asked, spoken, {"pair": [asked.park, asked.industry]})


@router.post("/explain/prices", response_model=Envelope, responses=_LATER)
async def explain_prices(key: str, asked: bodies.Asked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return the answer of `explain --prices`."""
    return await ask(desk, "explain", key, asked, spoken, {"prices": True})


@router.post("/explain/conflicts", response_model=Envelope, responses=_LATER)
async def explain_conflicts(
    key: str, asked: bodies.Asked, desk: AtDesk, spoken: Spoken
) -> Response:
    """Return the answer of `explain --conflicts`."""
    return await ask(desk, "explain", key, asked, spoken, {"conflicts": True})


@router.post("/whatif", response_model=Envelope, responses=_LATER)
async def whatif(key: str, asked: bodies.WhatIfAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return the answer of the command `whatif`."""
    return await ask(desk, "whatif", key, asked, spoken)


@router.get("/affinity/{park}/{industry}", response_model=Envelope)
async def affinity(
    key: str, park: str, industry: str, desk: AtDesk, language: Spoken, version: Version = None
) -> Response:
    """Return the answer of `affinity --pair`."""
    asked = bodies.Asked(lang=language, version=version)
    return await ask(
        desk, "affinity", key, asked, language, {"pair": [park, industry]}, at_once=True
    )


async def ask(  # noqa: PLR0913
    desk: Desk,
    task: str,
    key: str,
    asked: bodies.Asked,
    spoken: Language,
    instead: dict[str, Any] | None = None,
    *,
    at_once: bool = False,
) -> Response:
    """Hand what is asked to the workers; `instead` where it is put otherwise than it was sent."""
    saved = await run_in_threadpool(desk.saved, key, asked.version)
    stated = asked.model_dump(exclude={"lang", "version"}) if instead is None else instead
    call = desk.call(task, saved, asked.lang or spoken, stated)
    kept = desk.keeper(saved, call) if task in _KEPT else None
    return await answered(desk, call, at_once=at_once, kept=kept)
