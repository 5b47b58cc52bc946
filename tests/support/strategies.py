"""Random small instances that mix every rule and term, ties and infeasible ones included."""

from typing import Any

from hypothesis import strategies as st

from allocator.model.instance import Instance
from tests.support.build import instance


@st.composite
def instances(draw: st.DrawFn, largest: int = 12) -> Instance:
    """Draw an instance with at most `largest` pairs; two in three are kind: mostly feasible."""
    kind = draw(st.sampled_from([True, True, False]))
    parks = draw(st.integers(1, 4))
    industries = draw(st.integers(1, min(5, largest // parks)))
    cells = st.sampled_from(["0", "1", "1", "2", "-1", "0.5", "-0.25", "3.125", None])
    if draw(st.booleans()):
        cells = st.decimals(-9, 9, places=2).map(str)
    matrix = [[draw(cells) for _ in range(industries)] for _ in range(parks)]
    return instance(
        matrix,
        parks=[_bounded(draw, f"p{n}", industries, kind) for n in range(parks)],
        industries=[_bounded(draw, f"i{n}", parks, kind) for n in range(industries)],
        **_fields(draw, parks, industries, kind),
    )


def _bounded(draw: st.DrawFn, name: str, most: int, kind: bool) -> dict[str, Any]:
    bound = st.none() | st.integers(int(kind), most)
    floors = [None, None, None, None, None, 0, 1] if kind else [None, None, 0, 1, 2]
    return {"id": name, "cap": draw(bound), "floor": draw(st.sampled_from(floors))}


def _fields(draw: st.DrawFn, parks: int, industries: int, kind: bool) -> dict[str, Any]:
    pairs = [
        {"park": f"p{p}", "industry": f"i{i}"} for p in range(parks) for i in range(industries)
    ]
    some = st.lists(
        st.sampled_from(pairs), max_size=2, unique_by=lambda p: (p["park"], p["industry"])
    )
    locks = [p | {"lock": draw(st.sampled_from(["in", "out"])), "reason": "r"} for p in draw(some)]
    count = st.integers(0, 2)
    caps, floors = st.integers(int(kind), 3), st.sampled_from([0, 0, 0, 1] if kind else [0, 0, 1])
    rules = {
        "park_cap": {"default": draw(caps), "in_principle": True},
        "industry_cap": {"default": draw(caps), "in_principle": True},
        "park_floor": {"default": draw(floors)},
        "industry_floor": {"default": draw(floors)},
    }
    if draw(st.booleans()):
        rules["min_affinity"] = {"threshold": draw(st.sampled_from(["-0.5", "0", "0.5", "1"]))}
    grants = [
        {
            "rule": rule,
            "subject": f"{letter}0",
            "slots": draw(count),
            "reason": "r",
            "by": "b",
            "on": "2025",
        }
        for rule, letter in (("park_cap", "p"), ("industry_cap", "i"))
    ]
    weights = st.sampled_from(["0", "0", "0.5", "1", "0.125"])
    objective = {"affinity": "1", "differentiation": draw(weights), "continuity": draw(weights)}
    return {
        "rules": rules,
        "locks": locks,
        "grants": grants,
        "current": draw(some),
        "objective": objective,
    }
