"""Large inputs are read, or refused with few words, and nothing heavy is imported.

What they take in seconds is measured in benchmarks, not here.
"""

import subprocess
import sys

from tests.unit.files.small import faults, load


def test_a_matrix_of_177_by_118(tmp_path):
    parks = [f"p{n}" for n in range(177)]
    industries = [f"i{n}" for n in range(118)]
    rows = [f"{park}," + ",".join("0.25" for _ in industries) for park in parks]
    files = {
        "parks": "\n".join(["id", *parks]),
        "industries": "\n".join(["id", *industries]),
        "given": "\n".join(["," + ",".join(industries), *rows]),
    }
    loaded = load(tmp_path, **files)
    assert len(loaded.scenario.given) == 20_886


def test_a_table_of_a_million_rows(tmp_path):
    rows = "n,x,1\n" * 1_000_000
    found = faults(tmp_path, given="park,industry,value\n" + rows)
    assert [code for code, *_ in found] == ["too-many-rows"]


def test_many_rows_that_are_all_wrong_in_their_own_way(tmp_path):
    rows = "".join(f"n{n},x{n},{n}%\n" for n in range(30_000))
    found = faults(tmp_path, given="park,industry,value\n" + rows)
    codes = {"unknown-park", "unknown-industry", "percent-sign", "more-faults"}
    assert {code for code, *_ in found} == codes


def test_many_parks_of_one_name(tmp_path):
    parks = "id,name_zh,cap\n" + "".join(f"p{n},园,0\n" for n in range(10_000))
    locks = "".join(f"p{n},ai,in,x\n" for n in range(10_000))
    table = "park,industry,lock,reason\n" + locks
    found = faults(tmp_path, parks=parks, locks=table, given=None)
    assert {code for code, *_ in found} >= {"locks-beyond-cap", "floor-above-cap"}


def test_import_brings_in_nothing_heavy():
    code = "import sys, allocator.files; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "numpy", "networkx", "ortools", "numba", "jsonschema"}
    assert heavy & set(loaded.stdout.split()) == set()


def test_a_yaml_file_of_more_than_4_megabytes(tmp_path):
    assert faults(tmp_path, scenario="a: " + "x" * 4_000_000)[0][0] == "file-too-large"
