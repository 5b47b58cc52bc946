"""Frontier, exceptions, certificates and limits on the command line."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner, Result

from allocator.app.cli import main
from allocator.optimize.constraint import ConstraintEngine
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
        (
            "affinity,luck",
            [
                (
                    "frontier-unknown-term",
                    {'"luck"', "affinity（亲和度）, differentiation（差异化）"},
                )
            ],
        ),
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
    assert row == ["1", "18.0000", "0", "yes", "—", "—"]
    text = run("rank", tiny, "--exceptions", 1, "--format", "csv").stdout
    first, second = csv.DictReader(StringIO(text))
    assert (first["gain"], first["keeps"]) == ("", "")
    assert (float(second["gain"]), second["keeps"]) == (0, "yes")
    assert (second["rule"], second["slots"]) == ("", "")
    rows = csv.DictReader(
        StringIO(run("rank", ZHONGGUANCUN, "--exceptions", 1, "--format", "csv").stdout)
    )
    first, taken, *changed = rows
    assert (first["rule"], first["change"]) == ("", "")
    assert (taken["rule"], taken["clause"], taken["subject"]) == ("park_cap", "P1", "yanqing")
    assert (taken["slots"], taken["subject_name"], taken["change"]) == ("1", "延庆园", "")
    assert [(row["change"], row["park"], row["industry"], row["rule"]) for row in changed] == [
        ("add", "xicheng", "tech_services", ""),
        ("add", "yanqing", "advanced_energy", ""),
        ("drop", "xicheng", "advanced_energy", ""),
    ]


def test_a_row_of_exceptions_says_how_its_layout_differs() -> None:
    said = run("rank", ZHONGGUANCUN, "--exceptions", 1, "--lang", "en").stdout
    assert "Differs from the row before by" in said
    assert "Yanqing Park: +Advanced energy" in said
    assert "(P1)" in said
    zh = run("rank", ZHONGGUANCUN, "--exceptions", 1, "--lang", "zh").stdout
    assert "与上一行的不同" in zh
    assert "延庆园：+先进能源" in zh


def test_the_first_point_of_a_frontier_is_shown_park_by_park(tiny: Path) -> None:
    for language, title, row in (
        ("en", "Layout of point 1", "North Park Artificial intelligence (5.00) −Cars −Food"),
        ("zh", "第1点的布局", "北园 人工智能(5.00) −汽车 −食品"),
    ):
        said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", language).stdout
        assert title in said
        assert row in " ".join(said.split())
    said = run("rank", tiny, "--frontier", "affinity,continuity", "--lang", "en").stdout
    assert "as good as one of these in every term" in " ".join(said.split())
    head = next(line for line in said.splitlines() if "Point " in line)
    assert "Moves against today" in head


def test_terms_go_by_their_names_too(tiny: Path) -> None:
    asked = as_json("rank", tiny, "--frontier", "affinity,continuity")
    for terms in ("亲和度,延续性", "亲和度，Continuity", "affinity、 延续性"):
        assert as_json("rank", tiny, "--frontier", terms) == asked
    twice = run("rank", tiny, "--frontier", "affinity,亲和度", "--lang", "en")
    assert "frontier-term-twice" in twice.stderr


def test_criteria_go_by_their_names_where_these_are_theirs_alone(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HUGE)
    answer = as_json("rank", path, "--frontier", "亲和度,firms")
    assert answer["result"]["terms"] == ["affinity", "firms"]
    assert as_json("rank", path, "--frontier", "亲和度,Firms") == answer
    alike = write_tiny(
        tmp_path, HUGE.replace("name: Firms", "name: Jobs").replace("id: jobs", "id: j")
    )
    alike.write_text(
        alike.read_text("utf-8")
        .replace("criterion: jobs", "criterion: j")
        .replace("jobs: 1", "j: 1"),
        "utf-8",
    )
    refused = run("rank", alike, "--frontier", "affinity,Jobs", "--lang", "en")
    assert 'There is no term "Jobs"' in refused.stderr
    assert "j（Jobs）, firms（Jobs）" in refused.stderr


# Four industries at north, of which the threshold leaves three, whatever caps are lifted.
HOPELESS = TINY.replace(
    "industry_cap: {default: 1}",
    "industry_cap: {default: 3}\n  min_affinity: {threshold: 1}\n  park_floor: {default: 1}",
).replace("name_zh: 北园,", "floor: 4, cap: 4, name_zh: 北园,")
QUESTIONS = [
    ("--frontier", "affinity,continuity"),
    ("--exceptions", 3),
    ("--exception-price", 1),
    ("-k", 3),
    ("-k", 30_000),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_cause_is_named_whatever_is_asked(question: tuple[str, object], tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HOPELESS)
    en = "North Park: industries needed 4, room for 3."
    zh = "北园 至少要布局 4 个产业，只放得下 3 个。"
    if question != ("-k", 30_000):
        for language, words in (("en", en), ("zh", zh)):
            result = run("rank", path, *question, "--lang", language)
            assert result.exit_code == 1
            assert "".join(words.split()) in "".join(result.stdout.split())
        result = as_json("rank", path, *question)["result"]
        assert [one["kind"] for one in result["shortages"]] == ["floors"]
        assert result["conflict"] is None
    output = ("--output", tmp_path / "o.csv")
    empty = run("rank", path, *question, "--format", "csv", "--lang", "en", *output)
    assert empty.exit_code == 1
    assert en in empty.stderr
    assert len(output[1].read_text("utf-8-sig").splitlines()) == 1


def test_what_no_exception_mends_is_told_as_such(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HOPELESS)
    said = run("rank", path, "--exceptions", 3, "--lang", "en").stdout
    assert "Even with 3 exceptions no layout is legal (proven)." in said
    assert "However many exceptions to caps in principle are made:" in said
    assert as_json("rank", path, "--exceptions", 3)["result"]["causes_hold_however_many"] is True
    assert "即使准 3 个例外" in run("rank", path, "--exceptions", 3, "--lang", "zh").stdout
    answered = run("rank", path, "--exception-price", 1, "--format", "csv", "--lang", "zh")
    assert "无论准多少例外" in answered.stderr


def test_a_list_with_rows_says_nothing_beside_them(tiny: Path) -> None:
    for question in QUESTIONS[:-1]:
        assert run("rank", tiny, *question, "--format", "csv").stderr == ""


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
    assert real[1]["taken"] == [
        {"rule": "park_cap", "clause": "P1", "subject": "yanqing", "slots": 1}
    ]
    assert real[1]["gain"] == pytest.approx(real[1]["value"] - real[0]["value"])
    assert real[2]["keeps_the_ones_before"] is True
    # what the first gains and keeps has nothing to be held against
    assert [real[0][key] for key in ("gain", "keeps_the_ones_before")] == [None, None]
    assert real[0]["moves_from_the_one_before"] is None
    assert real[2]["moves_from_the_one_before"] == {
        "count": 1,
        "add": [{"park": "haidian", "industry": "advanced_computing"}],
        "drop": [],
    }


def test_a_price_decides_how_many_exceptions_are_worth_it() -> None:
    # The curve gains 0.489, 0.433, 0.407, 0.350, 0.342: at 0.42 the first two pay for themselves.
    said = run("rank", ZHONGGUANCUN, "--exception-price", "0.42", "--lang", "en").stdout
    assert "after paying 0.42 for each of its exceptions" in said
    row = next(line.split() for line in said.splitlines() if line.split()[:1] == ["2"])
    assert row[:4] == ["2", "30.0771", "0.42", "29.2371"]
    assert "Haidian Park +1 (P1)" in said
    assert "The layout at this price" in said
    priced = as_json("rank", ZHONGGUANCUN, "--exception-price", "0.42")["result"]["steps"]
    curve = as_json("rank", ZHONGGUANCUN, "--exceptions", 3)["result"]["steps"]
    net = [one["value"] - 0.42 * one["exceptions"] for one in curve]
    assert priced[0]["value"] - 0.42 * priced[0]["exceptions"] >= max(net) - 1e-9
    assert (priced[0]["price"], priced[0]["net_value"]) == (0.42, 29.237089)
    assert not {"gain", "keeps_the_ones_before"} & set(priced[0])
    text = run("rank", ZHONGGUANCUN, "--exception-price", "0.42", "--format", "csv").stdout
    rows = list(csv.DictReader(StringIO(text)))
    assert {(row["value"], row["price"], row["net_value"]) for row in rows} == {
        ("30.077089", "0.42", "29.237089")
    }
    assert [row["subject"] for row in rows] == ["haidian", "yanqing"]
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

    def stream(self: NetworkEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == 3:
                raise StoppedError
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    result = run("rank", tiny, "--time-limit", 60, "--lang", "en")
    assert result.exit_code == 3
    assert "Stopped early" in result.stdout
    assert "Whatever else is legal and qualifies is worth at most" in result.stdout
    assert as_json("rank", tiny)["status"] == "feasible"
    near = run("rank", tiny, "--within", "0.5", "--time-limit", 60, "--lang", "en")
    assert near.exit_code == 3
    assert "Not proven: that no others qualify." in near.stdout
    near = run("rank", tiny, "--within", "0.5", "--time-limit", 60, "--lang", "zh")
    assert "未证明没有别的布局符合条件。" in near.stdout


def test_a_whole_list_is_no_stop(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ConstraintEngine.stream

    def stream(self: ConstraintEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == 2:
                raise StoppedError
            yield one

    monkeypatch.setattr(ConstraintEngine, "stream", stream)
    asked = ("rank", tiny, "--engine", "constraint", "-k", 2, "--within", "0.5")
    for language, words in (
        ("en", "Whether more follow was not found out before the stop."),
        ("zh", "其后是否还有布局，停下之前尚未查明。"),
    ):
        result = run(*asked, "--lang", language)
        assert result.exit_code == 0
        said = " ".join(result.stdout.split())
        assert words in said
        for other in ("Stopped early", "Not proven", "中途停止", "未证明"):
            assert other not in said
    answer = as_json(*asked)
    assert answer["status"] == "optimal"
    assert answer["result"]["exhausted"] is False
    assert answer["result"]["proven"] == 2
    assert answer["result"]["certificate"]["proven"] is False


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

    def stream(self: NetworkEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
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
    for most, words in ((0, "Without exceptions no"), (1, "Even with one exception no")):
        said = run("rank", path, "--exceptions", most, "--lang", "en").stdout
        assert words in said
        # more of them help, so the cause named is that of no exception at all
        assert "More exceptions may help." in said
        assert "asks for at least 4 of its pairs" in " ".join(said.split())
    result = as_json("rank", path, "--exceptions", 1)["result"]
    assert [one["kind"] for one in result["shortages"]] == ["quota_min"]
    assert result["causes_hold_however_many"] is False
    listed = run("rank", path, "--lang", "en")
    assert listed.exit_code == 1
    assert (
        "asks for at least 4 of its pairs, and there is room for 2. Pairs that it counts: 4. "
        "Lower the quota, or raise park caps."
    ) in " ".join(listed.stdout.split())


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
    assert "0.6200 above the layout that comes first: it does not keep the order of aims." in said
    assert "order of aims: Jobs 0.0800 below the least that comes first, 0.0900." in said
    assert "First in order" in said
    levels = as_json("check", path, proposal)["result"]["levels"]
    assert levels == {"jobs": {"least": 0.09, "short": 0.08}}
    assert "breaks rules" not in checked.stdout
    listed = run("rank", path, "--distance", 2, "--within", "0.2", "--lang", "en")
    assert "among the legal layouts that keep the order" in listed.stdout
    certificate = as_json("rank", path, "--distance", 2)["result"]["certificate"]
    assert certificate["among_levels_only"] is True


def test_a_pair_under_ordered_aims_is_judged_among_their_layouts(tmp_path: Path) -> None:
    # Jobs come first, so every layout that keeps the order has a and none has b; both are legal.
    path = write_tiny(tmp_path, ORDERED)
    for pair, en, zh in (
        ("a", "Every legal layout that keeps the order of aims (ordered) has", "凡满足先后次序"),
        (
            "b",
            "No legal layout that keeps the order of aims (ordered) has",
            "合规布局都没有这个配对",
        ),
    ):
        said = run("affinity", path, "--pair", "p", pair, "--lang", "en").stdout
        assert en in said
        assert zh in run("affinity", path, "--pair", "p", pair, "--lang", "zh").stdout
        standing = as_json("affinity", path, "--pair", "p", pair)["result"]["standing"]
        assert (standing["flip_cost"], standing["among_levels_only"]) == (None, True)
    # A tolerance lets both in: what the flip costs is told among those layouts.
    path = write_tiny(tmp_path, ORDERED.replace("{term: jobs}", "{term: jobs, tolerance: 0.9}"))
    said = run("affinity", path, "--pair", "p", "a", "--lang", "en").stdout
    assert "forcing cost" in said
    assert "among the legal layouts that keep the order" in said
    free = write_tiny(tmp_path, ORDERED.replace("ordered: [{term: jobs}]", ""))
    standing = as_json("affinity", free, "--pair", "p", "a")["result"]["standing"]
    assert standing["among_levels_only"] is False


UNITS = """\
schema: allocator/scenario/1
id: m
name: m
parks: [{id: p}, {id: q}]
industries: [{id: a}, {id: b}]
affinity: {given: {}}
given:
  - {park: p, industry: a, value: 0.5}
  - {park: p, industry: b, value: 0.4}
  - {park: q, industry: a, value: 0.5}
  - {park: q, industry: b, value: 0.4}
