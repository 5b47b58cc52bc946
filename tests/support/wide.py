"""A wide scenario folder: 177 parks x 118 industries with exact demand, a transport problem."""

import csv
import random
from pathlib import Path

PARKS, INDUSTRIES = 177, 118

YAML = """\
schema: allocator/scenario/1
id: wide
name: {zh: 大规模算例, en: Wide case}
affinity:
  given: {}
"""


def write_wide(folder: Path, seed: int = 5) -> dict[str, list]:
    """Write the folder and return its numbers.

    Industries have exact demand (floor = cap, 2 to 4 parks each); parks have floors of 0 to 2 and
    caps of 2 to 5; one pair in ten is locked out; affinities run from -99.9 to 999.9.
    """
    rng = random.Random(seed)
    demand = [rng.randint(2, 4) for _ in range(INDUSTRIES)]
    floors = [rng.randint(0, 2) for _ in range(PARKS)]
    caps = [floor + rng.randint(1, 3) for floor in floors]
    matrix = [[rng.randint(-999, 9999) / 10 for _ in range(INDUSTRIES)] for _ in range(PARKS)]
    barred = [(p, i) for p in range(PARKS) for i in range(INDUSTRIES) if rng.random() < 0.1]
    folder.mkdir()
    (folder / "scenario.yaml").write_text(YAML, "utf-8")
    _table(
        folder / "parks.csv",
        ["id", "cap", "floor"],
        [(f"p{n}", caps[n], floors[n]) for n in range(PARKS)],
    )
    _table(
        folder / "industries.csv",
        ["id", "cap", "floor"],
        [(f"i{n}", demand[n], demand[n]) for n in range(INDUSTRIES)],
    )
    _table(
        folder / "given.csv",
        ["", *(f"i{n}" for n in range(INDUSTRIES))],
        [(f"p{n}", *row) for n, row in enumerate(matrix)],
    )
    _table(
        folder / "locks.csv",
        ["park", "industry", "lock", "reason"],
        [(f"p{p}", f"i{i}", "out", "land") for p, i in barred],
    )
    return {"demand": demand, "floors": floors, "caps": caps, "matrix": matrix, "barred": barred}


def _table(path: Path, head: list[str], rows: list[tuple]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
