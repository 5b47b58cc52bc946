"""Terms by their names, in files and in frontiers, and frontiers of terms that rest on nothing."""

import json
from pathlib import Path

import pytest

from allocator.files import load_scenario
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, write_tiny

CRITERIA = """\
criteria:
- {id: jobs, name: {zh: 就业, en: Employment}}
criteria_values:
"""
VALUES = "".join(
    f"- {{park: {park}, industry: {one}, value: 1, criterion: jobs}}\n"
    for park in ("north", "middle", "south")
    for one in ("ai", "cars", "food", "medicine")
)


def weighing(objective: str, more: str = "") -> str:
    """Return the tiny scenario with an objective."""
    return TINY.replace("affinity:\n", f"objective: {{{objective}}}\naffinity:\n", 1) + more


@pytest.mark.parametrize("lack", ["missing-table", "missing-near-km"])
def test_a_frontier_lacks_what_a_weight_lacks(lack: str, tmp_path: Path) -> None:
    text = (
        TINY
        if lack == "missing-table"
        else TINY + "links: [{industry: ai, other: cars, value: 1}]\n"
    )
    weighed = run(
        "rank", write_tiny(tmp_path, weighing("affinity: 1, linkage: 1", text[len(TINY) :]))
    )
    refused = run("rank", write_tiny(tmp_path, text), "--frontier", "affinity,联动")
    for result in (weighed, refused):
        assert result.exit_code == 2
        assert f"[{lack}]" in result.stderr
    assert f"--frontier: [{lack}]" in refused.stderr


def test_a_frontier_of_synergy_or_of_an_empty_criterion_is_refused(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, TINY + "criteria: [{id: jobs, name: Jobs}]\n")
    for terms, code in (
        ("affinity,synergy", "missing-table"),
        ("affinity,jobs", "criterion-without-values"),
    ):
        refused = run("rank", path, "--frontier", terms, "--format", "json")
        assert [one["code"] for one in json.loads(refused.stderr)["faults"]] == [code]
    path = write_tiny(tmp_path, TINY + "synergy: [{industry: ai, other: cars, value: 1}]\n")
    assert run("rank", path, "--frontier", "affinity,synergy").exit_code == 0


def test_terms_of_a_file_go_by_their_names(tmp_path: Path) -> None:
    named = "亲和度: 1, Differentiation: 0.5, 延续性: 0.2, 就业: 0.1"
    by_id = "affinity: 1, differentiation: 0.5, continuity: 0.2, jobs: 0.1"
    order = "ordered: [{{term: {}, tolerance: 0.1}}]\n"
    found = [
        load_scenario(
            write_tiny(tmp_path, weighing(objective, CRITERIA + VALUES + order.format(term)))
        ).scenario
        for objective, term in ((named, " 延续性 "), (by_id, "continuity"))
    ]
    assert found[0] == found[1]
    assert [*found[0].objective] == ["affinity", "differentiation", "continuity", "jobs"]


def test_a_term_by_id_and_by_name_is_there_twice(tmp_path: Path) -> None:
    refused = run(
        "rank", write_tiny(tmp_path, weighing("affinity: 1, 亲和度: 2")), "--format", "json"
    )
    assert [one["code"] for one in json.loads(refused.stderr)["faults"]] == ["duplicate-key"]


def test_a_fault_of_a_weight_by_name_has_its_line(tmp_path: Path) -> None:
    text = weighing("affinity: 1").replace("{affinity: 1}", "\n  affinity: 1\n  延续性: viel")
    refused = run("rank", write_tiny(tmp_path, text), "--format", "json")
    (fault,) = json.loads(refused.stderr)["faults"]
    assert (fault["code"], fault["line"]) == ("not-a-number", text.split("viel")[0].count("\n") + 1)


def test_an_unknown_term_lists_the_known_in_the_language(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, weighing("affinity: 1, luck: 1", CRITERIA + VALUES))
    refused = [run("rank", path, "--format", "json")]
    path = write_tiny(tmp_path, weighing("affinity: 1", CRITERIA + VALUES))
    refused.append(run("rank", path, "--frontier", "affinity,luck", "--format", "json"))
    for one in refused:
        (fault,) = json.loads(one.stderr)["faults"]
        assert "affinity（亲和度）、differentiation（差异化）" in fault["remedy"]["zh"]
        assert "jobs（就业）" in fault["remedy"]["zh"]
        assert "affinity, differentiation, continuity" in fault["remedy"]["en"]
        assert "jobs (Employment)" in fault["remedy"]["en"]
        assert fault["remedy"]["en"].isascii()


def test_names_of_terms_do_not_change_the_answer(tmp_path: Path) -> None:
    answers = []
    for objective in ("亲和度: 1, 延续性: 0.5", "affinity: 1, continuity: 0.5"):
        answer = as_json("rank", write_tiny(tmp_path, weighing(objective)))
        answers.append(answer["result"])
    assert answers[0] == answers[1]
