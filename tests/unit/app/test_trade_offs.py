"""Frontier, exceptions, certificates and limits on the command line."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from allocator.app.cli import main
from allocator.optimize.limits import StoppedError
from allocator.optimize.network import NetworkEngine
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def as_json(*arguments: object) -> dict:
    return json.loads(run(*arguments, "--format", "json").stdout)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def test_frontier_of_affinity_against_continuity(tiny: Path) -> None:
    answer = as_json("rank", tiny, "--frontier", "affinity,continuity")
    assert (answer["command"], answer["status"]) == ("rank", "optimal")
    points = [
        (one["terms"]["affinity"], one["terms"]["continuity"]) for one in answer["result"]["points"]
    ]
    # Best 18 takes five moves. A legal layout has each park hold something, so from today's
    # three pairs at north at least one goes and middle and south get one each: 4 moves give
    # ai 5 + cars 3 at north, food 3 at middle, medicine 6 at south = 17 (drop food, add two) is 3.
    assert points == [(18, -5), (17, -3)]
    rows = list(
        csv.DictReader(
            StringIO(
                run("rank", tiny, "--frontier", "affinity,continuity", "--format", "csv").stdout
            )
        )
    )
    assert {(float(row["affinity"]), float(row["continuity"])) for row in rows} == set(points)
    assert (
        "Points: 2; proven"
        in run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("affinity", [("frontier-terms", {"terms named here: 1"})]),
        ("", [("frontier-terms", {"terms named here: 0"})]),
        ("affinity,luck", [("frontier-unknown-term", {'"luck"', "affinity, differentiation"})]),
        ("affinity,affinity", [("frontier-term-twice", {'"affinity"'})]),
        (
            "affinity,luck,balance,luck",
            [
                ("frontier-term-twice", {'"luck"'}),
                ("frontier-terms", {"terms named here: 4"}),
                ("frontier-unknown-term", {'"luck"'}),
            ],
        ),
    ],
)
def test_a_frontier_needs_two_or_three_terms(
    terms: str, said: list[tuple[str, set[str]]], tiny: Path
) -> None:
    result = run("rank", tiny, "--frontier", terms, "--format", "json")
    assert result.exit_code == 2
    faults = json.loads(result.stderr)["faults"]
    assert [one["code"] for one in faults] == [code for code, _ in said]
    for fault, (_, words) in zip(faults, said, strict=True):
        text = fault["what"]["en"] + fault["remedy"]["en"]
        assert all(one in text for one in words)


@pytest.mark.parametrize(
    "question",
    [("--frontier", "affinity,continuity"), ("--exceptions", 1), ("--exception-price", 1)],
)
@pytest.mark.parametrize(
    "option",
    [("-k", 3), ("-k", 30_000), ("--distance", 2), ("--within", "0.1"), ("--engine", "network")],
)
def test_options_of_lists_are_refused_elsewhere(
    question: tuple[str, object], option: tuple[str, object], tiny: Path
) -> None:
    refused = run("rank", tiny, *question, *option, "--lang", "en")
    assert refused.exit_code == 2
    assert f"{option[0]}: [list-option-here]" in refused.stderr
    assert f"{question[0]} does not list layouts" in refused.stderr


def test_all_options_of_lists_are_refused_at_once(tiny: Path) -> None:
    options = ["--distance", 3, "--time-limit", 5, "-k", 2]
    refused = run("rank", tiny, "--exceptions", 1, *options)
    assert refused.stderr.count("list-option-here") == 2
    assert refused.stderr.count("no-limit-here") == 1
    usual = ["--distance", 1, "--engine", "auto"]
    assert run("rank", tiny, "--exceptions", 1, *usual).exit_code == 0


@pytest.mark.parametrize("price", ["0.0000004", "0.1234567", "1." + 40 * "0" + "1"])
def test_a_price_finer_than_the_scale_is_refused(price: str, tiny: Path) -> None:
    refused = run("rank", tiny, "--exception-price", price, "--lang", "en")
    assert refused.exit_code == 2
    assert f"The price {price} is finer" in refused.stderr
    assert "the finest price is 0.000001." in refused.stderr


@pytest.mark.parametrize("price", ["0", "0.000001", "0.12345600", "1.5"])
def test_a_price_on_the_scale_is_answered(price: str, tiny: Path) -> None:
    assert run("rank", tiny, "--exception-price", price).exit_code == 0


def test_nothing_gained_is_said_in_plain_words(tiny: Path) -> None:
    said = run("rank", tiny, "--exceptions", 1, "--lang", "en").stdout
    row = next(line.split() for line in said.splitlines() if line.split()[:1] == ["1"])
    assert row == ["1", "18.0000", "0", "yes", "—"]
    text = run("rank", tiny, "--exceptions", 1, "--format", "csv").stdout
    first, second = csv.DictReader(StringIO(text))
    assert (first["gain"], first["keeps"]) == ("", "")
    assert (float(second["gain"]), second["keeps"]) == (0, "yes")
    assert (second["rule"], second["slots"]) == ("", "")
    rows = csv.DictReader(
        StringIO(run("rank", ZHONGGUANCUN, "--exceptions", 1, "--format", "csv").stdout)
    )
    *_, last = rows
    assert (last["rule"], last["subject"], last["slots"]) == ("park_cap", "yanqing", "1")
    assert last["subject_name"] == "延庆园"


def test_terms_at_the_head_of_columns_are_capitalised(tiny: Path) -> None:
    said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    head = next(line for line in said.splitlines() if "Point " in line)
    assert "Affinity" in head
    assert "Continuity" in head
    pair = run("affinity", tiny, "--pair", "north", "ai", "--lang", "en").stdout
    assert "\n Given matrix " in pair


def test_two_questions_at_once_are_refused(tiny: Path) -> None:
    asked = run("rank", tiny, "--frontier", "affinity,continuity", "--exceptions", 2)
    assert asked.exit_code == 2
    assert "two-questions" in asked.stderr


def test_a_limit_is_for_lists_only(tiny: Path) -> None:
    for question in (["--exceptions", 1], ["--frontier", "affinity,continuity"]):
        asked = run("rank", tiny, *question, "--time-limit", 5)
        assert asked.exit_code == 2
        assert "no-limit-here" in asked.stderr


def test_exceptions_and_what_they_buy(tiny: Path) -> None:
    steps = as_json("rank", tiny, "--exceptions", 2)["result"]["steps"]
    # park_cap binds in principle at 2: north could take ai and cars and food, but each industry
    # has one park: the best 18 is reached without, and no exception adds anything.
    assert [step["value"] for step in steps] == [18, 18, 18]
    assert all(step["taken"] == [] for step in steps)
    real = as_json("rank", ZHONGGUANCUN, "--exceptions", 2)["result"]["steps"]
    assert real[1]["taken"] == [{"rule": "park_cap", "subject": "yanqing", "slots": 1}]
    assert real[1]["gain"] == pytest.approx(real[1]["value"] - real[0]["value"])
    assert real[2]["keeps_the_ones_before"] is True


def test_a_price_decides_how_many_exceptions_are_worth_it() -> None:
    # The curve gains 0.489, 0.433, 0.407, 0.350, 0.342: at 0.42 the first two pay for themselves.
    said = run("rank", ZHONGGUANCUN, "--exception-price", "0.42", "--lang", "en").stdout
    assert "after paying for its exceptions" in said
    priced = as_json("rank", ZHONGGUANCUN, "--exception-price", "0.42")["result"]["steps"]
    curve = as_json("rank", ZHONGGUANCUN, "--exceptions", 3)["result"]["steps"]
    net = [one["value"] - 0.42 * one["exceptions"] for one in curve]
    assert priced[0]["value"] - 0.42 * priced[0]["exceptions"] >= max(net) - 1e-9
    none = as_json("rank", ZHONGGUANCUN, "--exception-price", "3")["result"]["steps"]
    assert (none[0]["exceptions"], none[0]["value"]) == (0, curve[0]["value"])
    assert run("rank", ZHONGGUANCUN, "--exception-price", "-1").exit_code == 2


def test_certificates_in_words_and_json(tiny: Path) -> None:
    asked = ("rank", tiny, "-k", 50, "--within", "0.1", "--distance", 3)
    certificate = as_json(*asked)["result"]["certificate"]
    assert certificate == {
        "no_other_within": 0.1,
        "no_other_apart": 3,
        "among_levels_only": False,
        "proven": True,
    }
    assert (
        "no other legal layout within 10% of the best differs from every one listed by 3 moves"
        in " ".join(run(*asked, "--lang", "en").stdout.split())
    )
    cut = as_json("rank", tiny, "-k", 2, "--distance", 3)["result"]["certificate"]
    assert cut["proven"] is False
    assert as_json("rank", tiny)["result"]["certificate"] is None


def test_a_limit_ends_in_status_3_with_what_there_is(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = NetworkEngine.stream

    def stream(self: NetworkEngine) -> object:
        for n, one in enumerate(whole(self)):
            if n == 3:
                raise StoppedError
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    result = run("rank", tiny, "--time-limit", 60, "--lang", "en")
    assert result.exit_code == 3
    assert "Stopped early" in result.stdout
    assert "Whatever else is legal and qualifies is worth at most" in result.stdout
    assert as_json("rank", tiny)["status"] == "feasible"


def test_long_lists_are_streamed_and_the_same(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = run("rank", tiny, "-k", 40, "--format", "csv").stdout
    monkeypatch.setattr("allocator.app.long_lists.MOST_LAYOUTS", 10)
    output = tmp_path / "long.csv"
    asked = ("rank", tiny, "-k", 40, "--lang", "zh")
    refused = run(*asked, "--format", "csv")
    assert refused.exit_code == 2
    assert "list-too-long" in refused.stderr
    assert run(*asked, "--output", output).exit_code == 2
    written = run(*asked, "--format", "csv", "--output", output)
    assert written.exit_code == 0
    assert "40" in written.stderr
    assert output.read_bytes() == b"\xef\xbb\xbf" + short.encode()


def test_a_long_list_that_is_stopped_keeps_what_is_proven(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = NetworkEngine.stream

    def stream(self: NetworkEngine) -> object:
        for n, one in enumerate(whole(self)):
            if n == 20:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    monkeypatch.setattr("allocator.app.long_lists.MOST_LAYOUTS", 10)
    output = tmp_path / "long.csv"
    stopped = run("rank", tiny, "-k", 40, "--format", "csv", "--output", output)
    assert stopped.exit_code == 3
    rows = list(csv.DictReader(StringIO(output.read_text("utf-8-sig"))))
    assert 10 <= max(int(row["rank"]) for row in rows) <= 20


def test_effort_stops_at_the_same_place(tiny: Path) -> None:
    asked = ("rank", tiny, "--engine", "constraint", "-k", 30, "--effort-limit", "0.001")
    first = as_json(*asked)
    assert first["status"] in ("feasible", "interrupted", "optimal")
    assert as_json(*asked) == first


def test_an_ordered_objective_says_what_it_holds(tmp_path: Path) -> None:
    ordered = "ordered:\n  - {term: affinity, tolerance: 0.05}\n"
    path = write_tiny(tmp_path, TINY + ordered)
    said = " ".join(run("rank", path, "--lang", "en").stdout.split())
    assert "In this order: affinity at least 17.1000 (tolerance 5%)" in said
    answer = as_json("rank", path)
    assert answer["result"]["levels"] == {"affinity": 17.1}
    assert all(one["value"] >= 17.1 for one in answer["result"]["layouts"])
    questions = (["--exceptions", 1], ["--exception-price", 1])
    for question in (*questions, ["--frontier", "affinity,continuity"]):
        refused = run("rank", path, *question)
        assert refused.exit_code == 2
        assert "order-has-lists-only" in refused.stderr


def test_exceptions_need_a_cap_in_principle(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, TINY.replace(", in_principle: true", ""))
    refused = run("rank", path, "--exceptions", 1)
    assert refused.exit_code == 2
    assert "no-cap-in-principle" in refused.stderr


def test_budgets_without_a_layout_are_said(tmp_path: Path) -> None:
    # Four industries, one park each, and a quota of four at north, whose cap is two in principle.
    quota = "industry_cap: {default: 1}\n  park_floor: {default: 0}\n"
    quota += "  quota: [{id: north, name: 北园四业, parks: [north], min: 4}]"
    path = write_tiny(tmp_path, TINY.replace("industry_cap: {default: 1}", quota))
    said = run("rank", path, "--exceptions", 3, "--lang", "en").stdout
    assert "No layout is legal with fewer exceptions than 2 (proven)." in said
    assert (
        "Even with so many exceptions"
        in run("rank", path, "--exceptions", 1, "--lang", "en").stdout
    )
    listed = run("rank", path, "--lang", "en")
    assert listed.exit_code == 1
    assert "asks for at least 4 of its pairs, and caps and bars leave room for 2" in " ".join(
        listed.stdout.split()
    )


def test_an_interrupted_curve_is_no_bug(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise StoppedError

    monkeypatch.setattr("allocator.study.exceptions.exception_curve", interrupted)
    result = run("rank", tiny, "--exceptions", 2, "--lang", "en")
    assert result.exit_code == 3
    assert "Interrupted" in result.stderr


ORDERED = """\
schema: allocator/scenario/1
id: m
name: m
parks: [{id: p}]
industries: [{id: a}, {id: b}]
affinity: {given: {}}
given: [{park: p, industry: a, value: 0.2}, {park: p, industry: b, value: 0.9}]
criteria: [{id: jobs, name: Jobs}]
criteria_values:
  - {park: p, industry: a, value: 9, criterion: jobs}
  - {park: p, industry: b, value: 1, criterion: jobs}
objective: {affinity: 1, jobs: 0.01}
ordered: [{term: jobs}]
rules: {park_cap: {default: 1}}
"""


def test_an_order_is_named_where_it_decides(tmp_path: Path) -> None:
    # b is legal and worth more (0.91 against 0.29), but jobs come first.
    path = write_tiny(tmp_path, ORDERED)
    proposal = tmp_path / "b.csv"
    proposal.write_text("park,industry\np,b\n", "utf-8")
    checked = run("check", path, proposal, "--lang", "en")
    assert checked.exit_code == 0
    said = " ".join(checked.stdout.split())
    assert "0.6200 above the layout that comes first: only because it does not keep" in said
    assert "order of aims: Jobs 0.0800 below the least that comes first, 0.0900." in said
    assert "First in order" in said
    levels = as_json("check", path, proposal)["result"]["levels"]
    assert levels == {"jobs": {"least": 0.09, "short": 0.08}}
    assert "breaks rules" not in checked.stdout
    listed = run("rank", path, "--distance", 2, "--within", "0.2", "--lang", "en")
    assert "among the legal layouts that keep the order" in listed.stdout
    certificate = as_json("rank", path, "--distance", 2)["result"]["certificate"]
    assert certificate["among_levels_only"] is True
