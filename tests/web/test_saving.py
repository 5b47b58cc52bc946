"""Saving scenarios and proposals: versions, two writers, names that would be code."""

from io import BytesIO
from typing import Any

from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.support.served import Served, content_of, put
from tests.support.waiting import until
from tests.web.conftest import ZHONGGUANCUN

SCRIPT = "<script>alert(1)</script>"


def test_versions(client: TestClient) -> None:
    content = content_of(ZHONGGUANCUN)
    first = client.post("/api/scenarios", json={"content": content, "why": "one", "name": "n"})
    key = first.json()["key"]
    assert (first.status_code, first.headers["etag"], first.json()["who"]) == (201, '"1"', "tester")
    again = {"content": content, "why": "two", "name": "m"}
    path = f"/api/scenarios/{key}"
    assert client.put(path, json=again).status_code == 428
    assert client.put(path, json=again, headers={"If-Match": "*"}).status_code == 428
    saved = client.put(path, json=again, headers={"If-Match": '"1"'})
    assert (saved.status_code, saved.headers["etag"]) == (200, '"2"')
    assert [one["why"] for one in client.get(f"{path}/versions").json()] == ["two", "one"]
    assert client.get(f"{path}?version=1").json()["name"] == "n"
    assert client.get(path).headers["etag"] == '"2"'
    late = client.put(path, json=again, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert late.json()["latest"]["version"] == 2
    assert len(client.get(f"{path}/versions").json()) == 2


def test_faults_are_those_of_the_command(client: TestClient) -> None:
    content = content_of(ZHONGGUANCUN) | {"as_of": "soon", "unheard": 1}
    answer = client.post("/api/scenarios", json={"content": content})
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["faults"]} == {"not-a-month", "unknown-key"}
    for key in ("extends", "tables"):
        text = f"schema: allocator/scenario/1\n{key}: ../../etc/passwd\n"
        found = client.post("/api/scenarios", json={"text": text}).json()["faults"]
        assert [one["code"] for one in found] == ["content-names-files"]


def test_a_park_called_script(client: TestClient) -> None:
    content = content_of(ZHONGGUANCUN)
    content["parks"][0] |= {"name_zh": SCRIPT, "name_en": SCRIPT}
    key = client.post("/api/scenarios", json={"content": content, "name": SCRIPT}).json()["key"]
    board = client.get(f"/api/scenarios/{key}/board")
    assert board.headers["content-type"] == "application/json"
    assert SCRIPT in [park["name"] for park in board.json()["parks"]]
    for form, path in (("html", "report"), ("svg", "picture/heatmap")):
        body = {"form": form} if form == "html" else {}
        told = client.post(f"/api/scenarios/{key}/{path}", json=body).text
        assert "alert(1)" in told
        assert "<script" not in told


def test_proposals(zhongguancun: Served) -> None:
    client = zhongguancun.client
    pairs = [{"park": "haidian", "industry": "ai"}, {"park": "haidian", "industry": "ai"}]
    sent = {"name": SCRIPT, "why": "w", "content": {"pairs": pairs}}
    saved = client.post(zhongguancun.at("/proposals"), json=sent)
    assert saved.status_code == 201, saved.text
    path = f"/api/proposals/{saved.json()['key']}"
    read = client.get(path)
    assert (read.headers["etag"], read.json()["name"]) == ('"1"', SCRIPT)
    assert read.json()["content"] == '{"pairs": [{"park": "haidian", "industry": "ai"}]}\n'
    assert client.put(path, json=sent, headers={"If-Match": '"1"'}).headers["etag"] == '"2"'
    late = client.put(path, json=sent, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["latest"]["version"]) == (412, 2)
    assert [one["version"] for one in client.get(f"{path}/versions").json()] == [2, 1]
    listed = client.get(zhongguancun.at("/proposals")).json()
    assert [one["version"] for one in listed] == [2]
    wrong = {**sent, "content": {"pairs": [{"park": "nowhere", "industry": "ai"}]}}
    refused = client.post(zhongguancun.at("/proposals"), json=wrong)
    assert [one["code"] for one in refused.json()["faults"]] == ["unknown-park"]


