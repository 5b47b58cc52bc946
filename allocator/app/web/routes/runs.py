"""Searches that go on: how they stand, and how to stop them."""

import json

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from allocator.app.web.replies import RunTold, as_text, problem_of
from allocator.app.web.routes.common import PROBLEMS, AtDesk
from allocator.app.web.runs import Run
from allocator.app.web.work.calls import Refusal

router = APIRouter(prefix="/api/runs", tags=["runs"], responses=PROBLEMS)


@router.get("/{run}", response_model=RunTold, response_model_exclude_none=True)
def run(run: str, desk: AtDesk) -> Response:
    """How a search stands; its answer once it is done."""
    return Response(_told(desk.runs.one(run)), media_type="application/json")


@router.delete("/{run}", status_code=204)
async def cancel(run: str, desk: AtDesk) -> None:
    """Stop a search: the process that works on it is ended."""
    await run_in_threadpool(desk.pool.cancel, desk.runs.one(run).job)


def _told(one: Run) -> str:
    job = one.job
    state = job.state
    parts = {"state": json.dumps(state), "seconds": json.dumps(round(job.seconds, 3))}
    if state == "done":
        found = job.future.result()
        assert not isinstance(found, Refusal), "what is refused has failed"
        parts["answer"] = as_text(found)
    elif state == "failed":
        refused = job.future.result()
        assert isinstance(refused, Refusal), "what failed was refused"
        parts["problem"] = json.dumps(problem_of(refused).body(one.language))
    return "{" + ", ".join(f"{json.dumps(key)}: {text}" for key, text in parts.items()) + "}"
