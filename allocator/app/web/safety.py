"""What a request must be before any route sees it: from here, by whom, how large, in which form."""

from ipaddress import ip_address
from re import ASCII
from re import compile as pattern
from socket import gethostname
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
_HOST = pattern(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", ASCII)
_LONGEST_LOGIN = 4096
"""In bytes: a form with one token."""


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
            if refused is None:
                receive = await self._within_limits(request, receive)
        except ProblemError as problem:
            refused = response(problem, language_of(request, self._settings.language))
        if refused is not None:
            await refused(scope, receive, _secured(send))
            return
        await self._app(scope, receive, _secured(send))

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        self._check_host(headers)
        if request.method not in _READING:
            self._check_origin(headers)
            self._check_body(headers, _path(request))
        if self._door.is_open(request) or _path(request).startswith(_OPEN):
            return None
        if _path(request) == "/":
            return RedirectResponse("/login", 303)
        raise ProblemError(401, "token", headers={"WWW-Authenticate": "Bearer"})

    def _check_host(self, headers: Headers) -> None:
        """Refuse names that anybody could point here: DNS rebinding."""
        name = _name(headers.get("host", ""))
        bound = self._settings.host
        if name in (*_LOOPBACK, bound.lower()):
            return
        if bound in _LOOPBACK or not (_is_address(name) or name == gethostname().lower()):
            raise ProblemError(421, "host")

    @staticmethod
    def _check_origin(headers: Headers) -> None:
        """Refuse what another site sends through the user's browser."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        foreign = origin is not None and _netloc(origin) != headers.get("host")
        if foreign or site not in ("none", "same-origin"):
            raise ProblemError(403, "origin")

    def _check_body(self, headers: Headers, path: str) -> None:
        length = headers.get("content-length", "0")
        largest = self._most(path)
        if not length.isascii() or not length.isdigit():
            raise ProblemError(400, "request")
        if len(length) > len(str(largest)) or int(length) > largest:
            raise too_large(largest)
        has_body = int(length) > 0 or "transfer-encoding" in headers
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        allowed = ("application/x-www-form-urlencoded",) if path == "/login" else _FORMS
        if has_body and kind not in allowed:
            raise ProblemError(415, "media-type")

    async def _within_limits(self, request: Request, receive: Receive) -> Receive:
        """Read a body that does not say how long it is, before any route does.

        The server holds other bodies to the length that they name.
        """
        if "transfer-encoding" not in request.headers:
            return receive
        taken, most = bytearray(), self._most(_path(request))
        while True:
            message = await receive()
            taken += message.get("body", b"")
            if len(taken) > most:
                raise too_large(most)
            if not message.get("more_body", False):
                break
        return _replayed(bytes(taken), receive)

    def _most(self, path: str) -> int:
        return _LONGEST_LOGIN if path == "/login" else self._settings.largest_body


def _replayed(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await receive()

    return replayed


def _path(request: Request) -> str:
    """Return the path as the router sees it, which no other header can change."""
    path: str = request.scope["path"]
    return path


def too_large(largest: int) -> ProblemError:
    """Return the problem of a body that is larger than it may be."""
    return ProblemError(413, "too-large", limit=largest / 1_000_000)


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _secured(send: Send) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in SECURE.items():
                headers[name] = value
        await send(message)

    return secured


def _name(host: str) -> str:
    """Return the name in a Host header, without its port; nothing where it is not one."""
    found = _HOST.fullmatch(host)
    return "" if found is None else found["name"].strip("[]").lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
