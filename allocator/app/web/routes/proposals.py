"""Saved proposals of a scenario."""

import json

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from allocator.app.web import judging
from allocator.app.web.bodies import ProposalSent
from allocator.app.web.desk import Desk
from allocator.app.web.replies import EntryTold, SavedTold
from allocator.app.web.routes.common import (
    PROBLEMS,
    STALE,
    AtDesk,
    Spoken,
    entry,
    stale,
    started_from,
    tagged,
    whole,
)
from allocator.app.web.routes.scenarios import Version
from allocator.i18n import Language
from allocator.store import Stale

router = APIRouter(prefix="/api", tags=["proposals"], responses=PROBLEMS)


@router.get("/scenarios/{key}/proposals")
def proposals(key: str, desk: AtDesk) -> list[EntryTold]:
    """List the newest version of every proposal of a scenario."""
    return [EntryTold(**entry(one)) for one in desk.store.proposal_entries(key)]


@router.post("/scenarios/{key}/proposals", status_code=201, response_model=EntryTold)
async def add(key: str, sent: ProposalSent, desk: AtDesk, language: Spoken) -> JSONResponse:
    """Save a new proposal."""
    content = await run_in_threadpool(_content, desk, key, sent, language)
    told = (key, content, sent.name, desk.settings.who, sent.why)
    saved = await desk.saving(desk.store.save_proposal, *told)
    return tagged(entry(saved), saved.version, 201)


@router.get("/proposals/{key}", response_model=SavedTold)
def proposal(key: str, desk: AtDesk, version: Version = None) -> JSONResponse:
    """Read one version of a proposal, or its newest; the ETag is the version."""
    return whole(desk.store.proposal(key, version))


@router.get("/proposals/{key}/versions")
def versions(key: str, desk: AtDesk) -> list[EntryTold]:
    """List all versions of a proposal, the newest first."""
    return [EntryTold(**entry(one)) for one in desk.store.proposal_history(key)]


@router.put("/proposals/{key}", response_model=EntryTold, responses=STALE)
async def replace(
    key: str, sent: ProposalSent, request: Request, desk: AtDesk, language: Spoken
) -> JSONResponse:
    """Save the next version of a proposal; If-Match names the version that the writer read."""
    expected = started_from(request)
    scenario = (await run_in_threadpool(desk.store.proposal, key)).scenario
    assert scenario is not None, "a proposal belongs to a scenario"
    content = await run_in_threadpool(_content, desk, scenario, sent, language)
    told = (scenario, content, sent.name, desk.settings.who, sent.why, key, expected)
    try:
        saved = await desk.saving(desk.store.save_proposal, *told)
    except Stale as error:
        raise stale(error.latest) from None
    return tagged(entry(saved), saved.version)


def _content(desk: Desk, scenario: str, sent: ProposalSent, language: Language) -> str:
    """Return the canonical text of a proposal, every pair once and in order."""
    session = desk.session(desk.saved(scenario), language)
    pairs = [[one.park, one.industry] for one in sent.content.pairs]
    layout = sorted(judging.layout_of(session, pairs))
    rows = [{"park": park, "industry": industry} for park, industry in layout]
    return json.dumps({"pairs": rows}, ensure_ascii=False) + "\n"
