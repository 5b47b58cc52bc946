"""The token: who may come in where the server is not for this machine alone."""

from html import escape
from secrets import compare_digest, token_urlsafe

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from allocator.i18n import Language, say

_BEARER = "bearer "


class Door:
    """Compares tokens in a time that does not tell how far they are right.

    The cookie holds another secret, made anew at every start: the token itself is not kept by
    browsers.
    """

    def __init__(self, token: str | None, port: int) -> None:
        self._token = token
        self.cookie = f"allocator-{port}"  # browsers keep one jar for all ports of a host
        self._session = token_urlsafe(32)

    def is_open(self, request: Request) -> bool:
        """Return whether a request may come in: no token is asked for, or it has it."""
        if self._token is None:
            return True
        written = request.headers.get("authorization", "")
        if written[: len(_BEARER)].lower() == _BEARER and self.knows(written[len(_BEARER) :]):
            return True
        return _same(request.cookies.get(self.cookie, ""), self._session)

    def knows(self, token: str) -> bool:
        """Return whether a token is the right one."""
        return self._token is None or _same(token, self._token)

    def let_in(self) -> Response:
        """Return the answer to the right token: a cookie, and the way to the page."""
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer


def login_page(language: Language, is_wrong: bool) -> HTMLResponse:
    """Return the form that asks for the token."""
    said = {key: escape(say(language, f"login.{key}")) for key in ("title", "token", "enter")}
    wrong = f'<p role="alert">{escape(say(language, "login.wrong"))}</p>' if is_wrong else ""
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{said["title"]}</title>'
        f'<link rel="stylesheet" href="/static/page.css"><main><h1>{said["title"]}</h1>{wrong}'
        f'<form method="post" action="/login"><label>{said["token"]} '
        f'<input type="password" name="token" autocomplete="current-password" autofocus></label> '
        f"<button>{said['enter']}</button></form></main></html>",
        403 if is_wrong else 200,
    )


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))
