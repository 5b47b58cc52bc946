"""Exceptions and their prices on the command line."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from allocator.optimize.limits import InterruptError
from tests.support.command import as_json, run
from tests.support.scenarios import TINY, ZHONGGUANCUN, write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


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
        raise InterruptError

    monkeypatch.setattr("allocator.study.exceptions.exception_curve", interrupted)
    result = run("rank", tiny, "--exceptions", 2, "--lang", "en")
    assert result.exit_code == 3
    assert "Interrupted" in result.stderr
