"""In which language a request is answered."""

from starlette.requests import Request

from allocator.i18n import LANGUAGES, Language


def language_of(request: Request, default: Language) -> Language:
    """Return the language that the query names, or the browser's, or that of the server."""
    asked = request.query_params.get("lang")
    spoken = request.headers.get("accept-language", "")[:2].lower()
    return next(
        (one for one in LANGUAGES if one in (asked, spoken) and (one == asked or not asked)),
        default,
    )
