"""Random small instances that mix every rule and every term, infeasible ones included."""

from typing import Any

from hypothesis import strategies as st

from allocator.model.instance import Instance
from tests.support.strategies import instances

SETTLED = {"default": 3}


@st.composite
def full_instances(draw: st.DrawFn, largest: int = 9) -> Instance:
    """Draw an instance whose scenario may use any rule and any term."""
    asked = draw(instances(largest=largest))
    parks, industries = list(asked.parks), list(asked.industries)
    stated = asked.scenario.model_dump(by_alias=True)
    stated["rules"] |= _rules(draw, parks, industries)
    stated["industries"] = [
        one | {"sector_zh": draw(st.sampled_from(["s", "t", None]))} for one in stated["industries"]
    ]
    stated |= _tables(draw, parks, industries)
    stated["objective"] |= {
        term: draw(st.sampled_from(["0", "0", "1", "0.5"]))
        for term in ("synergy", "linkage", "balance")
    }
    return Instance(type(asked.scenario).model_validate(stated), asked.affinity)


def _rules(draw: st.DrawFn, parks: list[str], industries: list[str]) -> dict[str, Any]:
    industry, some = st.sampled_from(industries), st.booleans
    two = st.tuples(industry, industry)
    distinct = two.filter(lambda pair: pair[0] != pair[1])
    rules: dict[str, Any] = {}
    if len(industries) > 1:
        if draw(some()):
            rules["exclusive"] = [{"industries": draw(distinct)}]
        if draw(some()):
            one, other = draw(distinct)
            rules["requires"] = [{"industry": one, "needs": other}]
    if draw(some()):
        rules["apart"] = [{"industries": draw(two), "km": draw(st.sampled_from(["5", "15"]))}]
    if draw(some()):
        sets = {
            "parks": draw(st.none() | st.lists(st.sampled_from(parks), min_size=1, unique=True)),
            "industries": draw(st.none() | st.lists(industry, min_size=1, unique=True)),
        }
        low = draw(st.none() | st.integers(0, 2))
        rules["quota"] = [
            {"id": "q", "min": low, "max": draw(st.none() | st.integers(low or 0, 4))} | sets
        ]
    if draw(some()):
        budget = st.none() | st.integers(1, 5)
        rules["change_budget"] = {"total": draw(budget), "per_park": draw(budget)}
    if draw(some()):
        default = draw(st.integers(1, 3))
        rules["industry_cap"] = {"default": default, "per": "sector", "in_principle": True}
    return rules


def _tables(draw: st.DrawFn, parks: list[str], industries: list[str]) -> dict[str, Any]:
    amount = st.sampled_from(["0", "1", "2.5", "0.75"])
    bond = st.sampled_from(["1", "0.5", "-0.5", "2"])
    twos = [(a, b) for n, a in enumerate(industries) for b in industries[n:]]
    near = [(a, b) for n, a in enumerate(parks) for b in parks[n + 1 :]]
    some = st.lists(st.sampled_from(twos), max_size=3, unique=True)
    return {
        "resources": [{"id": "land", "name": "land"}],
        "supplies": [
            {"resource": "land", "park": park, "amount": draw(amount)}
            for park in parks
            if draw(st.booleans()) and draw(st.booleans())
        ],
        "needs": [
            {
                "resource": "land",
                "industry": one,
                "park": draw(st.sampled_from([None, parks[0]])),
                "amount": draw(amount),
            }
            for one in industries
        ],
        "synergy": [
            {"industry": a, "other": b, "value": draw(bond)} for a, b in draw(some) if a != b
        ],
        "links": [{"industry": a, "other": b, "value": draw(bond)} for a, b in draw(some)],
        "distances": [
            {"park": a, "other": b, "km": draw(st.sampled_from(["3", "10", "20"]))}
            for a, b in near
            if draw(st.booleans()) or draw(st.booleans())
        ],
        "near_km": draw(st.sampled_from([None, "5", "15"])),
    }
