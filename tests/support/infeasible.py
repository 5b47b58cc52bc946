"""Scenarios that no layout can meet, as a planner would write them, for `explain`."""

from pathlib import Path

HEAD = """\
schema: allocator/scenario/1
id: broken
name: {zh: 冲突例, en: Broken}
clauses:
  P1: {zh: 每园至多三个, en: At most three per park, source: plan}
  P2: {zh: 每业至多三园, en: At most three parks, source: plan}
rules:
  park_cap: {default: 3, clause: P1, in_principle: true}
  industry_cap: {default: 3, clause: P2, in_principle: true}
"""


def parks(count: int) -> str:
    """Return so many parks named 园1, 园2 ..., Park 1, Park 2 ..."""
    rows = [f"  - {{id: p{n}, name_zh: 园{n}, name_en: Park {n}}}\n" for n in range(1, count + 1)]
    return "parks:\n" + "".join(rows)


def industries(count: int) -> str:
    """Return so many industries named 产业1 ..., Industry 1 ..."""
    rows = [
        f"  - {{id: i{n}, name_zh: 产业{n}, name_en: Industry {n}}}\n" for n in range(1, count + 1)
    ]
    return "industries:\n" + "".join(rows)


def locks(*pairs: str) -> str:
    """Return locks from ``"park industry"`` strings."""
    rows = [
        f"  - {{park: {park}, industry: {one}, lock: in, reason: 已签约}}\n"
        for park, one in map(str.split, pairs)
    ]
    return "locks:\n" + "".join(rows)


AFFINITY = "affinity:\n  given: {complete: true}\ngiven:\n  - {park: p1, industry: i1, value: 1}\n"


def mandatory() -> str:
    """Return 26 industries that each need a park, and 8 parks of three: 24 slots."""
    return HEAD + "  industry_floor: {default: 1}\n" + AFFINITY + parks(8) + industries(26)


def locks_against_cap() -> str:
    """Return four industries locked into a park of three."""
    pairs = [f"p1 i{n}" for n in range(1, 5)]
    return HEAD + AFFINITY + parks(2) + industries(5) + locks(*pairs)


def quota_against_floors() -> str:
    """Return four parks that need an industry each, and a quota of three pairs in all."""
    quota = "  quota:\n    - {id: all, name: {zh: 总量, en: In all}, max: 3, clause: P2}\n"
    return HEAD + quota + AFFINITY + parks(4) + industries(5)


def land_against_locks() -> str:
    """Return two industries locked into a park whose 10 ha are 2.5 ha too few."""
    land = (
        "resources:\n  - {id: land, name: {zh: 土地, en: Land}, unit: ha}\n"
        "supplies:\n  - {resource: land, park: p1, amount: 10}\n"
        "needs:\n  - {resource: land, industry: i1, amount: 6.5}\n"
        "  - {resource: land, industry: i2, amount: 6}\n"
    )
    rules = HEAD + "  capacity: {clause: P1}\n"
    return rules + AFFINITY + parks(2) + industries(3) + land + locks("p1 i1", "p1 i2")


def write(folder: Path, text: str) -> Path:
    """Write a scenario as one file and return its path."""
    path = folder / "broken.yaml"
    path.write_text(text, "utf-8")
    return path
