"""Numbers of cells: no digit of JSON is lost."""

import json

from hypothesis import given
from hypothesis import strategies as st

from allocator.report.workbook.numbers import decimals, held, number_format

DOUBLES = st.floats(allow_nan=False, allow_infinity=False)


@given(DOUBLES)
def test_a_cell_holds_the_double_of_json(value: float) -> None:
    written = f"{held(value):.16G}"  # as xlsxwriter asks for it
    assert float(written) == json.loads(json.dumps(value))


def test_a_whole_number_beyond_doubles_is_text() -> None:
    assert held(2**53 + 1) == str(2**53 + 1)
    assert held(2**53) == 2**53


def test_formats_show_every_digit_that_a_column_has() -> None:
    assert decimals([0.5, 0.125, 3, "text", None]) == 3
    assert number_format(0.5, 3) == "0.000"
    assert number_format(7, 3) == "0"
    assert number_format(0.0, 3) == "0.000"
    assert number_format(0.25, 2, "●") == '"● "0.00'
    assert number_format(1e-12, 9) == "0.00E+00"
    assert number_format(1e20, 0) == "0.00E+00"
