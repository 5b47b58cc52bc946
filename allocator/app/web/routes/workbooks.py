"""Workbooks that are no scenario yet."""

from fastapi import APIRouter, Request, Response

from allocator.app.web.problems import ProblemError
from allocator.app.web.replies import as_response
from allocator.app.web.routes.common import PROBLEMS, AtDesk, Spoken, reply_of
from allocator.app.web.routes.files import XLSX, files_of
from allocator.app.web.routes.sending import WORKBOOK_SENT, uploaded

router = APIRouter(prefix="/api/workbooks", tags=["files"], responses=PROBLEMS)


@router.post(
    "/marked", response_class=Response, responses=files_of(XLSX), openapi_extra=WORKBOOK_SENT
)
async def marked(request: Request, desk: AtDesk, language: Spoken) -> Response:
    """Return a copy of a faulty workbook with its cells marked, as the command `mark` writes it."""
    call, _ = await uploaded(request, "mark", desk, language)
    found = await reply_of(desk, call)
    if not found.data:
        raise ProblemError(409, "no-faults")
    return as_response(found)
