"""The worksheets of a scenario's workbook: their names in both languages, and their columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from allocator.files.book.columns import Column, columns_of
from allocator.files.places import Loc
from allocator.files.tables import row_model
from allocator.files.text import squeezed

Use = Literal["needed", "common", "advanced"]
Shape = Literal["table", "matrix", "rule", "map", "settings", "rules"]


@dataclass(frozen=True)
class Form:
    """One worksheet. `loc` is what it holds of the scenario.

    Its `shape`: a ``table`` has one record a row; a ``matrix`` is a table that may also have one
    row per park and one column per industry; a ``rule`` is a table inside the rules; in a ``map``
    the first column is the key; ``settings`` and ``rules`` have a fixed list of rows. Its `use`: a
    scenario needs it, most have it, or few do.
    """

    key: str
    zh: str
    en: str
    loc: Loc
    shape: Shape
    columns: tuple[Column, ...]
    use: Use

    @property
    def title(self) -> str:
        """The name of the worksheet."""
        return f"{self.zh} {self.en}"

    @property
    def key_column(self) -> Column:
        """The column that says what a row is about."""
        return next(one for one in self.columns if one.needed)

    @property
    def needed(self) -> list[str]:
        """The columns that it cannot do without."""
        return [one.field for one in self.columns if one.needed]


INSTRUCTIONS = ("填写说明", "Instructions")
FAULTS = ("问题清单", "Faults")
_SIDE_SHEETS = (*INSTRUCTIONS, *FAULTS)
"""Worksheets that are for people only."""

_SENTENCE = (
    Column("clause", "条款", ("clause",), "clause"),
    Column("reason_zh", "理由（中文）", ("reason", "zh")),
    Column("reason_en", "理由（英文）", ("reason", "en")),
)
"""What every rule carries."""
_TWO = (
    Column("industry", "产业", ("industries", 0), "industry", True),
    Column("other", "另一产业", ("industries", 1), "industry", True),
)
_LEAST_0 = {"minimum": 0}
_RULE_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "exclusive": _TWO,
    "requires": (
        Column("industry", "产业", ("industry",), "industry", True),
        Column("needs", "须有的产业", ("needs",), "industry", True),
    ),
    "apart": (*_TWO, Column("km", "距离", ("km",), "number", True, {"exclusiveMinimum": 0})),
    "quota": (
        Column("id", "编号", ("id",), needed=True),
        Column("name_zh", "名称", ("name", "zh")),
        Column("name_en", "英文名", ("name", "en")),
        Column("parks", "各分园", ("parks",), "parks"),
        Column("industries", "各产业", ("industries",), "industries"),
        Column("min", "最少", ("min",), "count", limits=_LEAST_0),
        Column("max", "最多", ("max",), "count", limits=_LEAST_0),
    ),
}
_ITEM = Column("item", "项目")
_ABOUT = Column("about", "说明")
_SETTING = (
    _ITEM,
    Column("setting", "设置", ("setting",), needed=True),
    Column("value", "值", ("value",), needed=True),
    _ABOUT,
)
_SHARE = {"minimum": 0, "maximum": 1}


def _table(key: str, zh: str, en: str, use: Use) -> Form:
    shape: Shape = "matrix" if key in ("counts", "given") else "table"
    model = row_model(key)
    return Form(key, zh, en, (key,), shape, columns_of(key, model), use)


def _rule(key: str, zh: str, en: str) -> Form:
    columns = (*_RULE_COLUMNS[key], *_SENTENCE)
    return Form(key, zh, en, ("rules", key), "rule", columns, "advanced")


FORMS: tuple[Form, ...] = (
    Form("scenario", "情景", "Scenario", (), "settings", _SETTING, "needed"),
    _table("parks", "分园", "Parks", "needed"),
    _table("industries", "产业", "Industries", "needed"),
    _table("sources", "来源", "Sources", "common"),
    _table("evidence", "依据", "Evidence", "common"),
    _table("current", "现状布局", "Current", "common"),
    Form(
        "caveats", "数据说明", "Caveats", ("caveats",), "rule",
        (Column("zh", "中文", ("zh",), needed=True), Column("en", "英文", ("en",))),
        "common",
    ),
    _table("locks", "锁定与排除", "Locks", "common"),
    Form(
        "clauses", "条款", "Clauses", ("clauses",), "map",
        (
            Column("id", "编号", ("id",), needed=True),
            Column("zh", "中文", ("zh",), needed=True),
            Column("en", "英文", ("en",)),
            Column("source", "来源", ("source", "zh"), needed=True),
            Column("source_en", "来源（英文）", ("source", "en")),
        ),
        "common",
    ),
    Form(
        "rules", "规则", "Rules", ("rules",), "rules",
        (
            _ITEM,
            Column("rule", "规则", ("rule",), needed=True),
            Column("number", "数值", ("number",), "number", True),
            Column("per_park", "每园限额", ("per_park",), "count", limits=_LEAST_0),
            Column("in_principle", "原则上", ("in_principle",), "flag"),
            Column("per", "按何计数", ("per",), "per"),
            *_SENTENCE,
        ),
        "common",
    ),
    _table("grants", "例外", "Exceptions", "common"),
    _rule("exclusive", "互斥", "Exclusive"),
    _rule("requires", "配套", "Requires"),
    _rule("apart", "间距", "Apart"),
    _rule("quota", "配额", "Quotas"),
    Form(
        "objective", "目标", "Objective", ("objective",), "map",
        (
            _ITEM,
            Column("term", "目标项", ("term",), "term", True),
            Column("weight", "权重", ("weight",), "number", True),
            _ABOUT,
        ),
        "common",
    ),
    _table("ordered", "先后目标", "Ordered", "advanced"),
    Form("affinity", "亲和度", "Affinity", ("affinity",), "settings", _SETTING, "needed"),
    Form(
        "roles", "角色", "Roles", ("affinity", "designation", "roles"), "map",
        (
            Column("role", "角色", ("role",), needed=True),
            Column("label", "填表用词", ("label",)),
            Column("share", "计入比例", ("share",), "number", True, _SHARE),
        ),
        "common",
    ),
    Form(
        "grades", "等级", "Grades", ("affinity", "designation", "grades"), "map",
        (
            Column("grade", "等级", ("grade",), needed=True),
            Column("share", "计入比例", ("share",), "number", True, _SHARE),
        ),
        "common",
    ),
    _table("given", "自定亲和度", "Given", "advanced"),
    _table("adjustments", "亲和度修正", "Adjustments", "advanced"),
    _table("criteria", "准则", "Criteria", "advanced"),
    _table("criteria_values", "准则数值", "Criteria values", "advanced"),
    _table("counts", "数量", "Counts", "advanced"),
    _table("reference", "参照表", "Reference", "advanced"),
    _table("crosswalk", "对照表", "Crosswalk", "advanced"),
    _table("resources", "资源", "Resources", "advanced"),
    _table("supplies", "资源供给", "Supplies", "advanced"),
    _table("needs", "资源需求", "Needs", "advanced"),
    _table("synergy", "协同", "Synergy", "advanced"),
    _table("links", "联动", "Links", "advanced"),
    _table("distances", "距离", "Distances", "advanced"),
)  # fmt: skip
"""All of them, in their order."""


def form(key: str) -> Form:
    """Return the form of a worksheet."""
    return next(one for one in FORMS if one.key == key)


def form_of(name: str) -> Form | None:
    """Return which form a worksheet's name means: 分园, Parks, parks or 分园 Parks."""
    return _by_name().get(squeezed(name))


def is_side_sheet(name: str) -> bool:
    """Return whether a worksheet is for people only."""
    return squeezed(name) in {squeezed(one) for one in (*_SIDE_SHEETS, *map(" ".join, _SIDES))}


_SIDES = (INSTRUCTIONS, FAULTS)


def sheet_names() -> list[str]:
    """Return the names that worksheets may have."""
    return [name for one in FORMS for name in (one.title, one.zh, one.en)]


@cache
def _by_name() -> Mapping[str, Form]:
    found: dict[str, Form] = {}
    for one in FORMS:
        for name in (one.title, one.zh, one.en, one.key):
            found.setdefault(squeezed(name), one)
    return found
