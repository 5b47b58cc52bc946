"""A matrix beyond 1 beside settings below 1 is worth a notice."""

import pytest

from allocator.i18n import say
from tests.unit.files.small import SCENARIO, load

AMOUNTS = "park,industry,value\nnorth,ai,80\neast,chips,0.8\n"
THRESHOLD = "rules: {min_affinity: {threshold: 0.3}}\n"
WEIGHT = "objective: {affinity: 1, differentiation: 0.05}\n"


def notices(tmp_path, settings, given=AMOUNTS):
    loaded = load(tmp_path, scenario=SCENARIO + settings, given=given)
    return [notice for notice in loaded.notices if notice.code == "given-beyond-share"]


def test_both_numbers_are_told(tmp_path):
    (notice,) = notices(tmp_path, THRESHOLD + WEIGHT)
    assert notice.facts["value"] == "80"
    assert notice.facts["settings"] == (
        "rules.min_affinity.threshold = 0.3, objective.differentiation = 0.05"
    )
    assert notice.place.line == 5
    for language in ("zh", "en"):
        text = say(language, "notice.given-beyond-share", **notice.facts)
        assert "80" in text
        assert "0.05" in text


@pytest.mark.parametrize("settings", [THRESHOLD, WEIGHT])
def test_one_setting_is_enough(tmp_path, settings):
    assert len(notices(tmp_path, settings)) == 1


def test_continuity_and_negative_amounts_count(tmp_path):
    given = "park,industry,value\nnorth,ai,-7\neast,chips,0.8\n"
    (notice,) = notices(tmp_path, "objective: {affinity: 1, continuity: 0.5}\n", given)
    assert notice.facts["value"] == "-7"


@pytest.mark.parametrize(
    ("settings", "given"),
    [
        ("", AMOUNTS),
        (THRESHOLD + WEIGHT, "park,industry,value\nnorth,ai,1\neast,chips,0.8\n"),
        ("rules: {min_affinity: {threshold: 30}}\n", AMOUNTS),
        ("objective: {affinity: 1, differentiation: 5}\n", AMOUNTS),
        ("objective: {affinity: 0.01, differentiation: 0.05}\n", AMOUNTS),
    ],
    ids=["no-setting", "within", "high-threshold", "high-weight", "scaled-by-weight"],
)
def test_what_is_meant_is_not_noticed(tmp_path, settings, given):
    assert notices(tmp_path, settings, given) == []
