"""A scenario survives its workbook: written and read it is the same, and so are the bytes."""

from hypothesis import HealthCheck, given, settings

from allocator.files import load_scenario
from allocator.files.book.writing import book_bytes
from allocator.model.scenario import Scenario
from allocator.study.record import fingerprint
from tests.support.whole import whole_scenarios


@settings(max_examples=60, suppress_health_check=[*HealthCheck])
@given(whole_scenarios())
def test_export_import_export(tmp_path_factory, scenario: Scenario) -> None:
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    data = book_bytes(scenario, "b.xlsx")
    path.write_bytes(data)
    read = load_scenario(path, may_contradict=True).scenario
    assert read == scenario
    assert fingerprint(read) == fingerprint(scenario)
    assert book_bytes(read, "b.xlsx") == data
