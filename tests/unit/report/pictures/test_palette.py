"""Shades that read in grey, and text that reads on them."""

from allocator.report.pictures.palette import (
    ADDED,
    DROPPED,
    INK,
    KEPT,
    PAPER,
    SOFT,
    luminance,
    shade,
)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_higher_share_is_darker() -> None:
    lights = [luminance(shade(n / 100)) for n in range(101)]
    assert lights == sorted(lights, reverse=True)
    assert len(set(lights)) > 90


def test_numbers_can_be_read_on_every_shade() -> None:
    assert min(contrast(INK, shade(n / 100)) for n in range(101)) >= 4.5


def test_lines_and_words_stand_out_from_paper() -> None:
    assert min(contrast(one, PAPER) for one in (INK, SOFT, KEPT, ADDED, DROPPED)) >= 4.5


def test_shares_beyond_the_ends_are_held_there() -> None:
    assert shade(-1) == shade(0)
    assert shade(2) == shade(1)
