"""The store as the workbench uses it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Self

from allocator.store.database import Database
from allocator.store.documents import Documents, Draft
from allocator.store.runs import Finished, Runs
from allocator.store.saved import Entry, Run, Saved


def utc_now() -> datetime:
    """Return the time of day, in UTC."""
    return datetime.now(UTC)


def open_store(url: str, clock: Callable[[], datetime] = utc_now) -> "Store":
    """Open a store by the name of a file or a URL; a new one is made, an older one brought up.

    Raises:
        InputError: it cannot be opened, and why.
    """
    return Store(Database(url, clock()), clock)


class Store:
    """Saved scenarios, proposals and runs. Safe to share between threads.

    Lists come with contents; those named `entries` and `history` without, for long ones.
    All but `close` may raise `InputError` where the database cannot be used.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._scenarios = Documents(database, "scenario", clock)
        self._proposals = Documents(database, "proposal", clock)
        self._runs = Runs(database, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the store can be used again all the same."""
        self._database.close()

    def scenarios(self) -> list[Saved]:
        """Return the newest version of each scenario, the last saved first."""
        return self._scenarios.newest()

    def scenario_entries(self) -> list[Entry]:
        """Return what `scenarios` does, without contents."""
        return self._scenarios.entries()

    def scenario(self, key: str, version: int | None = None) -> Saved:
        """Return one version of a scenario, or the newest; `Missing` where there is none."""
        return self._scenarios.one(key, version)

    def versions(self, key: str) -> list[Saved]:
        """Return all versions of a scenario, the newest first; `Missing` where there is none."""
        return self._scenarios.versions(key)

    def history(self, key: str) -> list[Entry]:
        """Return what `versions` does, without contents."""
        return self._scenarios.history(key)

    def save_scenario(
        self,
        content: str,
        name: str,
        who: str,
        why: str,
        key: str | None = None,
        expected: int | None = None,
    ) -> Saved:
        """Save a new scenario, or with `key` the version after `expected` of one.

        Raises:
            Stale: somebody saved in between; nothing was written.
            Missing: there is no such scenario.
        """
        draft = Draft(content=content, name=name, who=who, why=why)
        if (started := _start(key, expected)) is None:
            return self._scenarios.add(draft)
        return self._scenarios.replace(*started, draft)

    def proposals(self, scenario_key: str) -> list[Saved]:
        """Return the newest version of each proposal of a scenario, the last saved first."""
        self._scenarios.one(scenario_key)
        return self._proposals.newest(scenario_key)

    def proposal_entries(self, scenario_key: str) -> list[Entry]:
        """Return what `proposals` does, without contents."""
        self._scenarios.one(scenario_key)
        return self._proposals.entries(scenario_key)

    def proposal(self, key: str, version: int | None = None) -> Saved:
        """Return one version of a proposal, or the newest; `Missing` where there is none."""
        return self._proposals.one(key, version)

    def proposal_versions(self, key: str) -> list[Saved]:
        """Return all versions of a proposal, the newest first; `Missing` where there is none."""
        return self._proposals.versions(key)

    def proposal_history(self, key: str) -> list[Entry]:
        """Return what `proposal_versions` does, without contents."""
        return self._proposals.history(key)

    def save_proposal(
        self,
        scenario_key: str,
        content: str,
        name: str,
        who: str,
        why: str,
        key: str | None = None,
        expected: int | None = None,
    ) -> Saved:
        """Save a new proposal of a scenario, or with `key` the version after `expected` of one.

        Raises:
            Stale: somebody saved in between; nothing was written.
            Missing: there is no such scenario, or it has no such proposal.
        """
        draft = Draft(content=content, name=name, who=who, why=why)
        if (started := _start(key, expected)) is None:
            return self._proposals.add(draft, scenario_key)
        return self._proposals.replace(*started, draft, scenario_key)

    def save_run(
        self,
        scenario_key: str,
        version: int,
        command: str,
        settings: Mapping[str, Any],
        answer: str,
        status: str,
        who: str,
    ) -> Run:
        """Save a run on one version of a scenario; `Missing` where there is no such version."""
        finished = Finished(
            command=command, settings=settings, answer=answer, status=status, who=who
        )
        return self._runs.add(scenario_key, version, finished)

    def runs(self, scenario_key: str, limit: int | None = None) -> list[Run]:
        """Return the runs on a scenario, the last saved first, at most `limit` of them."""
        return self._runs.all(scenario_key, limit)

    def run(self, key: str) -> Run:
        """Return one run; `Missing` where there is none."""
        return self._runs.one(key)


def _start(key: str | None, expected: int | None) -> tuple[str, int] | None:
    """Return what a writer started from, `None` for a new document.

    Raises:
        ValueError: one is given without the other: it would overwrite what nobody has seen.
    """
    if key is not None and expected is not None:
        return key, expected
    if key is None and expected is None:
        return None
    raise ValueError("key and expected belong together")
