"""Two classical problems as plain scenario folders: CSV tables and a few lines of YAML."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import highspy

ASSIGNMENT = """\
schema: allocator/scenario/1
id: assignment
name: {zh: 广义指派问题, en: Generalized assignment}
affinity: {given: {}}
rules:
  park_floor: {default: 0}
  park_cap: {default: JOBS}
  industry_cap: {default: 1}
  industry_floor: {default: 1}
"""

KNAPSACK = """\
schema: allocator/scenario/1
id: knapsack
name: {zh: 双目标背包问题, en: Knapsack with two criteria}
affinity: {given: {}}
objective: {first: 1, second: 1}
criteria:
  - {id: first, name: {zh: 甲, en: First}}
  - {id: second, name: {zh: 乙, en: Second}}
rules:
  park_floor: {default: 0}
  park_cap: {default: ITEMS}
  industry_cap: {default: 1}
"""


@dataclass(frozen=True)
class Assignment:
    """Jobs to agents: profit and need per agent and job, one capacity per agent."""

    profit: Sequence[Sequence[float]]
    need: Sequence[Sequence[float]]
    capacity: Sequence[float]

    @property
    def jobs(self) -> int:
        """Number of jobs."""
        return len(self.profit[0])

    def write(self, folder: Path) -> Path:
        """Write it as a scenario folder: a park per agent, an industry per job."""
        agents = [f"a{n}" for n in range(len(self.capacity))]
        jobs = [f"j{n}" for n in range(self.jobs)]
        folder.mkdir()
        yaml = ASSIGNMENT.replace("JOBS", str(self.jobs))
        (folder / "scenario.yaml").write_text(yaml, "utf-8")
        write_table(folder / "parks.csv", "id", [[one] for one in agents])
        write_table(folder / "industries.csv", "id", [[one] for one in jobs])
        rows = [[a, *row] for a, row in zip(agents, self.profit, strict=True)]
        write_table(folder / "given.csv", ",".join(["park", *jobs]), rows)
        write_table(folder / "resources.csv", "id,name", [["time", "time"]])
        write_table(
            folder / "supplies.csv",
            "resource,park,amount",
            [["time", a, most] for a, most in zip(agents, self.capacity, strict=True)],
        )
        write_table(
            folder / "needs.csv",
            "resource,park,industry,amount",
            [
                ["time", agents[a], jobs[j], need]
                for a, row in enumerate(self.need)
                for j, need in enumerate(row)
            ],
        )
        return folder

    def by_brute_force(self) -> float | None:
        """Return the best profit over every way to give each job to an agent."""
        agents = range(len(self.capacity))
        best = None
        for given in product(agents, repeat=self.jobs):
            used = [0.0] * len(self.capacity)
            for job, agent in enumerate(given):
                used[agent] += self.need[agent][job]
            if all(one <= most for one, most in zip(used, self.capacity, strict=True)):
                profit = sum(self.profit[agent][job] for job, agent in enumerate(given))
                best = profit if best is None else max(best, profit)
        return best

    def by_highs(self) -> float | None:
        """Return the best profit by HiGHS, ``None`` if no way fits."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("mip_rel_gap", 0.0)
        agents, jobs = range(len(self.capacity)), range(self.jobs)
        x = [[solver.addBinary() for _ in jobs] for _ in agents]
        for j in jobs:
            solver.addConstr(solver.qsum([x[a][j] for a in agents]) == 1)
        for a in agents:
            used = solver.qsum([self.need[a][j] * x[a][j] for j in jobs])
            solver.addConstr(used <= self.capacity[a])
        solver.maximize(solver.qsum([self.profit[a][j] * x[a][j] for a in agents for j in jobs]))
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return solver.getObjectiveValue()


@dataclass(frozen=True)
class Knapsack:
    """Items of two profits and one weight, and what the sack holds."""

    items: Sequence[tuple[int, int, int]]
    """First profit, second profit, weight."""
    capacity: int

    def write(self, folder: Path) -> Path:
        """Write it as a scenario folder: one park, an industry per item."""
        names = [f"i{n:02}" for n in range(len(self.items))]
        folder.mkdir()
        yaml = KNAPSACK.replace("ITEMS", str(len(names)))
        (folder / "scenario.yaml").write_text(yaml, "utf-8")
        write_table(folder / "parks.csv", "id", [["sack"]])
        write_table(folder / "industries.csv", "id", [[one] for one in names])
        # every scenario states an affinity, also where the objective does not weigh it
        write_table(folder / "given.csv", "park,industry,value", [["sack", names[0], 0]])
        write_table(
            folder / "criteria_values.csv",
            "criterion,park,industry,value",
            [
                [criterion, "sack", name, item[place]]
                for place, criterion in enumerate(("first", "second"))
                for name, item in zip(names, self.items, strict=True)
            ],
        )
        write_table(folder / "resources.csv", "id,name", [["weight", "weight"]])
        write_table(
            folder / "supplies.csv", "resource,park,amount", [["weight", "sack", self.capacity]]
        )
        write_table(
            folder / "needs.csv",
            "resource,industry,amount",
            [["weight", name, item[2]] for name, item in zip(names, self.items, strict=True)],
        )
        return folder

    def front(self) -> list[tuple[int, int]]:
        """Return the Pareto set over every subset of items, highest first profit first."""
        sums = {
            (sum(one[0] for one in held), sum(one[1] for one in held))
            for chosen in product((False, True), repeat=len(self.items))
            for held in [[one for one, taken in zip(self.items, chosen, strict=True) if taken]]
            if sum(one[2] for one in held) <= self.capacity
        }
        kept: list[tuple[int, int]] = []
        for one in sorted(sums, reverse=True):
            if not kept or one[1] > kept[-1][1]:
                kept.append(one)
        return kept


def write_table(path: Path, head: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head + "\n")
        csv.writer(file).writerows(rows)
