"""Which side of a heatmap is across, and when it is too much to read."""

from decimal import Decimal

import pytest

from allocator.errors import InputError
from allocator.report.pictures import Heatmap, heatmap
from allocator.report.pictures.matrix import MOST_COLUMNS, MOST_ROWS, grouped
from tests.support.svg import Picture


def of_size(parks: int, industries: int, value: str = "0.5") -> Heatmap:
    cells = {(p, i): Decimal(value) for p in range(parks) for i in range(industries)}
    names = (
        tuple(f"{n + 1}号高新区" for n in range(parks)),
        tuple(f"产业{n + 1}" for n in range(industries)),
    )
    layout = frozenset((p, p % industries) for p in range(parks))
    return Heatmap("大", *names, ("",) * industries, cells, layout)


def test_the_industries_of_a_sector_stand_together() -> None:
    assert grouped(["b", "a", "b", "", "a"]) == [0, 2, 1, 4, 3]


@pytest.mark.parametrize(("parks", "industries"), [(156, MOST_COLUMNS), (MOST_ROWS, 30), (3, 139)])
def test_a_large_matrix_is_tall_and_its_numbers_are_written(parks: int, industries: int) -> None:
    data = of_size(parks, industries)
    picture = Picture.of(heatmap(data, "zh"))
    assert picture.outside() == []
    assert picture.overlapping() == []
    assert picture.pairs() == dict.fromkeys(data.layout, 1)
    assert picture.texts().count("0.50") == parks * industries


def test_columns_are_named_again_every_forty_rows() -> None:
    picture = Picture.of(heatmap(of_size(156, 30), "zh"))
    assert picture.texts().count("产业7") == 4


@pytest.mark.parametrize(("parks", "industries"), [(156, 139), (MOST_ROWS + 1, 2), (41, 41)])
def test_what_cannot_be_read_is_refused_with_how_to_narrow_it(parks: int, industries: int) -> None:
    with pytest.raises(InputError) as error:
        heatmap(of_size(parks, industries), "zh")
    (fault,) = error.value.faults
    assert fault.code == "picture-too-large"
    assert fault.facts["parks"] == str(parks)


def test_numbers_that_do_not_fit_are_left_out_and_that_is_said() -> None:
    picture = Picture.of(heatmap(of_size(60, 40, "-123456.789"), "en"))
    assert any("too small for numbers" in text for text in picture.texts())
    assert "−123,456.789" in picture.said()  # in the titles of the cells
    small = Picture.of(heatmap(of_size(2, 2, "-123456.789"), "en"))
    assert small.texts().count("−123,457") == 4
