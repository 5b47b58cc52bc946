"""Numbers, dates and moves as a memo says them."""

from decimal import Decimal

import pytest

from allocator.report.memo.facts import MoveFact, TermFact
from allocator.report.memo.words import Words

ZH, EN = Words("zh"), Words("en")
MOVES = (
    MoveFact("P", "a", True),
    MoveFact("P", "b", False),
    MoveFact("P", "c", True),
    MoveFact("Q", "d", False),
)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (None, "—"),
        ("0", "0"),
        ("0.000", "0"),
        ("1.00005", "1.0001"),
        ("-2.5", "−2.5000"),
        ("0.00001", "1.0000e−5"),
        ("29.15506", "29.1551"),
    ],
)
def test_worths(number: str | None, said: str) -> None:
    assert ZH.value(None if number is None else Decimal(number)) == said


@pytest.mark.parametrize(
    ("number", "said"), [("0", "0.00%"), ("0.001", "<0.01%"), ("0.17", "0.17%"), ("-7.7", "−7.70%")]
)
def test_per_cent(number: str, said: str) -> None:
    assert EN.percent(Decimal(number)) == said


def test_dates() -> None:
    assert [ZH.date(one) for one in ("2025-03", "2025", None)] == ["2025年3月", "2025年", "—"]
    assert [one.date("2026-05-20") for one in (ZH, EN)] == ["2026年5月20日", "2026-05-20"]
    assert [EN.date(one) for one in ("2025-03", "2025", None)] == ["2025-03", "2025", "—"]


def test_moves_of_a_park_say_what_is_added_first() -> None:
    assert ZH.moved(MOVES[:3]) == "增加a、c\n退出b"
    assert EN.moved(MOVES[:3]) == "add a, c\ndrop b"
    assert ZH.moved(()) == "—"


def test_moves_park_by_park() -> None:
    assert ZH.by_park(MOVES) == "P：增加a、c；退出b\nQ：退出d"
    assert EN.by_park(MOVES) == "P: add a, c; drop b\nQ: drop d"


def test_one_and_many() -> None:
    assert EN.counted("moves", 1) == "1 move"
    assert EN.counted("moves", 1234) == "1,234 moves"


def test_many_names_are_cut_and_counted() -> None:
    names = [str(n) for n in range(9)]
    assert ZH.few(names[:8]) == "、".join(names[:8])
    assert ZH.few(names) == "、".join(names[:8]) + "等9个"


def test_stated_numbers_stay_as_written() -> None:
    terms = [TermFact("x", Decimal("0.050")), TermFact("y", Decimal("100"))]
    assert EN.shares(terms) == "x 0.05, y 100"
