"""Sentences that are given in one language stand for both."""

import pytest

from tests.unit.files.small import SCENARIO, faults, load

RULES = "rules: {park_cap: {default: 3, clause: P1}}\n"


def test_a_clause_in_chinese_alone(tmp_path):
    clauses = "clauses:\n  P1: {zh: 每园至多三个, source: 规划}\n"
    clause = load(tmp_path, scenario=SCENARIO + clauses + RULES).scenario.clauses["P1"]
    assert (clause.zh, clause.en) == ("每园至多三个", "每园至多三个")
    assert clause.source.within("en") == "规划"


def test_caveats_as_plain_sentences(tmp_path):
    caveats = "caveats:\n- 数据截至2024年\n- {zh: 甲, en: A}\n"
    found = load(tmp_path, scenario=SCENARIO + caveats).scenario.caveats
    assert [(one.zh, one.en) for one in found] == [
        ("数据截至2024年", "数据截至2024年"),
        ("甲", "A"),
    ]


def test_it_is_the_same_scenario_as_with_both(tmp_path):
    short, long = (
        load(
            tmp_path, scenario=SCENARIO + f"clauses: {{P1: {{zh: 条{more}, source: x}}}}\n"
        ).scenario
        for more in ("", ", en: 条")
    )
    assert short == long
    assert short.model_dump_json() == long.model_dump_json()


@pytest.mark.parametrize(
    ("words", "code"),
    [("en: A", "missing-key"), ("zh: 甲, en: ", "empty-value"), ("zh: ''", "empty-value")],
)
def test_what_is_missing_or_empty_is_told(tmp_path, words, code):
    clause = f"clauses: {{P1: {{source: x, {words}}}}}\n"
    assert [one[0] for one in faults(tmp_path, scenario=SCENARIO + clause)] == [code]
