"""How time and memory grow, to 2,543 parks x 1,000 industries. ``python -m benchmarks.scale``.

Linear: the network engine's best layout, by sparse pairs with pricing from 50 x 50 on, OR-tools'
minimum-cost flow and HiGHS's linear program, both on the full graph; all values must be equal.
Memory: what a process of its own needs beyond its input, at its peak. Synergy: 500 x 40, where
industries may be in 38 parks (3 would leave parks with none); no value may exceed a bound.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks import peers, synergy
from benchmarks.instances import Case, Ints, linear, with_synergy
from benchmarks.timing import Row, Run, race, show, side_by_side

SIZES = ((17, 20), (60, 40), (177, 118), (500, 200), (1000, 500), (2543, 1000))


def ours(case: Case) -> Ints:
    """Return the best value."""
    from allocator.optimize.network import NetworkEngine

    best = NetworkEngine(case.problem).best()
    assert best is not None
    return case.value_of(np.array([case.problem.key(best)]))


PEERS = {"OR-tools min-cost flow": "flow.best", "HiGHS LP": "highs.best"}


def measure(case: Case, rounds: int = 3, memory: bool = True) -> list[Row]:
    """Return the rows of one size."""
    runs = [Run("network (ours)", "allocator.optimize.network", lambda: ours(case))]
    runs += [peers.run(name, question, case) for name, question in PEERS.items()]
    rows = side_by_side(f"{case.name}, linear", runs, rounds)
    return [_with_memory(row, case) if memory else row for row in rows]


def _with_memory(row: Row, case: Case) -> Row:
    if row.seconds is None or not Path("/proc/self/clear_refs").exists():
        return row
    code = "import sys; from benchmarks import scale; scale.print_memory(*sys.argv[1:])"
    call = [sys.executable, "-c", code, row.engine, *map(str, case.value.shape)]
    printed = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return replace(row, note=f"{row.note}; {round(float(printed.split()[-1]))} MB at the peak")


def print_memory(engine: str, *shape: str) -> None:
    """Print how many megabytes the best layout needs, beyond the input and the loaded program."""

    def ask(case: Case) -> None:
        if engine in PEERS:
            peers.run(engine, PEERS[engine], case).answer()
        else:
            ours(case)

    ask(linear(4, 5))
    ask(linear(60, 55))
    case = linear(*map(int, shape))
    _ = case.problem
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    before = _status("VmRSS")
    ask(case)
    print((_status("VmHWM") - before) / 1024)


def _status(field: str) -> int:
    """Return kilobytes of this process, by Linux's count.

    Not `getrusage`: its peak is at least what the process that started this one needed.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


def measure_synergy(case: Case, seconds: float = 60) -> list[Row]:
    """Return the rows of a case with synergy; CP-SAT has so many seconds."""
    name = f"{case.name}, {len(case.synergy) * len(case.parks):,} products"
    runs = [
        Run("patterns (ours)", synergy.NEEDS, lambda: synergy.ours(case)),
        peers.run("CP-SAT, products, level 2", "cp_sat.with_products", case, seconds, 2),
    ]
    return race(name, runs)


def main() -> None:
    """Print the tables of docs/performance.md."""
    show("Scale, linear", [row for size in SIZES for row in measure(linear(*size))])
    wide = replace(linear(500, 40), industry_cap=38)
    show("Scale, synergy", measure_synergy(with_synergy(wide, 199)))


if __name__ == "__main__":
    main()
