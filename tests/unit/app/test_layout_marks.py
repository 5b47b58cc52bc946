"""Marks of pairs in the table of a layout: only those in use are explained."""

from collections.abc import Iterable

import pytest

from allocator.app.session import Session
from allocator.app.tables.basics import render
from allocator.app.tables.layout import layout_parts
from allocator.i18n import Language
from allocator.model.instance import Instance
from tests.support.build import given, scenario

LEADING, SUPPORTING, NONE = ("p", "a"), ("p", "b"), ("p", "c")
SAID = {
    "*": {"zh": "* 没有“主导”依据", "en": "* no statement says leading"},
    "△": {"zh": "△ 没有任何依据", "en": "△ no evidence at all"},
    "#": {"zh": "# 已锁定", "en": "# locked in"},
}


def shown(
    language: Language,
    layout: Iterable[tuple[str, str]],
    stated: Iterable[tuple[str, str, str]] = (("p", "a", "leading"), ("p", "b", "supporting")),
    locks: Iterable[tuple[str, str]] = (),
) -> str:
    """Return the table of a layout of one park and three industries, and what is below it."""
    rows = [
        {"park": park, "industry": one, "role": role, "grade": "A", "source": "s"}
        for park, one, role in stated
    ]
    held = [{"park": park, "industry": one, "lock": "in", "reason": "r"} for park, one in locks]
    sources = [{"id": "s", "publisher": "x", "where": "y", "as_of": "2025-01"}]
    fields = {"evidence": rows, "sources": sources, "locks": held}
    built = scenario(["p"], ["a", "b", "c"], **fields)
    affinity = given({("p", one): "0.5" for one in "abc"})
    parts = layout_parts(Session(Instance(built, affinity), language), frozenset(layout))
    return render(parts, colour=False)


def explained(language: Language, said: str) -> set[str]:
    return {mark for mark, words in SAID.items() if words[language] in said}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pair_without_evidence_has_a_mark_of_its_own(language: Language) -> None:
    said = shown(language, [LEADING, SUPPORTING, NONE])
    for cell in ("0.50)", "0.50*)", "0.50△)"):
        assert said.count(cell) == 1
    assert explained(language, said) == {"*", "△"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_marks_that_are_not_there_are_not_explained(language: Language) -> None:
    assert explained(language, shown(language, [LEADING])) == set()
    assert explained(language, shown(language, [SUPPORTING])) == {"*"}
    assert explained(language, shown(language, [NONE])) == {"△"}


def test_a_lock_is_told_beside_it() -> None:
    said = shown("zh", [LEADING, NONE], locks=[NONE])
    assert "0.50#△)" in said
    assert explained("zh", said) == {"△", "#"}


def test_where_nothing_is_stated_at_all_no_pair_is_marked() -> None:
    assert explained("zh", shown("zh", [LEADING, NONE], stated=())) == set()
