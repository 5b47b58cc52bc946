"""Scenarios on a server, and what is asked of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi.testclient import TestClient

from allocator.app.web.work.reading import canonical
from allocator.files import load_scenario

HOST = "http://127.0.0.1:8765"


@dataclass(frozen=True)
class Served:
    """A scenario that is saved on a server."""

    client: TestClient | httpx.Client
    key: str

    def at(self, rest: str = "") -> str:
        return f"/api/scenarios/{self.key}{rest}"

    def post(self, rest: str, **asked: Any) -> Any:
        answer = self.client.post(self.at(rest), json={"lang": "en", **asked})
        assert answer.status_code == 200, answer.text
        return answer.json()


def content_of(path: Path) -> dict[str, Any]:
    return json.loads(canonical(load_scenario(path, may_contradict=True).scenario))


def put(client: TestClient | httpx.Client, path: Path) -> Served:
    answer = client.post("/api/scenarios", json={"content": content_of(path), "why": "test"})
    assert answer.status_code == 201, answer.text
    return Served(client, answer.json()["key"])