current: [{park: p, industry: b}]
criteria: [{id: jobs, name: Jobs}, {id: land, name: Land}]
criteria_values:
  - {park: p, industry: a, value: 9, criterion: jobs}
  - {park: q, industry: a, value: 5, criterion: jobs}
  - {park: p, industry: b, value: 1, criterion: jobs}
  - {park: q, industry: b, value: 1, criterion: jobs}
  - {park: p, industry: a, value: 3, criterion: land}
  - {park: q, industry: a, value: 3, criterion: land}
  - {park: p, industry: b, value: 2, criterion: land}
  - {park: q, industry: b, value: 2, criterion: land}
objective: {affinity: 1, jobs: 0.01, land: -0.1, differentiation: 0.05, continuity: 0.02}
rules: {park_cap: {default: 1}, park_floor: {default: 1}}
"""


@pytest.mark.parametrize(
    ("level", "en", "zh"),
    [
        # 9 + 5 jobs at best, less a tenth
        (
            "{term: jobs, tolerance: 0.1}",
            "Jobs at least 12.6 (weighted 0.1260; tolerance 10%)",
            "Jobs不低于 12.6（加权后 0.1260；容差 10%）",
        ),
        # two parks with b each take 2 of land
        (
            "{term: land, tolerance: 0.5}",
            "Land at most 6 (weighted -0.6000; tolerance 50%)",
            "Land不高于 6（加权后 -0.6000；容差 50%）",
        ),
        (
            "{term: differentiation}",
            "differentiation: shared placements at most 0 (weighted 0.0000; tolerance 0%)",
            "同一产业布局于两个分园的情形不超过 0 处（加权后 0.0000；容差 0%）",
        ),
        # p keeps b, q gains something
        (
            "{term: continuity, tolerance: 1}",
            "continuity: moves at most 2 (weighted -0.0400; tolerance 100%)",
            "延续性：不超过 2 处调整（加权后 -0.0400；容差 100%）",
        ),
        (
            "{term: affinity, tolerance: 0.05}",
            "affinity at least 0.9500 (tolerance 5%)",
            "亲和度不低于 0.9500（容差 5%）",
        ),
    ],
)
def test_levels_are_told_in_their_own_units(level: str, en: str, zh: str, tmp_path: Path) -> None:
    path = write_tiny(tmp_path, f"{UNITS}ordered: [{level}]\n")
    assert f"In this order: {en};" in " ".join(run("rank", path, "--lang", "en").stdout.split())
    said = run("rank", path, "--lang", "zh").stdout
    assert "".join(zh.split()) in "".join(said.split())


def test_shared_placements_are_counted_per_industry(tmp_path: Path) -> None:
    # Both parks hold both industries: one pair of parks, two shared placements.
    path = write_tiny(tmp_path, UNITS.replace("default: 1}", "default: 2}"))
    en = "an industry in two parks, counted per pair of parks: 2)"
    assert en in " ".join(run("rank", path, "--lang", "en").stdout.split())
    zh = "".join(run("rank", path, "--lang", "zh").stdout.split())
    assert "同一产业布局于两个分园的情形共2处" in zh


HUGE = """\
schema: allocator/scenario/1
id: huge
name: huge
affinity: {given: {}}
objective: {affinity: 1, continuity: 1, jobs: 1}
rules: {park_floor: {default: 0}, park_cap: {default: 1, in_principle: true}}
parks: [{id: a}, {id: b}]
industries: [{id: x}]
given: [{park: a, industry: x, value: 1}, {park: b, industry: x, value: 1}]
criteria: [{id: jobs, name: Jobs}, {id: firms, name: Firms}]
criteria_values:
- {park: a, industry: x, value: 1e15, criterion: jobs}
- {park: b, industry: x, value: 1e15, criterion: jobs}
- {park: a, industry: x, value: 0.4, criterion: firms}
- {park: b, industry: x, value: 0.3, criterion: firms}
current: [{park: b, industry: x}]
"""


def test_rounding_is_told_wherever_it_counts(tmp_path: Path) -> None:
    path = write_tiny(tmp_path, HUGE)
    questions = [
        ("rank",),
        ("check",),
        ("rank", "--frontier", "affinity,jobs"),
        ("rank", "--exceptions", 1),
        ("rank", "--exception-price", 1e6),
    ]
    for command, *asked in questions:
        for language, words in (("en", "Numbers were rounded to 10^"), ("zh", "取整")):
            said = run(command, path, *asked, "--lang", language).stdout
            assert words in said, (command, asked)
        result = as_json(command, path, *asked)["result"]
        assert result["scale_exact"] is False
        assert result["scale"] < 1
    assert "rounded to" in run("affinity", path, "--pair", "a", "x", "--lang", "en").stdout


def test_terms_beside_a_frontier_do_not_round_it(tmp_path: Path) -> None:
    # By hand: {} is (0, -1), {a} (0.4, -2), {b} (0.3, 0), both (0.7, -1).
    path = write_tiny(tmp_path, HUGE)
    asked = ("rank", path, "--frontier", "firms,continuity")
    result = as_json(*asked)["result"]
    points = [(one["terms"]["firms"], one["terms"]["continuity"]) for one in result["points"]]
    assert points == [(0.7, -1), (0.3, 0)]
    assert (result["scale_exact"], result["scale"]) == (True, 10**6)
    assert "rounded" not in run(*asked, "--lang", "en").stdout


def test_terms_beside_a_frontier_still_bar_what_they_have_no_value_for(tmp_path: Path) -> None:
    # Without its jobs a-x breaks known_value, as check says: no point may hold it.
    path = write_tiny(
        tmp_path, HUGE.replace("- {park: a, industry: x, value: 1e15, criterion: jobs}\n", "")
    )
    result = as_json("rank", path, "--frontier", "firms,continuity")["result"]
    points = [(one["terms"]["firms"], one["terms"]["continuity"]) for one in result["points"]]
    assert points == [(0.3, 0)]


TINIEST = (
    HUGE.replace("1e15", "0.0000001")
    .replace("continuity: 1, ", "")
    .replace("current: [{park: b, industry: x}]\n", "")
)


def test_numbers_in_csv_are_written_out(tmp_path: Path) -> None:
    # Seven decimals are needed, and 0 with seven decimals is 0E-7 where nobody cares.
    path = write_tiny(tmp_path, TINIEST)
    for question, has_zero in (
        (("-k", 3), True),
        (("--frontier", "affinity,jobs"), False),
        (("--exceptions", 1), True),
        (("--exception-price", 0), False),
    ):
        text = run("rank", path, *question, "--format", "csv").stdout
        assert (",0.0000000," in text) is has_zero, question
        assert not re.search(r"\dE[-+]?\d", text), question


def test_a_frontier_tells_how_many_points_are_found(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allocator.app.progress._SILENT_SECONDS", 0.001)
    monkeypatch.setattr("allocator.app.progress._LINE_SECONDS", 0.001)
    whole = ConstraintEngine.best_in_order

    def slowly(self: ConstraintEngine, *asked: object) -> object:
        sleep(0.05)
        return whole(self, *asked)

    monkeypatch.setattr(ConstraintEngine, "best_in_order", slowly)
    for language, words in (("en", "Points found so far: 2, "), ("zh", "已找到 2 个点")):
        three = "affinity,continuity,differentiation"  # which CP-SAT answers
        assert words in run("rank", tiny, "--frontier", three, "--lang", language).stderr
