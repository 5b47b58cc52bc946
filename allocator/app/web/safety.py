"""What a request must be before any route sees it: from here, by whom, how large, in which form."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from allocator.app.web.login import Door
from allocator.app.web.problems import SECURE, ProblemError, response
from allocator.app.web.settings import Settings
from allocator.app.web.speech import language_of

_READING = ("GET", "HEAD", "OPTIONS")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_FORMS = ("application/json", "multipart/form-data")
_OPEN = ("/login", "/static/")


class Guard:
    """The outermost layer: refuses requests, and puts the headers of safety on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings, door: Door) -> None:
        self._app, self._settings, self._door = app, settings, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refused = self._refusal(request)
        except ProblemError as problem:
            refused = response(problem, language_of(request, self._settings.language))
        if refused is not None:
            await refused(scope, receive, _secured(send))
            return
        await self._app(scope, self._measured(receive), _secured(send))

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        self._check_host(headers)
        if request.method not in _READING:
            self._check_origin(headers)
            self._check_body(headers, request.url.path)
        if self._door.is_open(request) or request.url.path.startswith(_OPEN):
            return None
        if request.url.path == "/":
            query = request.url.query
            return RedirectResponse(f"/login?{query}" if query else "/login", 303)
        raise ProblemError(401, "token", headers={"WWW-Authenticate": "Bearer"})

    def _check_host(self, headers: Headers) -> None:
        """Refuse names that anybody could point here: DNS rebinding."""
        name = _name(headers.get("host", ""))
        bound = self._settings.host
        if name in (*_LOOPBACK, bound.lower()):
            return
        if bound in _LOOPBACK or not _is_address(name):
            raise ProblemError(421, "host")

    @staticmethod
    def _check_origin(headers: Headers) -> None:
        """Refuse what another site sends through the user's browser."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
        if foreign or site not in ("none", "same-origin"):
            raise ProblemError(403, "origin")

    def _check_body(self, headers: Headers, path: str) -> None:
        length = headers.get("content-length", "0")
        largest = self._settings.largest_body
        if not length.isascii() or not length.isdigit():
            raise ProblemError(400, "request")
        if len(length) > len(str(largest)) or int(length) > largest:
            raise too_large(largest)
        has_body = int(length) > 0 or "transfer-encoding" in headers
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        allowed = ("application/x-www-form-urlencoded",) if path == "/login" else _FORMS
        if has_body and kind not in allowed:
            raise ProblemError(415, "media-type")

    def _measured(self, receive: Receive) -> Receive:
        largest, taken = self._settings.largest_body, 0

        async def measured() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > largest:
                raise too_large(largest)
            return message

        return measured


def too_large(largest: int) -> ProblemError:
    """Return the problem of a body that is larger than it may be."""
    return ProblemError(413, "too-large", limit=largest // 1_000_000)


def _secured(send: Send) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in SECURE.items():
                headers[name] = value
        await send(message)

    return secured


def _name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
