"""Names that planners shorten."""

import pytest

from allocator.files.names import Register, resolve
from tests.unit.files.small import faults, load

PARKS = Register([
    {"id": "haidian", "name_zh": "海淀园"},
    {"id": "chaoyang", "name_zh": "朝阳园"},
    {"id": "east1", "name_zh": "东园"},
    {"id": "east2", "name_zh": "东区"},
])  # fmt: skip


def found(text, kind="park"):
    told = []
    id_ = resolve(text, kind, PARKS, lambda code, **_: told.append(code))
    return id_ or told[0]


@pytest.mark.parametrize("text", ["海淀园", "海淀", "海淀区", "海淀分园", "海淀园区", " 海 淀 "])
def test_the_ending_of_a_park_may_be_left_out(text):
    assert found(text) == "haidian"


def test_an_exact_name_comes_first():
    assert (found("东园"), found("东区")) == ("east1", "east2")


def test_a_short_name_of_two_parks_is_ambiguous():
    assert found("东") == "ambiguous-name"


def test_no_more_than_the_ending_may_be_left_out():
    assert found("海") == "unknown-park"
    assert found("海淀", "industry") == "unknown-industry"


def test_short_names_in_tables(tmp_path):
    loaded = load(tmp_path, current="分园,产业\n北,人工智能\n", given=",人工智能\n北,1\n")
    assert loaded.scenario.current[0].park == "north"
    assert loaded.scenario.given[0].park == "north"
    found = faults(tmp_path, current="分园,产业\n西,人工智能\n")
    assert found == [("unknown-park", "current.csv", 2, "分园")]
