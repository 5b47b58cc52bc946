"""What a server refuses before anything is done."""

from collections.abc import Iterator
from json import dumps

import pytest
from fastapi.testclient import TestClient

from allocator.app.web.app import create_app
from allocator.app.web.problems import MEDIA_TYPE, SECURE
from allocator.app.web.settings import Settings
from allocator.i18n import catalogue
from allocator.store import Store
from tests.support.served import HOST, Served

ODD = ("evil.com@127.0.0.1", "127.0.0.1:999999", "127.0.0.1:x", "127.0.0.1/login?", "127.0.0.1/")
TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def guarded(store: Store) -> Iterator[TestClient]:
    settings = Settings(host="0.0.0.0", token=TOKEN, workers=1)
    base = "http://192.0.2.7:8765"
    with TestClient(create_app(settings, store), base_url=base, follow_redirects=False) as opened:
        yield opened


def problem(answer: object, status: int, code: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["title"]
    assert told["type"].endswith(code)
    assert SECURE.items() <= dict(pretty(answer)).items()


def pretty(answer: object) -> Iterator[tuple[str, str]]:
    names = {name.lower(): name for name in SECURE}
    for name, value in answer.headers.items():
        yield names.get(name, name), value


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/api/about", "/static/main.js", "/openapi.json", "/nothing"):
        answer = client.get(path)
        assert SECURE.items() <= dict(pretty(answer)).items()
        assert "server" not in answer.headers


def test_other_names_for_the_host(client: TestClient, guarded: TestClient) -> None:
    for name in (
        "example.com",
        "127.0.0.1.example.com",
        "192.0.2.1",
        "",
        "[::1",
        "localhost.",
        *ODD,
    ):
        problem(client.get("/api/about", headers={"Host": name}), 421, "host")
    for name in ("localhost:8765", "[::1]:8765", "127.0.0.1"):
        assert client.get("/api/about", headers={"Host": name}).status_code == 200
    problem(guarded.get("/api/about", headers={"Host": "example.com"}), 421, "host")


def test_writes_from_other_sites(client: TestClient) -> None:
    for headers in (
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        problem(client.post("/api/scenarios", json={}, headers=headers), 403, "origin")
    own = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
    problem(client.post("/api/scenarios", json={}, headers=own), 422, "content-or-text")


def test_bodies_that_are_too_large(client: TestClient, zhongguancun: Served) -> None:
    problem(
        client.post("/api/scenarios", content=b"x" * 10_000_001, headers=json()), 413, "too-large"
    )

    def parts() -> Iterator[bytes]:
        for _ in range(11):
            yield b"x" * 1_000_000

    problem(client.post("/api/scenarios", content=parts(), headers=json()), 413, "too-large")
    for path in ("/verdict", "/proposals"):  # no route swallows it
        problem(
            client.post(zhongguancun.at(path), content=parts(), headers=json()), 413, "too-large"
        )
    files = {"file": ("x.xlsx", b"x" * 10_000_001)}
    problem(client.post("/api/scenarios", files=files), 413, "too-large")


def json() -> dict[str, str]:
    return {"Content-Type": "application/json"}


def test_bodies_of_other_types(client: TestClient, zhongguancun: Served) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        answer = client.post("/api/scenarios", content=b"{}", headers={"Content-Type": kind})
        problem(answer, 415, "media-type")


def test_what_is_not_there(client: TestClient, zhongguancun: Served) -> None:
    for path in ("/api/none", "/api/scenarios/none", "/api/proposals/x", "/static/../app.py"):
        problem(client.get(path), 404, "not-found")
    problem(client.get(zhongguancun.at("?version=9")), 404, "not-found")
    problem(client.get("/api/runs/x"), 404, "no-run")
    problem(client.delete("/api/about"), 405, "method")
    assert client.get("/static/..%2f..%2fapp.py").status_code == 404


def test_requests_of_another_form(zhongguancun: Served) -> None:
    client, path = zhongguancun.client, zhongguancun.at("/rank")
    for body in ({"count": 0}, {"count": "x"}, {"other": 1}, {"within": "2"}, []):
        answer = client.post(path, json=body)
        problem(answer, 422, "faults")
        assert answer.json()["faults"][0]["code"] == "request-part"
    problem(client.post(path, content=b"{", headers=json()), 422, "faults")


def test_bodies_that_would_take_long(zhongguancun: Served) -> None:
    """Many faults are cut at fifty, many keys refused at once, deep trees and no texts as well."""
    client, verdict = zhongguancun.client, zhongguancun.at("/verdict")
    answer = client.post(verdict, json={"pairs": [["x", "y"]] * 100_000})
    problem(answer, 422, "faults")
    assert len(answer.json()["faults"]) == 50
    for pairs in ([["x"]] * 100_000, [1] * 100_000):
        assert len(client.post(verdict, json={"pairs": pairs}).json()["faults"]) == 1
    many = {"pairs": []} | dict.fromkeys(map(str, range(100_000)), 0)
    assert len(client.post(verdict, json=many).json()["faults"]) == 1
    names = {"variants": [{"name": dict.fromkeys(map(str, range(100_000)), "x"), "changes": [{}]}]}
    assert len(client.post(zhongguancun.at("/whatif"), json=names).json()["faults"]) < 5
    wide = {"variants": [{"changes": [{"x": [0] * 100_000}]}]}
    problem(client.post(zhongguancun.at("/whatif"), json=wide), 422, "faults")
    deep: dict[str, object] = {}
    for _ in range(500):
        deep = {"a": deep}
    for changes in ([{"x": deep}], [{"weight": {"term": "affinity", "value": "\ud800"}}]):
        for path, body in (
            (zhongguancun.at("/whatif"), {"variants": [{"changes": changes}]}),
            ("/api/scenarios", {"content": {"x": changes}}),
        ):
            problem(client.post(path, content=dumps(body), headers=json()), 422, "faults")
    assert client.post(zhongguancun.at("/rank"), json={"count": 1}).status_code == 200


def test_no_token_no_entrance(guarded: TestClient) -> None:
    problem(guarded.get("/api/about"), 401, "token")
    problem(guarded.get("/openapi.json"), 401, "token")
    problem(guarded.post("/api/scenarios", json={}), 401, "token")
    for name in ("127.0.0.1/login?", "127.0.0.1/static/?"):
        problem(guarded.get("/api/about", headers={"Host": name}), 421, "host")
    for wrong in ("", TOKEN[:-1], f"{TOKEN}x", "é"):
        headers = {"Authorization": f"Bearer {wrong}".encode()}
        problem(guarded.get("/api/about", headers=headers), 401, "token")
    assert guarded.get("/").headers["location"] == "/login"
    assert guarded.get("/?token=x").headers["location"] == "/login"
    answer = guarded.get("/api/about", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200


def test_the_door(store: Store) -> None:
    settings = Settings(host="0.0.0.0", token=TOKEN, workers=1)
    base = "http://192.0.2.7:8765"
    client = TestClient(create_app(settings, store), base_url=base, follow_redirects=False)
    assert "<form" in client.get("/login").text
    assert client.post("/login", data={"token": "x"}).status_code == 403
    problem(
        client.post("/login", data={"token": TOKEN}, headers={"Origin": "http://x"}), 403, "origin"
    )
    entered = client.post("/login", data={"token": TOKEN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert client.get("/api/about").status_code == 200
    client.cookies.clear()
    assert client.get(f"/login?token={TOKEN}").status_code == 200  # no way in by the address
    long = {"token": "x" * 5000}
    problem(client.post("/login", data=long), 413, "too-large")


def test_every_problem_has_words(client: TestClient) -> None:
    assert {*catalogue("zh")["problem"]} == {*catalogue("en")["problem"]}
    told = client.get("/nothing?lang=zh").json()
    assert told["title"] == catalogue("zh")["problem"]["not-found"]["title"]
    told = client.get("/nothing", headers={"Accept-Language": "zh-CN,zh"}).json()
    assert told["title"] == catalogue("zh")["problem"]["not-found"]["title"]


def test_no_page_loads_from_elsewhere(client: TestClient) -> None:
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404
