"""The table of affinities set by hand."""

from decimal import Decimal

import pytest

from tests.unit.files.small import faults, load

HEAD = "分园,产业,设为,乘以,理由\n"


def test_a_table_with_chinese_headings(tmp_path):
    rows = "北园,人工智能,0.7,,新依据\n,medicine,,1.5,全部\n"
    one, other = load(tmp_path, adjustments=HEAD + rows).scenario.adjustments
    assert (one.park, one.industry, one.set, one.scale) == ("north", "ai", Decimal("0.7"), None)
    assert (other.park, other.industry, other.scale) == (None, "medicine", Decimal("1.5"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("north,ai,0.7,0.5,x\n", [("set-or-scale", 2)]),
        ("north,ai,,,x\n", [("set-or-scale", 2)]),
        ("north,ai,,-1,x\n", [("negative-number", 2)]),
        ("north,ai,0.7,,\n", [("missing-value", 2)]),
        ("nowhere,ai,0.7,,x\n", [("unknown-park", 2)]),
        ("north,ai,0.7,,x\nnorth,ai,0.8,,x\n", [("affinity-set-twice", 3)]),
        ("north,,0.7,,x\n,ai,0.8,,x\n", [("affinity-set-twice", 3)]),
        (",,0.7,,x\neast,ai,0.8,,x\n", [("affinity-set-twice", 3)]),
        ("north,,0.7,,x\neast,,0.8,,x\nsouth,ai,0.8,,x\n", []),
        ("north,,,0.7,x\nnorth,,,0.7,y\n", [("duplicate-pair", 3)]),
        ("north,,,0.7,x\n,,,0.7,y\n", []),
    ],
)
def test_what_is_refused(tmp_path, rows, told):
    if not told:
        assert load(tmp_path, adjustments=HEAD + rows).scenario.adjustments
        return
    found = faults(tmp_path, adjustments=HEAD + rows)
    assert [(code, line) for code, _, line, _ in found] == told
    assert {file for _, file, _, _ in found} == {"adjustments.csv"}
