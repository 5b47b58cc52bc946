"""The answers of scenarios/what-ifs as its README says them, one line each."""

from functools import cache
from pathlib import Path

from allocator.affinity import affinity_matrix
from allocator.files import load_variants
from allocator.model.fields import Text
from allocator.model.instance import Instance
from allocator.study.whatif.compare import Compared, what_if
from tests.docs.pages import REPO, SCENARIO, Row, Table

PAGE = "scenarios/what-ifs/README.md"
FILES = sorted((REPO / "scenarios" / "what-ifs").glob("*.yaml"))
HEAD = [
    "文件 File",
    "问题 Question",
    "目标值 Value",
    "差 Difference",
    "调整 Moves",
    "有增减的分园 Parks that change",
]

_PARKS_NAMED = 5


@cache
def compared() -> tuple[Compared, ...]:
    """Return the answers to all what-ifs, in the order of their files."""
    base, variants = load_variants(SCENARIO, FILES)
    instance = Instance(base.scenario, affinity_matrix(base.scenario))
    return what_if(instance, [variant for _, variant in variants]).compared


def every_table() -> dict[str, Table]:
    """Return the computed table of the page."""
    rows = (_row(path, one) for path, one in zip(FILES, compared(), strict=True))
    return {"what-ifs": [HEAD, *rows]}


def _row(path: Path, one: Compared) -> Row:
    question = one.variant.question or Text.of("")
    asked = [f"[{path.stem}]({path.name})", f"{question.zh} {question.en}"]
    if one.moves is None or one.difference is None:
        return [*asked, "没有合规布局 no legal layout", "—", "—", "—"]
    added, dropped = one.moves
    changed = {park for park, _ in added + dropped}
    parks = [f"{p.name('zh')} {p.name('en')}" for p in one.stages[0].parks if p.id in changed]
    if len(parks) > _PARKS_NAMED:
        parks = [f"{len(parks)} 个分园 parks"]
    worth = [f"{one.outcome.value:.4f}", f"{one.difference:+.4f}"]
    return [*asked, *worth, f"+{len(added)} −{len(dropped)}", "；".join(parks) or "—"]