def test_answers_are_kept(zhongguancun: Served) -> None:
    """They are written after they were given: who asks does not wait for the disk."""
    answer = zhongguancun.post("/rank", count=7)

    def kept() -> list[dict[str, Any]]:
        runs = zhongguancun.client.get(zhongguancun.at("/runs")).json()
        return [one for one in runs if one["settings"].get("count") == 7]

    until(kept)
    [last] = kept()
    assert (last["command"], last["settings"]["count"], last["who"]) == ("rank", 7, "tester")
    read = zhongguancun.client.get(zhongguancun.at(f"/runs/{last['key']}")).json()
    assert read == answer


def test_a_variant_becomes_a_scenario_of_its_own(zhongguancun: Served) -> None:
    client = zhongguancun.client
    changes = [{"cap": {"park": "haidian", "value": 4}}]
    asked = {"name": SCRIPT, "why": "tried", "changes": changes}
    saved = client.post(zhongguancun.at("/changed"), json=asked).json()
    assert (saved["name"], saved["why"], saved["version"]) == (SCRIPT, "tried", 1)
    assert saved["key"] != zhongguancun.key
    caps = {}
    for key in (zhongguancun.key, saved["key"]):
        board = client.get(f"/api/scenarios/{key}/board").json()
        caps[key] = {one["id"]: one["cap"] for one in board["parks"]}
    assert caps[saved["key"]] == caps[zhongguancun.key] | {"haidian": 4}
    told = zhongguancun.post("/whatif", variants=[{"changes": changes}])
    best = client.post(f"/api/scenarios/{saved['key']}/rank", json={"count": 1}).json()
    assert best["result"]["layouts"][0]["value"] == told["result"]["variants"][0]["value"]
    wrong = client.post(zhongguancun.at("/changed"), json=asked | {"changes": [{"cap": 1}]})
    assert wrong.status_code == 422
    assert wrong.json()["faults"]


def test_a_workbook_as_the_next_version(client: TestClient) -> None:
    own = put(client, ZHONGGUANCUN)
    path, book = own.at(""), client.get(own.at("/workbook")).content
    files = {"file": ("b.xlsx", book)}
    before = client.get(path).json()
    assert client.put(path, files=files).status_code == 428
    saved = client.put(
        path, files=files, data={"why": "again", "name": "n"}, headers={"If-Match": '"1"'}
    )
    assert saved.status_code == 200
    told = saved.json()
    assert (told["version"], told["name"], told["why"]) == (2, "n", "again")
    late = client.put(path, files=files, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["latest"]["version"]) == (412, 2)
    ranked = [
        client.post(own.at("/rank"), json={"count": 2, "version": version}).json()
        for version in (before["version"], 2)
    ]
    assert ranked[0]["result"]["layouts"] == ranked[1]["result"]["layouts"]


def test_a_faulty_workbook_comes_back_marked(zhongguancun: Served) -> None:
    client = zhongguancun.client
    raw = client.get(zhongguancun.at("/workbook")).content
    whole = client.post("/api/workbooks/marked", files={"file": ("b.xlsx", raw)})
    assert (whole.status_code, whole.json()["code"]) == (409, "no-faults")
    book = load_workbook(BytesIO(raw))
    book["现状布局 Current"]["B2"] = "没有的产业"
    faulty = BytesIO()
    book.save(faulty)
    files = {"file": ("b.xlsx", faulty.getvalue())}
    assert client.post("/api/scenarios", files=files).status_code == 422
    copy = client.post("/api/workbooks/marked?lang=zh", files=files)
    assert copy.status_code == 200
    marked = load_workbook(BytesIO(copy.content))
    assert "没有的产业" in marked["现状布局 Current"]["B2"].comment.text
    nothing = client.post("/api/workbooks/marked", files={"file": ("b.xlsx", b"PK")})
    assert nothing.status_code == 422
    assert client.post("/api/workbooks/marked", json={}).json()["code"] == "no-file"
