"""Column headings and words as planners write them in Chinese, for all tables and proposals.

A heading is compared without differences of width, case and spacing, and means the first of its
fields that the table has: 日期 is ``as_of`` in sources and ``on`` in grants.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from allocator.files.text import squeezed

_HEADINGS: dict[str, tuple[str, ...]] = {
    "adcode": ("行政区划代码", "区划代码"),
    "amount": ("供给", "供给量", "需要量", "需求量", "数量"),
    "area_km2": ("面积", "面积(平方公里)", "规划面积"),
    "as_of": ("日期", "发布日期"),
    "by": ("批准", "批准人", "批准单位", "批准机关"),
    "cap": ("上限",),
    "complete": ("完整",),
    "criterion": ("准则", "指标"),
    "district_zh": ("区", "行政区", "所在区"),
    "floor": ("下限",),
    "from": ("从", "转出", "转出分园", "原分园"),
    "grade": ("等级",),
    "id": ("编号", "代码"),
    "in": ("新增", "调入", "改为", "改为产业"),
    "industry": ("产业", "主导产业", "产业名称"),
    "km": ("距离", "公里", "距离(公里)"),
    "label": ("标签",),
    "lat": ("纬度",),
    "lock": ("锁定", "方式"),
    "lon": ("经度",),
    "move": ("调整", "动作", "调整方式", "调整类型", "操作", "action"),
    "moves": ("调整", "调整方案"),
    "name": ("名称",),
    "name_en": ("英文名", "英文名称"),
    "name_zh": ("名称", "中文名", "中文名称"),
    "note": ("备注", "说明"),
    "on": ("日期", "批准日期"),
    "order": ("顺序", "序号"),
    "other": ("另一产业", "另一分园"),
    "out": ("退出", "调出", "原产业"),
    "park": ("分园", "园区", "分园名称", "园区名称", "转出分园"),
    "place": ("地点",),
    "publisher": ("发布者", "发布单位", "发布机关"),
    "reason": ("理由", "原因"),
    "resource": ("资源", "资源名称"),
    "role": ("角色",),
    "rule": ("规则",),
    "scale": ("乘以", "倍数"),
    "sector_en": ("大类英文名",),
    "sector_zh": ("大类", "产业大类"),
    "set": ("设为",),
    "slots": ("名额",),
    "source": ("来源",),
    "subject": ("对象",),
    "to": ("到", "转入", "转入分园"),
    "to_industry": ("改为产业", "改为", "调整为", "替换为", "新产业"),
    "to_park": ("转入分园", "转入", "转至", "转至分园"),
    "unit": ("单位",),
    "value": ("数值", "值", "分值", "得分", "亲和度", "数量", "协同值", "联动值", "关联值"),
    "where": ("出处",),
}
"""What else a column may be called, per field."""


def field_of(heading: str, fields: Iterable[str]) -> str | None:
    """Return which of `fields` a heading means, ``None`` where it means none of them.

    A heading of several lines, one for each language, may mean it by any of them.
    """
    meanings = _meanings(tuple(fields))
    found = meanings.get(squeezed(heading))
    if found is None and "\n" in heading:
        lines = {meanings.get(squeezed(line)) for line in heading.splitlines()} - {None}
        return lines.pop() if len(lines) == 1 else None
    return found


def chinese(field: str) -> str:
    """Return the first Chinese heading of a field; the field itself where it has none."""
    return _HEADINGS.get(field, (field,))[0]


def field_names(fields: Sequence[str]) -> list[str]:
    """Return every heading that means one of `fields`, the fields themselves first."""
    return [*fields, *(word for field in fields for word in _HEADINGS.get(field, ()))]


@cache
def _meanings(fields: tuple[str, ...]) -> dict[str, str]:
    meanings = {squeezed(field): field for field in fields}
    for field in fields:
        for word in _HEADINGS.get(field, ()):
            meanings.setdefault(squeezed(word), field)
    return meanings
