"""Long searches: the server answers meanwhile, stops them, and takes no more than it can."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from fastapi.testclient import TestClient

from allocator.app.web.app import create_app
from allocator.app.web.settings import Settings
from allocator.store import Store
from tests.support.served import HOST, Served, put
from tests.support.waiting import until
from tests.web.conftest import ZHONGGUANCUN

LONG = {"frontier": "affinity,differentiation,continuity"}
"""A question that takes minutes."""


def served(store: Store, **settings: Any) -> Iterator[Served]:
    told = Settings(workers=1, waiting=2, patience=0.3, **settings)
    with TestClient(create_app(told, store), base_url=HOST) as client:
        one = put(client, ZHONGGUANCUN)
        until(lambda: client.get(one.at("/board")).json()["best"]["status"] == "optimal")
        yield one


@pytest.fixture
def busy(store: Store) -> Iterator[Served]:
    yield from served(store)


@pytest.fixture
def hasty(store: Store) -> Iterator[Served]:
    yield from served(store, longest=4.0)


def begin(one: Served, **asked: Any) -> str:
    answer = one.client.post(one.at("/rank"), json=asked)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"].endswith(answer.json()["run"])
    return answer.json()["run"]


def state(one: Served, run: str) -> str:
    return one.client.get(f"/api/runs/{run}").json()["state"]


def test_a_run_is_cancelled_and_the_next_one_served(busy: Served) -> None:
    client = busy.client
    long = begin(busy, **LONG)
    until(lambda: state(busy, long) == "running")
    started = monotonic()
    pairs = client.get(busy.at("/board")).json()["current"]
    for _ in range(5):
        busy.post("/verdict", pairs=pairs)
    assert monotonic() - started < 5
    second, third = begin(busy, **LONG), begin(busy, count=2)
    assert state(busy, second) == "queued"
    full = client.post(busy.at("/rank"), json={})
    assert (full.status_code, full.json()["code"]) == (429, "busy")
    assert int(full.headers["retry-after"]) > 0
    worker = client.app.state.desk.pool
    before = [one.process.pid for one in worker._workers]
    for run in (long, second, second):
        assert client.delete(f"/api/runs/{run}").status_code == 204
    until(lambda: state(busy, third) == "done")
    assert (state(busy, long), state(busy, second)) == ("cancelled", "cancelled")
    told = client.get(f"/api/runs/{third}").json()
    assert len(told["answer"]["result"]["layouts"]) == 2
    assert [one.process.pid for one in worker._workers] != before


def test_what_takes_too_long_says_so(hasty: Served) -> None:
    run = begin(hasty, **LONG)
    until(lambda: state(hasty, run) in ("failed", "done"))
    told = hasty.client.get(f"/api/runs/{run}").json()
    assert told["state"] == "failed"
    assert (told["problem"]["status"], told["problem"]["code"]) == (504, "nothing-in-time")
    listed = begin(hasty, count=2000, distance=24)
    until(lambda: state(hasty, listed) in ("failed", "done"))
    told = hasty.client.get(f"/api/runs/{listed}").json()
    assert told["state"] == "failed" or told["answer"]["status"] != "optimal"
