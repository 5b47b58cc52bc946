"""Time of whole commands, process start included. ``python -m benchmarks.commands``.

The questions that planners ask all day of zhongguancun, the engines compiled before. No peer
answers them.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.timing import Row, show

ROOT = Path(__file__).parents[1]
SCENARIO = "scenarios/zhongguancun"
SIX_MOVES = (
    "--drop chaoyang:advanced_energy --drop haidian:medicine --drop miyun:medicine "
    "--swap tongzhou:software:fintech --add fengtai:tech_services"
)


def questions() -> dict[str, list[str]]:
    """Return the arguments of each command by what it asks."""
    variants = sorted(str(one) for one in (ROOT / "scenarios" / "what-ifs").glob("*.yaml"))
    return {
        "rank, ten layouts": ["rank", SCENARIO],
        "check, six moves": ["check", SCENARIO, *SIX_MOVES.split()],
        "explain, prices of all pairs and caps": ["explain", SCENARIO, "--prices"],
        "whatif, ten variants": ["whatif", SCENARIO, *variants[:10]],
        "phase, three years of seven moves": ["phase", SCENARIO, "--years", "3", "--moves", "7"],
        "phase, nested": ["phase", SCENARIO, "--nested"],
    }


def measure(asked: dict[str, list[str]], rounds: int = 5) -> list[Row]:
    """Return a row per question: the median of several runs after one to warm up."""
    note = f"median of {rounds}"
    return [
        Row("zhongguancun", name, _median(arguments, rounds), None, "", note)
        for name, arguments in asked.items()
    ]


def _median(arguments: list[str], rounds: int) -> float:
    _seconds(arguments)
    return median(_seconds(arguments) for _ in range(rounds))


def _seconds(arguments: list[str]) -> float:
    started = perf_counter()
    program = [sys.executable, str(ROOT / "cli.py"), *arguments]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode in (0, 1), ended.stderr
    return perf_counter() - started


def main() -> None:
    """Print the table of docs/performance.md."""
    show("Whole commands", measure(questions()))


if __name__ == "__main__":
    main()
