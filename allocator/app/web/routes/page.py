"""The page, its words, and who is served by what."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from allocator import __version__
from allocator.app.web.login import Door, login_page
from allocator.app.web.routes.common import PROBLEMS, AtDesk, Spoken
from allocator.i18n import LANGUAGES, Language, catalogue

PAGES = Path(__file__).parent.parent / "pages"
_SHARED = (
    *("term", "part", "role", "standing", "trace", "turn"),
    *("repair", "lifting", "place", "order"),
)
"""What the page says in the words of the commands."""
router = APIRouter(responses=PROBLEMS, tags=["page"])


@router.get("/api/about")
def about(desk: AtDesk) -> dict[str, Any]:
    """Tell version, user, languages, the scenario to open first, and the limits.

    `longest` is how many seconds a search may take, `largest_body` how many bytes may be sent.
    """
    return {
        "version": __version__,
        "who": desk.settings.who,
        "languages": list(LANGUAGES),
        "language": desk.settings.language,
        "scenario": desk.settings.scenario,
        "longest": round(desk.settings.longest),
        "largest_body": desk.settings.largest_body,
    }


@router.get("/api/words/{lang}")
def words(lang: Language) -> dict[str, Any]:
    """Return the texts of the page, with the program's own names and words on a pair."""
    texts = catalogue(lang)
    shared = {key: texts[key] for key in _SHARED}
    return {**texts["web"], **shared}


@router.get("/", include_in_schema=False)
def index() -> FileResponse:
    """Return the page."""
    return FileResponse(PAGES / "index.html", media_type="text/html")


@router.get("/login", include_in_schema=False)
def login(language: Spoken) -> Response:
    """Show the form that asks for the token."""
    return login_page(language, False)


@router.post("/login", include_in_schema=False)
async def enter(request: Request, language: Spoken) -> Response:
    """Take the token of the form."""
    door: Door = request.app.state.door
    fields = parse_qs((await request.body()).decode(errors="replace"))
    token = fields.get("token", [""])[0]
    return door.let_in() if door.knows(token) else login_page(language, True)
