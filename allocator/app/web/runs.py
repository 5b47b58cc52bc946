"""Runs: searches that take longer than a request may, kept for a while after their end."""

from collections import OrderedDict
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock

from allocator.app.web.problems import ProblemError
from allocator.app.web.work.pool import Job
from allocator.i18n import Language

_KEPT = 500


@dataclass(frozen=True)
class Run:
    """A search under a name of its own, and the language of its answer."""

    id: str
    job: Job
    language: Language


class Runs:
    """The runs of a server. Those that have ended make room for new ones, the oldest first."""

    def __init__(self) -> None:
        self._all: OrderedDict[str, Run] = OrderedDict()
        self._lock = Lock()

    def add(self, job: Job, language: Language) -> Run:
        """Give a search a name."""
        run = Run(token_urlsafe(12), job, language)
        with self._lock:
            self._all[run.id] = run
            ended = [one.id for one in self._all.values() if one.job.future.done()]
            for one in ended[: max(0, len(self._all) - _KEPT)]:
                del self._all[one]
        return run

    def one(self, key: str) -> Run:
        """Return a run.

        Raises:
            ProblemError: there is none of this name, or none any more.
        """
        found = self._all.get(key)
        if found is None:
            raise ProblemError(404, "no-run")
        return found
