"""The description of the routes is true, and nothing that it allows brings the server down."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import httpx
import pytest
import schemathesis
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from allocator.app.web.app import create_app
from allocator.app.web.settings import Settings
from allocator.store import Store
from tests.support.served import put
from tests.web.conftest import ZHONGGUANCUN

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(scope="module")
def hasty(store: Store) -> Iterator[str]:
    """Serve on a free port, in a thread."""
    told = Settings(patience=0.5, longest=5.0, waiting=8)
    app = create_app(told, store)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", server_header=False))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def key(hasty: str) -> str:
    with httpx.Client(base_url=hasty, timeout=60) as client:
        return put(client, ZHONGGUANCUN).key


@pytest.fixture(scope="module")
def described(hasty: str) -> schemathesis.BaseSchema:
    while True:
        try:
            httpx.get(f"{hasty}/api/about")
        except httpx.ConnectError:
            continue
        return schemathesis.openapi.from_url(f"{hasty}/openapi.json")


def test_no_request_brings_it_down(described: schemathesis.BaseSchema, key: str) -> None:
    """Ask every route for what its description allows, and for what it does not."""
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            with suppress(Unsatisfiable):  # there is nothing that some routes do not allow
                ask(operation.as_strategy(generation_mode=mode), key)
        asked += 1
    assert asked > 25


def ask(cases: SearchStrategy[schemathesis.Case], key: str) -> None:
    @settings(
        max_examples=12,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(cases)
    def asked(case: schemathesis.Case) -> None:
        if case.operation.path.startswith("/api/scenarios/{key}"):
            case.path_parameters["key"] = key
        case.call_and_validate(checks=CHECKS, timeout=60)

    asked()


def test_every_route_is_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, told in methods.items():
            assert told.get("description") or told.get("summary"), (method, path)
            assert "422" in told["responses"], (method, path)
    assert "/api/scenarios/{key}/verdict" in paths


def test_scenarios_are_sent_in_the_same_forms_to_be_new_or_the_next_version(
    client: TestClient,
) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    new, following = paths["/api/scenarios"]["post"], paths["/api/scenarios/{key}"]["put"]
    assert new["requestBody"] == following["requestBody"]
    assert set(new["requestBody"]["content"]) == {"application/json", "multipart/form-data"}


def test_the_limits_are_told(client: TestClient) -> None:
    told = client.get("/api/about").json()
    assert (told["longest"], told["largest_body"]) == (120, 10_000_000)
    over = {"Content-Type": "application/json", "Content-Length": str(told["largest_body"] + 1)}
    assert client.post("/api/scenarios", content=b"{}", headers=over).status_code == 413
