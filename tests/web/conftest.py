"""A server in this process, on a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from allocator.app.web.app import create_app
from allocator.app.web.settings import Settings
from allocator.store import Store, open_store
from tests.support.served import HOST, Served, put

ZHONGGUANCUN = Path("scenarios/zhongguancun")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("store") / "plans.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(store: Store) -> Iterator[TestClient]:
    settings = Settings(who="tester", patience=60.0, language="en")
    with TestClient(create_app(settings, store), base_url=HOST) as opened:
        yield opened


@pytest.fixture(scope="session")
def zhongguancun(client: TestClient) -> Served:
    return put(client, ZHONGGUANCUN)
