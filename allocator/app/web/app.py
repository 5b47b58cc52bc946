"""The application: routes, errors as problems, safety around all of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from allocator import __version__
from allocator.app.web.desk import Desk
from allocator.app.web.login import Door
from allocator.app.web.problems import ProblemError, response
from allocator.app.web.requests import invalid
from allocator.app.web.routes import files, page, proposals, runs, scenarios, studies, workbooks
from allocator.app.web.safety import Guard
from allocator.app.web.settings import Settings
from allocator.app.web.speech import language_of
from allocator.errors import InputError
from allocator.store import Missing

if TYPE_CHECKING:
    from allocator.store import Store

_CODES = {404: "not-found", 405: "method"}
_ABOUT = "The workbench of Allocator. Answers are the JSON of the commands, errors RFC 9457."


def create_app(settings: Settings, store: "Store") -> FastAPI:
    """Return the application that serves what is in a store; its workers live while it does."""
    desk = Desk(settings, store)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncIterator[None]:
        desk.pool.start()
        await run_in_threadpool(desk.warm)
        try:
            yield
        finally:
            await run_in_threadpool(desk.close)

    app = FastAPI(
        title="Allocator",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        lifespan=alive,
    )
    app.state.desk, app.state.door = desk, Door(settings.token, settings.port)
    for one in (scenarios, studies, files, proposals, runs, workbooks, page):
        app.include_router(one.router)
    app.mount("/static", StaticFiles(directory=page.PAGES), name="static")
    _handle(app, settings)
    app.add_middleware(Guard, settings=settings, door=app.state.door)
    return app


def _handle(app: FastAPI, settings: Settings) -> None:
    """Have every error told as a problem."""

    def told(request: Request, problem: ProblemError) -> Response:
        return response(problem, language_of(request, settings.language))

    async def refused(request: Request, error: Any) -> Response:
        return told(request, error)

    async def faulty(request: Request, error: Any) -> Response:
        return told(request, ProblemError.of(error.faults))

    async def invalid_form(request: Request, error: Any) -> Response:
        return told(request, invalid(error.errors()))

    async def missing(request: Request, _: Any) -> Response:
        return told(request, ProblemError(404, "not-found"))

    async def http(request: Request, error: Any) -> Response:
        code = _CODES.get(error.status_code, "request")
        return told(request, ProblemError(error.status_code, code, headers=error.headers))

    async def failed(request: Request, _: Any) -> Response:
        return told(request, ProblemError(500, "bug"))

    handlers = {
        ProblemError: refused,
        InputError: faulty,
        RequestValidationError: invalid_form,
        Missing: missing,
        HTTPException: http,
        Exception: failed,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
