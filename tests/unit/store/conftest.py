"""Every test of the store runs in both databases; without a server it is left out by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from allocator.store import Store, open_store
from tests.support.postgres import Server, binaries, running


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (initdb is not found)")
    with running(programs) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new store may be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/plans.db"
    started: Server = request.getfixturevalue("server")
    return started.url(started.new_database())


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
