"""What routes share: the desk, versions in headers, and waiting for a search."""

import asyncio
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import JSONResponse

from allocator.app.web.desk import Desk
from allocator.app.web.problems import ProblemError
from allocator.app.web.replies import ProblemTold, as_response, problem_of
from allocator.app.web.speech import language_of
from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.app.web.work.pool import Job
from allocator.i18n import Language
from allocator.store import Entry, Saved

_ETAG = re.compile(r'"([0-9]{1,10})"')


def desk_of(request: Request) -> Desk:
    """Return the desk of the server."""
    desk: Desk = request.app.state.desk
    return desk


def spoken(request: Request) -> Language:
    """Return the language of a request."""
    return language_of(request, desk_of(request).settings.language)


Kept = Callable[[Reply | Refusal], None]
AtDesk = Annotated[Desk, Depends(desk_of)]
Spoken = Annotated[Language, Depends(spoken)]
_TOLD = {"model": ProblemTold, "content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {**_TOLD, "description": said}
    for code, said in {
        400: "No such request",
        401: "A token is needed",
        403: "Sent from another site",
        404: "There is none",
        405: "Not by this method",
        409: "Cancelled meanwhile, or nothing to mark",
        413: "Too large",
        415: "Not of a form that is read",
        421: "Not for this server",
        422: "The input is wrong: every fault, with the codes of the commands",
        429: "Too many searches wait; ask again after Retry-After seconds",
        500: "A mistake of ours",
        503: "The store cannot be used, or the server is ending",
        504: "Nothing found within the time that a search may take",
    }.items()
}
STALE: dict[int | str, dict[str, Any]] = {
    412: {**_TOLD, "description": "Somebody saved in between; the newest version is told"},
    428: {**_TOLD, "description": "If-Match is missing"},
}


def entry(one: Entry) -> dict[str, Any]:
    """Return a saved version without its content."""
    return {
        "key": one.key,
        "version": one.version,
        "name": one.name,
        "who": one.who,
        "why": one.why,
        "when": one.when.isoformat(),
        "sha256": one.sha256,
        "scenario": one.scenario,
    }


def whole(one: Saved) -> JSONResponse:
    """Return a saved version with its content, and its version as ETag."""
    return tagged({**entry(one), "content": one.content}, one.version)


def tagged(body: dict[str, Any], version: int, status: int = 200) -> JSONResponse:
    """Return an answer that names the version it is about."""
    return JSONResponse(body, status, headers={"ETag": f'"{version}"'})


def started_from(request: Request) -> int:
    """Return the version that a writer started from.

    Raises:
        ProblemError: the request does not say, or not as this server said it.
    """
    found = _ETAG.fullmatch(request.headers.get("if-match", "").strip())
    if found is None:
        raise ProblemError(428, "if-match")
    return int(found[1])


def stale(latest: Saved) -> ProblemError:
    """Return the problem of a writer who was overtaken, with what is newest now."""
    told = {**entry(latest), "content": latest.content}
    return ProblemError(412, "stale", headers={"ETag": f'"{latest.version}"'}, latest=told)


async def found_by(job: Job) -> Reply | Refusal:
    """Wait for a search without holding up anybody else."""
    return await asyncio.shield(asyncio.wrap_future(job.future))


async def reply_of(desk: Desk, call: Call) -> Reply:
    """Return what a short question finds.

    Raises:
        ProblemError: it was refused.
    """
    found = await found_by(desk.submit(call))
    if isinstance(found, Refusal):
        raise problem_of(found)
    return found


async def settled(job: Job, seconds: float) -> bool:
    """Return whether a search ends within so many seconds."""
    waiting = asyncio.wrap_future(job.future)
    done, _ = await asyncio.wait([waiting], timeout=seconds)
    return bool(done)


async def answered(
    desk: Desk, call: Call, *, at_once: bool = False, kept: Kept | None = None
) -> Response:
    """Return the answer to a search or, where it takes longer, the run under which it goes on.

    What is to be had `at_once` takes no search: it is waited for. `kept` is told of what is found.
    """
    job = desk.submit(call)
    if kept is not None:
        job.future.add_done_callback(lambda future: kept(future.result()))
    if at_once:
        return as_response(await found_by(job))
    if await settled(job, desk.settings.patience):
        return as_response(job.future.result())
    run = desk.runs.add(job, call.language)
    return JSONResponse({"run": run.id}, 202, headers={"Location": f"/api/runs/{run.id}"})
