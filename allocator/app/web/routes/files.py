"""Workbooks, memos and pictures of a scenario."""

from typing import Any, Literal

from fastapi import APIRouter, Response

from allocator.app.web import bodies
from allocator.app.web.replies import RunBegun
from allocator.app.web.routes.common import PROBLEMS, AtDesk, Spoken
from allocator.app.web.routes.scenarios import Version
from allocator.app.web.routes.studies import ask

router = APIRouter(prefix="/api/scenarios/{key}", tags=["files"], responses=PROBLEMS)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Kind = Literal["heatmap", "bipartite", "map", "change", "profile", "share", "frontier", "phase"]
_BINARY = {"schema": {"type": "string", "format": "binary"}}


def files_of(*types: str) -> dict[int | str, dict[str, Any]]:
    """Return what the description says of answers that are files of these types."""
    return {
        200: {"content": dict.fromkeys(types, _BINARY), "description": "The file"},
        202: {"model": RunBegun, "description": "It takes longer: ask for the run"},
    }


@router.get("/workbook", response_class=Response, responses=files_of(XLSX))
async def workbook(key: str, desk: AtDesk, language: Spoken, version: Version = None) -> Response:
    """Return the scenario as an Excel workbook, as `init --excel --from` writes it."""
    asked = bodies.Asked(lang=language, version=version)
    return await ask(desk, "workbook", key, asked, language, at_once=True)


@router.post("/report", response_class=Response, responses=files_of("text/html", DOCX))
async def report(key: str, asked: bodies.ReportAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Write the memo of the command `report`."""
    return await ask(desk, "report", key, asked, spoken)


@router.post("/picture/{kind}", response_class=Response, responses=files_of("image/svg+xml"))
async def picture(
    key: str, kind: Kind, asked: bodies.PictureAsked, desk: AtDesk, spoken: Spoken
) -> Response:
    """Draw the picture of the command `draw`."""
    stated = asked.model_dump(exclude={"lang", "version"}) | {"kind": kind}
    return await ask(desk, "picture", key, asked, spoken, stated, at_once=asked.pairs is not None)


@router.post("/answer.xlsx", response_class=Response, responses=files_of(XLSX))
async def answer(key: str, asked: bodies.BookAsked, desk: AtDesk, spoken: Spoken) -> Response:
    """Return an answer as a workbook, as `--format xlsx` writes it."""
    stated = asked.model_dump(exclude={"lang", "version"})
    if asked.command == "rank":
        stated = {name: stated[name] for name in stated if name not in ("pairs", "further")}
    return await ask(desk, "answer-book", key, asked, spoken, stated)
