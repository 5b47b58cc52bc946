"""The pictures are those that people have looked at; see ``refresh``."""

import pytest

from allocator.i18n import LANGUAGES
from tests.golden.refresh import FOLDER
from tests.support.drawn import REAL, SMALL, every_picture
from tests.support.svg import Picture

NAMES = [f"small.{name}.{to}.svg" for name in SMALL for to in LANGUAGES]
NAMES += [f"zhongguancun.{kind}.{to}.svg" for kind in REAL for to in LANGUAGES]


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return every_picture()


def test_every_golden_file_is_drawn() -> None:
    assert {path.name for path in FOLDER.glob("*.svg")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_the_golden_one(name: str, drawn: dict[str, str]) -> None:
    assert drawn[name] == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_cut_or_covers_another(name: str, drawn: dict[str, str]) -> None:
    picture = Picture.of(drawn[name])
    assert picture.outside() == []
    assert picture.overlapping() == []


@pytest.mark.parametrize("name", [one for one in NAMES if one.startswith("zhongguancun")])
def test_every_name_of_zhongguancun_is_written_in_full(name: str, drawn: dict[str, str]) -> None:
    assert [text for text in Picture.of(drawn[name]).texts() if "…" in text] == []
