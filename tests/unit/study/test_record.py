"""The run record and the fingerprint of a scenario."""

import json
from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest

from allocator import __version__
from allocator.model.scenario import Scenario
from allocator.study.record import fingerprint, run_record
from tests.support.build import scenario

PARKS = [{"id": "north", "cap": 2}, {"id": "south", "name_zh": "南园"}, {"id": "east"}]
INDUSTRIES = [{"id": "ai"}, {"id": "chips", "floor": 1}]
LOCKS = [
    {"park": "north", "industry": "ai", "lock": "in", "reason": "signed"},
    {"park": "east", "industry": "ai", "lock": "out", "reason": "no power"},
]
CELLS = [
    {"park": "north", "industry": "ai", "value": "1"},
    {"park": "south", "industry": "ai", "value": "0.5"},
]
SOURCES = [{"id": "plan", "where": "page 1", "publisher": "city", "as_of": "2025-06"}]
EVIDENCE = [
    {"park": "north", "industry": "ai", "role": "leading", "grade": "A", "source": "plan"},
    {"park": "east", "industry": "ai", "role": "leading", "grade": "B", "source": "plan"},
]


def small(**fields: Any) -> Scenario:
    """Return a scenario with a few rows in several tables."""
    tables = {"locks": LOCKS, "given": CELLS, "sources": SOURCES, "evidence": EVIDENCE}
    whole = {"parks": PARKS, "industries": INDUSTRIES} | tables | fields
    return scenario(whole.pop("parks"), whole.pop("industries"), **whole)


def with_row(rows: list[dict[str, Any]], at: int, **changes: Any) -> list[dict[str, Any]]:
    """Return rows with one of them changed."""
    return [row | changes if n == at else row for n, row in enumerate(rows)]


def test_the_order_of_rows_does_not_matter() -> None:
    prints = {
        fingerprint(small(parks=list(parks), locks=LOCKS[::turn], given=CELLS[::turn]))
        for parks in permutations(PARKS)
        for turn in (1, -1)
    }
    assert prints == {fingerprint(small())}


def test_the_order_of_keys_does_not_matter() -> None:
    objective = {"affinity": "1", "differentiation": "0.5"}
    turned = dict(reversed(objective.items()))
    assert fingerprint(small(objective=objective)) == fingerprint(small(objective=turned))


def test_saying_a_default_is_saying_nothing_new() -> None:
    assert fingerprint(small(objective={"affinity": "1"})) == fingerprint(small())


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "other"},
        {"name": "another"},
        {"as_of": "2025"},
        {"objective": {"affinity": "2"}},
        {"objective": {"affinity": "1", "continuity": "0.1"}},
        {"rules": {"park_cap": {"default": 4}}},
        {"rules": {"park_cap": {"default": 3, "clause": "P1"}}},
        {"rules": {"min_affinity": {"threshold": "0"}}},
        {"affinity": {"given": {"complete": True}}},
        {"parks": PARKS[:2]},
        {"parks": with_row(PARKS, 0, cap=3)},
        {"parks": with_row(PARKS, 0, floor=0)},
        {"parks": with_row(PARKS, 1, name_zh="南")},
        {"parks": with_row(PARKS, 2, id="west")},
        {"industries": with_row(INDUSTRIES, 1, floor=None)},
        {"locks": LOCKS[:1]},
        {"locks": with_row(LOCKS, 0, lock="out")},
        {"locks": with_row(LOCKS, 0, reason="signed twice")},
        {"given": with_row(CELLS, 1, value="0.51")},
        {"given": with_row(CELLS, 1, park="east")},
        {"current": [{"park": "north", "industry": "ai"}]},
        {"evidence": with_row(EVIDENCE, 0, grade="B")},
        {"evidence": with_row(EVIDENCE, 1, note="read on page 2")},
        {"sources": with_row(SOURCES, 0, as_of="2024-06")},
    ],
    ids=str,
)
def test_any_change_of_content_changes_the_fingerprint(fields: Mapping[str, Any]) -> None:
    assert fingerprint(small(**fields)) != fingerprint(small())


def test_a_value_that_wanders_to_another_row_is_a_change() -> None:
    swapped = [CELLS[0] | {"value": "0.5"}, CELLS[1] | {"value": "1"}]
    assert fingerprint(small(given=swapped)) != fingerprint(small())


def test_the_fingerprint_is_a_sha256() -> None:
    assert len(fingerprint(small())) == 64
    assert int(fingerprint(small()), 16) > 0


def test_the_run_record_names_versions_and_settings_and_no_time() -> None:
    settings = {"count": 10, "engine": "auto"}
    record = run_record(settings)
    assert record["allocator"] == __version__
    assert record["settings"] == settings
    assert set(record["libraries"]) == {"networkx", "numba", "numpy", "ortools", "pydantic"}
    assert set(record) == {"allocator", "python", "libraries", "settings"}
    assert json.dumps(record) == json.dumps(run_record(settings))  # the same bytes each time


@pytest.mark.parametrize("value", ["0.5", "0.50", "5e-1", ".5", "+0.500"])
def test_how_a_number_is_written_does_not_matter(value: str) -> None:
    with_half = with_row(CELLS, 0, value="0.5")
    assert fingerprint(small(given=with_row(CELLS, 0, value=value))) == fingerprint(
        small(given=with_half)
    )
