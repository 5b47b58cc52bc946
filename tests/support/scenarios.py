"""Scenario folders for tests: the real one, and one small enough to hold in the head."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ZHONGGUANCUN = ROOT / "scenarios" / "zhongguancun"

# Three parks, four industries, two per park and one park per industry. Best by hand:
# north ai 5, middle cars 4 + food 3, south medicine 6 = 18; locks: none.
TINY = """\
schema: allocator/scenario/1
id: tiny
name: {zh: 小例, en: Tiny}
clauses:
  P1: {zh: 每园至多两个, en: At most two per park, source: test}
rules:
  park_cap: {default: 2, clause: P1, in_principle: true}
  industry_cap: {default: 1}
affinity:
  given: {}
parks:
  - {id: north, name_zh: 北园, name_en: North Park}
  - {id: middle, name_zh: 中园, name_en: Middle Park}
  - {id: south, name_zh: 南园, name_en: South Park}
industries:
  - {id: ai, name_zh: 人工智能, name_en: Artificial intelligence}
  - {id: cars, name_zh: 汽车, name_en: Cars}
  - {id: food, name_zh: 食品, name_en: Food}
  - {id: medicine, name_zh: 医药, name_en: Medicine}
current:
  - {park: north, industry: ai}
  - {park: north, industry: cars}
  - {park: north, industry: food}
given:
  - {park: north, industry: ai, value: 5}
  - {park: north, industry: cars, value: 3}
  - {park: north, industry: food, value: 1}
  - {park: north, industry: medicine, value: 0}
  - {park: middle, industry: ai, value: 4}
  - {park: middle, industry: cars, value: 4}
  - {park: middle, industry: food, value: 3}
  - {park: middle, industry: medicine, value: 2}
  - {park: south, industry: ai, value: 1}
  - {park: south, industry: cars, value: 2}
  - {park: south, industry: food, value: 2}
  - {park: south, industry: medicine, value: 6}
"""


def write_tiny(folder: Path, text: str = TINY) -> Path:
    """Write the tiny scenario as one YAML file and return its path."""
    path = folder / "tiny.yaml"
    path.write_text(text, "utf-8")
    return path
