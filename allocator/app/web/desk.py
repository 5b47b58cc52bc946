"""What all routes share: the store, the workers, the runs, and the scenarios read so far."""

import asyncio
import json
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from allocator.app.web.problems import ProblemError
from allocator.app.web.runs import Runs
from allocator.app.web.settings import Settings
from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.app.web.work.pool import FullError, Job, Pool
from allocator.errors import Fault, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.app.session import Session
    from allocator.i18n import Language
    from allocator.model.instance import Instance
    from allocator.store import Saved, Store

_KEPT = 32
_WRITERS = 4
_PATIENCE = 10.0
"""Seconds that a save may wait for those before it."""
_RETRY = 5
"""Seconds after which a refused search may be asked for again."""


class Desk:
    """One server's memory; safe to share between threads."""

    def __init__(self, settings: Settings, store: "Store") -> None:
        self.settings, self.store = settings, store
        self.pool = Pool(settings.workers, settings.waiting)
        self.runs = Runs()
        self._writers = ThreadPoolExecutor(_WRITERS, "allocator-writer")
        self._lock = Lock()
        self._saved: OrderedDict[tuple[str, int], Saved] = OrderedDict()
        self._instances: OrderedDict[str, Instance] = OrderedDict()
        self._bests: OrderedDict[str, Job] = OrderedDict()

    def saved(self, key: str, version: int | None = None) -> "Saved":
        """Return a version of a scenario, or its newest; a version never changes and is kept."""
        if version is not None and (held := self._saved.get((key, version))) is not None:
            return held
        found = self.store.scenario(key, version)
        with self._lock:
            _keep(self._saved, (key, found.version), found)
        return found

    def session(self, saved: "Saved", language: "Language") -> "Session":
        """Return the session of a saved scenario; its affinities are computed once."""
        from allocator.app.session import Session

        with self._lock:
            instance = self._instances.get(saved.sha256)
        if instance is None:
            from allocator.app.web.content import instance_of

            instance = instance_of(saved.content)  # takes a while, and others need the lock
            with self._lock:
                _keep(self._instances, saved.sha256, instance)
        return Session(instance, language)

    async def saving(self, act: "Callable[..., Saved]", *given: Any) -> "Saved":
        """Write to the store in threads of their own: who waits for its lock holds up no reader.

        Raises:
            InputError: those before it held the store for too long.
        """
        late = monotonic() + _PATIENCE

        def saved() -> "Saved":
            if monotonic() > late:
                raise InputError([Fault("store-busy", Place("store"))])
            return act(*given)

        return await asyncio.get_running_loop().run_in_executor(self._writers, saved)

    def submit(self, call: Call) -> Job:
        """Hand a question to the workers.

        Raises:
            ProblemError: too many wait.
        """
        try:
            return self.pool.submit(call)
        except FullError:
            headers = {"Retry-After": str(_RETRY)}
            raise ProblemError(429, "busy", headers=headers, seconds=_RETRY) from None

    def best(self, saved: "Saved") -> Job | None:
        """Return the search for the best layout, one per content; none where too many wait."""
        with self._lock:
            held = self._bests.get(saved.sha256)
            if held is None or held.state in ("failed", "cancelled"):
                try:
                    held = self.submit(self.call("best", saved, "zh"))
                except ProblemError:
                    return None
                _keep(self._bests, saved.sha256, held)
        return held

    def close(self) -> None:
        """End the workers, and write what is to be written."""
        self.pool.close()
        self._writers.shutdown(cancel_futures=True)

    def keeper(self, saved: "Saved", call: Call) -> "Callable[[Reply | Refusal], None]":
        """Return what saves the answer to a question as a run."""

        def keep(found: Reply | Refusal) -> None:
            if isinstance(found, Reply):
                key, version, who = saved.key, saved.version, self.settings.who
                asked = call.asked
                run = (key, version, call.task, asked, found.text, found.status, who)
                with suppress(RuntimeError):  # the server is ending
                    self._writers.submit(self._save_run, *run)

        return keep

    def _save_run(self, *run: Any) -> None:
        with suppress(InputError):  # a full disk takes no answer from anybody
            self.store.save_run(*run)

    def warm(self) -> None:
        """Find the best layout of the first scenario: engines are loaded before anybody asks."""
        if self.settings.scenario is not None:
            self.best(self.saved(self.settings.scenario))

    def call(
        self, task: str, saved: "Saved", language: "Language", asked: dict[str, Any] | None = None
    ) -> Call:
        """Return a question about a saved scenario."""
        return Call(
            task=task,
            language=language,
            content=saved.content,
            sha256=saved.sha256,
            asked=asked or {},
            seconds=self.settings.longest,
        )


def told(job: Job | None) -> dict[str, Any] | None:
    """Return what a search that has ended found, as plain data; ``None`` where it found nothing."""
    if job is None or not job.future.done():
        return None
    found = job.future.result()
    if isinstance(found, Refusal):
        return None
    plain: dict[str, Any] = json.loads(found.text)
    return plain


def _keep(shelf: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    shelf[key] = value
    while len(shelf) > _KEPT:
        shelf.popitem(last=False)
