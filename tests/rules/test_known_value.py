"""known_value: x[p,i] = 0 where a weighted criterion has no value for the pair."""

from typing import Any

from allocator.model.instance import Instance
from allocator.model.rules import Violation
from allocator.model.rules.pairs import known_value
from tests.support.build import instance
from tests.support.parts import verdicts
from tests.support.tiny import layout

NAMED: dict[str, Any] = {"parks": ["north", "south"], "industries": ["ai", "chips"]}
JOBS_IN_AI = [
    {"criterion": "jobs", "park": "north", "industry": "ai", "value": "10"},
    {"criterion": "jobs", "park": "south", "industry": "ai", "value": "0"},
]


def with_jobs(complete: bool, weight: str = "1") -> Instance:
    """Return the two rows with a table of jobs that is silent on chips."""
    return instance(
        [["2", "1"], ["1", "3"]],
        criteria=[{"id": "jobs", "name": "jobs", "complete": complete}],
        criteria_values=JOBS_IN_AI,
        objective={"affinity": "1", "jobs": weight},
        **NAMED,
    )


def test_the_judge_names_the_pair_of_unknown_affinity() -> None:
    asked = instance([["2", None], [None, "0"]], **NAMED)
    found = known_value(asked, layout("north ai", "north chips", "south ai", "south chips"))
    assert found == [
        Violation("known_value", None, "north", "chips"),
        Violation("known_value", None, "south", "ai"),
    ]
    assert found[0].amount is None


def test_one_layout_admitted_one_forbidden() -> None:
    asked = instance([["2", None], ["1", "0"]], **NAMED)
    assert verdicts("known_value", asked, layout("north ai", "south chips")) == (True, True)
    assert verdicts("known_value", asked, layout("north chips")) == (False, False)


def test_a_missing_cell_of_an_incomplete_criterion_bars_the_pair() -> None:
    silent, known = layout("north chips"), layout("north ai", "south ai")
    assert verdicts("known_value", with_jobs(complete=False), silent) == (False, False)
    assert verdicts("known_value", with_jobs(complete=False), known) == (True, True)


def test_a_missing_cell_of_a_complete_criterion_is_zero() -> None:
    assert verdicts("known_value", with_jobs(complete=True), layout("north chips")) == (True, True)


def test_a_criterion_without_weight_bars_nothing() -> None:
    asked = with_jobs(complete=False, weight="0")
    assert verdicts("known_value", asked, layout("north chips")) == (True, True)


def test_unknown_affinity_is_free_where_affinity_has_no_weight() -> None:
    asked = instance(
        [[None, None], [None, None]],
        criteria=[{"id": "jobs", "name": "jobs", "complete": False}],
        criteria_values=JOBS_IN_AI,
        objective={"jobs": "1"},
        **NAMED,
    )
    assert verdicts("known_value", asked, layout("south ai")) == (True, True)
    assert verdicts("known_value", asked, layout("south chips")) == (False, False)
