"""Exceptions that a layout would take as it stands."""

import pytest

from allocator.errors import DisagreementError
from allocator.model.rules import violations
from allocator.study.prices.shadow import prices
from allocator.study.proposal import lifting as study
from allocator.study.proposal.lifting import Needed, granted, lifting
from tests.support.build import instance
from tests.support.tiny import BEST, CAPS_OF_TWO, layout, tiny

OVER = BEST | layout("east ai")


def test_each_cap_that_is_broken_takes_its_places() -> None:
    found = lifting(tiny(), OVER)
    assert found.needed == (
        Needed("park_cap", "east", 1, "P1"),
        Needed("industry_cap", "ai", 1, "P2"),
    )
    assert found.left == ()


def test_what_no_exception_lifts_is_left() -> None:
    lock = {"park": "north", "industry": "ai", "lock": "out", "reason": "full"}
    found = lifting(tiny(locks=[lock]), OVER)
    assert len(found.needed) == 2
    assert [one.rule for one in found.left] == ["lock_out"]


def test_caps_that_do_not_bind_in_principle_are_left() -> None:
    strict = CAPS_OF_TWO | {"park_cap": {"default": 2}}
    found = lifting(tiny(rules=strict), OVER)
    assert [one.rule for one in found.needed] == ["industry_cap"]
    assert [one.rule for one in found.left] == ["park_cap"]


def test_exceptions_of_sectors_name_the_sector() -> None:
    industries = [{"id": one, "sector_zh": "信息"} for one in ("ai", "chips", "film", "seeds")]
    rules = CAPS_OF_TWO | {
        "industry_cap": {"default": 2, "per": "sector", "clause": "P2", "in_principle": True}
    }
    found = lifting(tiny(industries=industries, rules=rules), BEST)
    assert found.needed == (Needed("industry_cap", "信息", 1, "P2"),)


def test_a_legal_layout_takes_none() -> None:
    assert lifting(tiny(), BEST) == study.Lifting((), ())


def test_the_judges_have_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "granted", lambda instance, _: instance)
    with pytest.raises(DisagreementError):
        lifting(tiny(), OVER)


def test_an_industry_that_is_a_sector_of_its_own_may_be_called_like_one() -> None:
    # alone and together are two sectors, both shown as "s": the industry s, and that of a and b
    caps = {"industry_cap": {"default": 1, "per": "sector", "in_principle": True}}
    industries = [{"id": "s"}, {"id": "a", "sector_zh": "s"}, {"id": "b", "sector_zh": "s"}]
    asked = instance([[1, 1, 1], [1, 1, 1]], industries=industries, rules=caps)
    every = frozenset(asked.affinity)
    needed = lifting(asked, every).needed
    assert [(one.subject.strip(), one.slots) for one in needed] == [("s", 1), ("s", 1)]
    assert not violations(granted(asked, needed), every)
    gains = {price.bound.subject[0]: price.gain for price in prices(asked).prices if price.bound}
    shown = asked.valuation.shown
    # a further park takes one industry of the sector alone, two of the other
    assert sorted(
        int(shown(gain)) for subject, gain in gains.items() if subject.strip() == "s"
    ) == [1, 2]
