"""A violation: by how much a rule is broken."""

from decimal import Decimal

from allocator.model.rules import Violation


def test_the_amount_is_the_distance_to_the_limit_either_way() -> None:
    assert Violation("park_cap", None, "north", actual=5, limit=3).amount == 2
    assert Violation("park_floor", None, "north", actual=0, limit=1).amount == 1
    low = Violation("min_affinity", None, actual=Decimal("-0.5"), limit=Decimal("0.25"))
    assert low.amount == Decimal("0.75")


def test_a_limit_of_zero_is_a_limit() -> None:
    assert Violation("park_cap", None, "north", actual=1, limit=0).amount == 1
    assert Violation("industry_floor", None, actual=0, limit=2).amount == 2


def test_a_plain_yes_or_no_has_no_amount() -> None:
    assert Violation("lock_in", None, "north", "ai").amount is None
