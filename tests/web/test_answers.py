"""What the routes answer is what the commands answer."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from ruamel.yaml import YAML

from tests.support.command import as_json, run
from tests.support.served import Served, put
from tests.web.conftest import ZHONGGUANCUN

TINY = Path("scenarios/broken/accepted-whole-rule-book")


def without_files(node: Any) -> Any:
    """Leave out where statements stand: in files for the command, in the store for the server."""
    if isinstance(node, dict):
        return {k: without_files(v) for k, v in node.items() if k not in ("file", "line")}
    return [without_files(one) for one in node] if isinstance(node, list) else node


def same(route: Any, command: Any) -> None:
    for part in ("schema", "command", "scenario", "status", "engine", "result"):
        assert without_files(route[part]) == without_files(command[part]), part


@pytest.mark.parametrize("path", [ZHONGGUANCUN, TINY])
@pytest.mark.parametrize(
    ("route", "asked", "command"),
    [
        ("/rank", {"count": 3, "distance": 4}, ["rank", "-k", "3", "--distance", "4"]),
        ("/rank", {"within": "0.001"}, ["rank", "--within", "0.001"]),
        ("/check", {}, ["check"]),
        ("/explain/prices", {}, ["explain", "--prices"]),
        ("/explain/conflicts", {}, ["explain", "--conflicts"]),
    ],
)
def test_the_same_answer(
    client: TestClient, path: Path, route: str, asked: dict[str, Any], command: list[str]
) -> None:
    served = put(client, path)
    found = served.post(route, **asked)
    same(found, as_json(command[0], path, *command[1:], "--lang", "en"))


def test_a_pair(zhongguancun: Served) -> None:
    found = zhongguancun.post("/explain/pair", park="haidian", industry="ai")
    told = as_json("explain", ZHONGGUANCUN, "--pair", "haidian", "ai", "--lang", "en")
    same(found, told)
    traced = zhongguancun.client.get(zhongguancun.at("/affinity/haidian/ai?lang=en")).json()
    same(traced, as_json("affinity", ZHONGGUANCUN, "--pair", "haidian", "ai", "--lang", "en"))


def test_what_if(zhongguancun: Served) -> None:
    file = Path("scenarios/what-ifs/fourth-industry.yaml")
    tree = YAML(typ="safe").load(file.read_text("utf-8"))
    variant = {
        "id": tree["id"],
        "name": tree["name"],
        "question": tree["question"],
        "changes": tree["changes"],
    }
    found = zhongguancun.post("/whatif", variants=[variant])
    same(found, as_json("whatif", ZHONGGUANCUN, file, "--lang", "en"))


def amounts(one: dict[str, Any]) -> tuple[str, str, Any]:
    return one["park"] or "", one["industry"] or "", one["amount"]


def test_the_verdict_is_that_of_check(zhongguancun: Served) -> None:
    board = zhongguancun.client.get(zhongguancun.at("/board?lang=en")).json()
    assert board["best"]["status"] == "optimal"
    checked = as_json("check", ZHONGGUANCUN, "--lang", "en")["result"]
    told = zhongguancun.post("/verdict", pairs=board["current"])
    assert (told["value"], told["gap"]) == (checked["proposal"]["value"], checked["gap"])
    assert told["terms"] == checked["proposal"]["terms"]
    assert told["allowed"] is False
    broken = [one for rule in checked["verdicts"] for one in rule["violations"]]
    assert sorted(map(amounts, told["violations"])) == sorted(map(amounts, broken))
    best = zhongguancun.post("/verdict", pairs=board["best"]["pairs"])
    assert (best["allowed"], best["gap"], best["value"]) == (True, 0, board["best"]["value"])


def test_a_layout_to_check(zhongguancun: Served, tmp_path: Path) -> None:
    pairs = zhongguancun.client.get(zhongguancun.at("/board")).json()["best"]["pairs"]
    file = tmp_path / "layout.csv"
    file.write_text("park,industry\n" + "".join(f"{p},{i}\n" for p, i in pairs), "utf-8")
    same(
        zhongguancun.post("/check", pairs=pairs),
        as_json("check", ZHONGGUANCUN, file, "--lang", "en"),
    )


def test_the_workbook_comes_back_as_the_same_scenario(zhongguancun: Served) -> None:
    client = zhongguancun.client
    book = client.get(zhongguancun.at("/workbook")).content
    sent = client.post("/api/scenarios", files={"file": ("x.xlsx", book)}, data={"why": "back"})
    assert sent.status_code == 201, sent.text
    again = Served(client, sent.json()["key"])
    assert (
        again.post("/rank", count=1)["scenario"] == zhongguancun.post("/rank", count=1)["scenario"]
    )


@pytest.mark.parametrize("kind", ["heatmap", "bipartite", "map", "change", "profile"])
def test_pictures(zhongguancun: Served, kind: str) -> None:
    answer = zhongguancun.client.post(zhongguancun.at(f"/picture/{kind}"), json={"lang": "en"})
    drawn = run("draw", kind, ZHONGGUANCUN, "--lang", "en").stdout
    assert (answer.headers["content-type"], answer.text) == ("image/svg+xml", drawn)


@pytest.mark.parametrize(("form", "start"), [("html", b"<!"), ("docx", b"PK")])
def test_memos(zhongguancun: Served, form: str, start: bytes) -> None:
    body = {"form": form, "lang": "zh"}
    answer = zhongguancun.client.post(zhongguancun.at("/report"), json=body)
    assert (answer.status_code, answer.content[:2]) == (200, start)


def test_an_answer_as_a_workbook(zhongguancun: Served) -> None:
    for body in ({"command": "rank", "count": 2}, {"command": "check"}):
        answer = zhongguancun.client.post(zhongguancun.at("/answer.xlsx"), json=body)
        assert (answer.status_code, answer.content[:2]) == (200, b"PK"), answer.text


def test_violations_stand_in_the_order_of_the_command(zhongguancun: Served) -> None:
    board = zhongguancun.client.get(zhongguancun.at("/board")).json()
    found = zhongguancun.post("/verdict", pairs=board["current"])["violations"]
    parks = [one["id"] for one in board["parks"]]
    of_parks = [parks.index(one["park"]) for one in found if one["rule"] == "park_cap"]
    assert len(of_parks) > 3
    assert of_parks == sorted(of_parks)
    printed = run("check", ZHONGGUANCUN, "--lang", "en").stdout
    places = [printed.index(one["park"].capitalize()) for one in found if one["park"]]
    assert places == sorted(places)


def test_pictures_and_memos_name_the_layout_at_hand(zhongguancun: Served) -> None:
    client = zhongguancun.client
    pairs = client.get(zhongguancun.at("/board")).json()["current"]
    for lang, name in (("zh", "当前布局"), ("en", "layout at hand")):
        asked = {"pairs": pairs, "lang": lang}
        drawn = client.post(zhongguancun.at("/picture/heatmap"), json=asked).text
        memo = client.post(zhongguancun.at("/report"), json=asked).text
        assert name in drawn
        assert name in memo
