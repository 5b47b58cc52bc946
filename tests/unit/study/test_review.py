"""What a reviewer would ask, on the tiny instance with a few statements."""

from decimal import Decimal
from typing import Any

from allocator.model.instance import Instance
from allocator.study.proposal.review import OLD_YEARS, Review, review
from tests.support.tiny import BEST, layout, tiny

SOURCES = [
    {"id": "new", "where": "page", "publisher": "City", "as_of": "2024-06"},
    {"id": "old", "where": "page", "publisher": "Press", "as_of": "2015"},
]
CURRENT = [{"park": "north", "industry": "film"}, {"park": "south", "industry": "chips"}]


def said(pair: str, role: str, grade: str, source: str) -> dict[str, str]:
    park, industry = pair.split()
    return {"park": park, "industry": industry, "role": role, "grade": grade, "source": source}


EVIDENCE = [
    said("north ai", "leading", "A", "new"),
    said("north chips", "supporting", "B", "new"),
    said("south ai", "leading", "C", "old"),
    said("east film", "leading", "B", "old"),
    said("east film", "supporting", "C", "new"),
    said("north film", "leading", "A", "old"),
    said("north film", "leading", "B", "new"),
]


def asked(**fields: Any) -> Instance:
    """Return the tiny instance with statements, whose grades are A, B and C."""
    affinity = {"given": {}, "designation": {"half_life_years": "6"}}
    stated = {"sources": SOURCES, "evidence": EVIDENCE, "current": CURRENT, "as_of": "2025-06"}
    return tiny(**{"affinity": affinity} | stated | fields)


def flags(found: Review) -> dict[str, tuple[str, ...]]:
    return {" ".join(one.pair): one.flags for one in found.added}


def test_weak_evidence_behind_added_pairs_is_flagged() -> None:
    found = review(asked(), BEST)
    # Affinities 9, 6, 7, 8, 6, 2: the median is 6.5.
    assert found.middle == Decimal("6.5")
    assert found.old == 6
    assert flags(found) == {
        "east film": ("below_median",),  # one statement is new, one of grade B and leading
        "east seeds": ("no_evidence", "below_median"),
        "north ai": (),
        "north chips": ("no_leading", "below_median"),
        "south ai": ("lowest_grade", "old"),
    }


def test_statements_come_newest_first_with_their_age() -> None:
    found = review(asked(), BEST)
    film = next(one for one in found.added if one.pair == ("east", "film"))
    assert [one.source.id for one in film.exhibits] == ["new", "old"]
    assert film.exhibits[0].years == 1
    assert film.affinity == 6


def test_strong_evidence_that_is_given_up_is_named() -> None:
    # North drops film, which a source of grade A calls leading; the one of grade B is left out.
    found = review(asked(), BEST)
    assert [
        (one.pair, [each.statement.grade for each in one.exhibits]) for one in found.given_up
    ] == [(("north", "film"), ["A"])]
    kept = review(asked(), BEST | layout("north film"))
    assert kept.given_up == ()


def test_without_a_half_life_five_years_are_old() -> None:
    found = review(asked(affinity={"given": {}, "designation": {}}), BEST)
    assert found.old == OLD_YEARS == 5


def test_without_a_date_nothing_is_old() -> None:
    found = review(asked(affinity={"given": {}, "designation": {}}, as_of=None), BEST)
    assert flags(found)["south ai"] == ("lowest_grade",)
    assert all(one.years is None for row in found.added for one in row.exhibits)


def test_without_any_statement_none_is_missed() -> None:
    found = review(asked(evidence=[]), BEST)
    assert flags(found)["north ai"] == ()
    assert flags(found)["east seeds"] == ("below_median",)


def test_where_all_grades_count_alike_none_is_the_lowest() -> None:
    grades = {"A": "0.9", "B": "0.9", "C": "0.9"}
    affinity = {"given": {}, "designation": {"half_life_years": "6", "grades": grades}}
    assert flags(review(asked(affinity=affinity), BEST))["south ai"] == ("old",)


def test_the_current_layout_raises_no_question() -> None:
    here = asked()
    found = review(here, here.current)
    assert (found.added, found.given_up) == ((), ())
