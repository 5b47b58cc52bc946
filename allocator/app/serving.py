"""Serving the workbench: what is refused, what is saved first, and a graceful end."""

import logging
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from errno import EADDRINUSE
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allocator.app.statuses import YES
from allocator.errors import Fault, InputError, Place
from allocator.i18n import Language, say

if TYPE_CHECKING:
    from allocator.store import Store

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SHORTEST_TOKEN = 16
_PACKAGES = ("fastapi", "uvicorn", "python_multipart", "sqlalchemy")


@dataclass(frozen=True)
class Asked:
    """A call of ``serve``."""

    scenario: Path | None
    host: str
    port: int
    store: str
    who: str
    token: str | None
    language: Language


def serve(asked: Asked) -> int:
    """Serve until Ctrl-C.

    Raises:
        InputError: the call is not safe, a package is missing, the scenario is faulty, the store
            cannot be opened, the port is taken.
    """
    _refuse(asked)
    from allocator.store import open_store

    content = None if asked.scenario is None else _content(asked)
    with _listening(asked) as listener, open_store(asked.store) as store:
        key = None if content is None else _saved(store, content, asked)
        _run(asked, store, key, listener)
    return YES


def _refuse(asked: Asked) -> None:
    faults = []
    if asked.host not in _LOOPBACK and not asked.token:
        faults.append(Fault("host-needs-token", Place("--host"), {"host": asked.host}))
    if asked.token is not None and len(asked.token) < _SHORTEST_TOKEN:
        facts = {"least": str(_SHORTEST_TOKEN)}
        faults.append(Fault("token-short", Place("--token"), facts))
    for package in _PACKAGES:
        if find_spec(package) is None:
            facts = {"package": package.replace("_", "-"), "extra": "web", "why": "-"}
            faults.append(Fault("missing-package", Place("serve"), facts))
    if faults:
        raise InputError(faults)


def _listening(asked: Asked) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: the port is taken, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named: else answers wait 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((asked.host, asked.port))
        listener.listen(128)
    except (OSError, TypeError, ValueError) as error:  # the latter: a host that is no text
        listener.close()
        taken = isinstance(error, OSError) and error.errno == EADDRINUSE
        code = "port-taken" if taken else "cannot-listen"
        why = getattr(error, "strerror", None) or str(error)
        facts = {"host": ascii(asked.host)[1:-1], "port": str(asked.port), "why": why}
        raise InputError([Fault(code, Place("--port"), facts)]) from None
    return listener


def _content(asked: Asked) -> tuple[str, str]:
    """Return the canonical content of the scenario and its name, after telling its notices."""
    from allocator.app.session import Session
    from allocator.app.web.work.reading import canonical
    from allocator.files import load_scenario

    assert asked.scenario is not None, "without one nothing is read"
    loaded = load_scenario(asked.scenario, may_contradict=True)
    for line in Session.of(loaded, asked.language).notice_lines():
        click.echo(line, err=True)
    return canonical(loaded.scenario), loaded.scenario.name.within(asked.language)


def _saved(store: "Store", content: tuple[str, str], asked: Asked) -> str:
    """Return the key of the scenario in the store, where it may be since an earlier start."""
    text, name = content
    digest = sha256(text.encode()).hexdigest()
    for one in store.scenario_entries():
        if any(version.sha256 == digest for version in store.history(one.key)):
            return one.key
    why = say(asked.language, "serve.why")
    return store.save_scenario(text, name, asked.who, why).key


def _run(asked: Asked, store: "Store", key: str | None, listener: socket.socket) -> None:
    import uvicorn
    from starlette.concurrency import run_in_threadpool

    from allocator.app.web.app import create_app
    from allocator.app.web.settings import Settings

    port = listener.getsockname()[1]
    settings = Settings(
        host=asked.host,
        port=port,
        who=asked.who,
        token=asked.token,
        language=asked.language,
        scenario=key,
    )
    app = create_app(settings, store)

    class Server(uvicorn.Server):
        """Ends the searches before it waits for the requests that wait for them."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await run_in_threadpool(app.state.desk.close)
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    shown = f"[{asked.host}]" if ":" in asked.host else asked.host
    click.echo(say(asked.language, "serve.ready", url=f"http://{shown}:{port}/"))
    click.echo(say(asked.language, "serve.store", store=_shown(asked.store)), err=True)
    for noisy in ("uvicorn.error", "python_multipart.multipart"):
        logging.getLogger(noisy).setLevel(logging.ERROR)  # what others send wrongly is told to them
    before = signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn sends it again at its end
    try:
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)
    click.echo(say(asked.language, "serve.ended"), err=True)


def _shown(store: str) -> str:
    """Return an address without its password."""
    from allocator.store.address import address, place_of

    return str(place_of(address(store)))
