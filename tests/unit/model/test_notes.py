"""Notes: blank ones are none, blanks around them and kinds of line breaks do not count."""

import pytest

from allocator.model.scenario import Park


@pytest.mark.parametrize(
    ("written", "read"),
    [(None, None), ("", None), (" \n", None), (" a ", "a"), ("a\r\nb\rc", "a\nb\nc")],
)
def test_notes(written, read):
    assert Park(id="p", note=written).note == read
