"""Random scenarios that use every table, rule, term and setting, and odd texts."""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from allocator.errors import InputError, Place
from allocator.files.settle import redraft, settle
from allocator.model.scenario import Scenario
from tests.support.full_strategies import full_instances

_TEXTS = st.sampled_from(
    ["r", "=1+1", "+甲", "-", "@x", "'", "是", "1", "001", "1.50", "TRUE", "#REF!", "甲、乙", "a;b",
     "2025-06", "_x0041_", "<b>&amp;", "分园", "50%", "长" * 200, "\U0001f600", "a  b"]
)  # fmt: skip
_NOTES = st.sampled_from([None, "n", "两行\n第二行", "=HYPERLINK(1)", "x\ty", "-"])
_NUMBERS = st.one_of(
    st.sampled_from(
        ["0", "1", "0.1", "1e20", "-0.25", "0.1234567890123456789", "12345678901234567"]
    ),
    st.decimals(-1000, 1000, places=3).map(str),
)
_SHARES = st.decimals(0, 1, places=3).map(str)
_POSITIVE = st.sampled_from(["1", "0.5", "2.25"])


@st.composite
def whole_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario that could have been read from files."""
    stated = draw(full_instances()).scenario.model_dump(by_alias=True)
    parks, industries = ([one["id"] for one in stated[key]] for key in ("parks", "industries"))
    pairs = [(one, other) for one in parks for other in industries]
    _name(draw, stated)
    _affinity(draw, stated, pairs)
    _more(draw, stated, pairs)
    _mend(stated)
    draft = redraft(Scenario.model_validate(stated), Place("drawn"))
    draft.may_contradict = True
    try:
        return settle(draft)
    except InputError as error:
        assume(not error.faults)
        raise


def _name(draw: st.DrawFn, stated: dict[str, Any]) -> None:
    stated["name"] = {"zh": draw(_TEXTS), "en": draw(_TEXTS)}
    stated["as_of"] = "2025-06"
    stated["clauses"] = {
        id_: {"zh": draw(_TEXTS), "en": draw(_TEXTS), "source": draw(_TEXTS)}
        for id_ in draw(st.lists(st.sampled_from(["P1", "P2", "第3条"]), unique=True))
    }
    stated["caveats"] = [
        {"zh": one, "en": draw(_TEXTS)} for one in draw(st.lists(_TEXTS, max_size=2))
    ]
    for key in ("parks", "industries"):
        for row in stated[key]:
            row["name_zh"] = draw(st.one_of(st.none(), st.just(f"名{row['id']}"), _TEXTS))
            row["name_en"] = draw(st.none() | st.just(f"Name {row['id']}"))
            row["note"] = draw(_NOTES)
            row["order"] = draw(st.none() | st.integers(0, 9))
    stated["grants"] = [one | {"reason": draw(_TEXTS)} for one in stated["grants"] if one["slots"]]
    for rule in stated["rules"].values():
        for entry in rule if isinstance(rule, tuple | list) else [rule] if rule else []:
            if stated["clauses"] and draw(st.booleans()):
                entry["clause"] = min(stated["clauses"])
            elif draw(st.booleans()):
                entry["reason"] = {"zh": draw(_TEXTS), "en": draw(_TEXTS)}


def _affinity(draw: st.DrawFn, stated: dict[str, Any], pairs: list[tuple[str, str]]) -> None:
    some = st.lists(st.sampled_from(pairs), min_size=1, unique=True)
    role, grade = (
        st.sampled_from(["leading", "supporting", "试点"]),
        st.sampled_from(["A", "B", "Z"]),
    )
    stated["sources"] = [
        {"id": id_, "where": draw(_TEXTS), "publisher": draw(_TEXTS), "as_of": as_of}
        for id_, as_of in (("s1", "2024-03"), ("s2", "2023"))
    ]
    stated["evidence"] = [
        {"park": p, "industry": i, "role": draw(role), "grade": draw(grade),
         "source": draw(st.sampled_from(["s1", "s2"])), "note": draw(_NOTES)}
        for p, i in draw(some)
    ]  # fmt: skip
    stated["counts"] = _amounts(draw, draw(some), _SHARES)
    stated["given"] = _amounts(draw, draw(some), _SHARES)
    stated["reference"] = [{"place": draw(_TEXTS), "label": f"l{n}"} for n in range(2)]
    crossed = {"industry": draw(st.sampled_from([None, pairs[0][1]])), "note": draw(_NOTES)}
    stated["crosswalk"] = [{"label": f"l{n}"} | crossed for n in range(2)]
    parts: dict[str, Any] = {
        "designation": {
            "weight": draw(_POSITIVE),
            "roles": {"leading": "1", "supporting": draw(_SHARES), "试点": draw(_SHARES)},
            "grades": {"A": draw(_SHARES), "B": "0.7", "Z": "0"},
            "half_life_years": draw(st.none() | _POSITIVE),
        },
        "relatedness": {
            "weight": draw(_POSITIVE),
            "reference": draw(st.sampled_from(["own", "table"])),
            "present_roles": draw(st.lists(st.sampled_from(["leading", "试点"]), unique=True)),
            "min_places": draw(st.integers(0, 3)),
        },
        "specialisation": {"weight": draw(_POSITIVE), "complete": draw(st.booleans())},
        "given": {"weight": draw(_POSITIVE), "complete": draw(st.booleans())},
    }
    used = draw(st.lists(st.sampled_from([*parts]), min_size=1, unique=True))
    stated["affinity"] = {part: parts[part] for part in used}
    if used == ["given"]:
        stated["given"] = _amounts(draw, draw(some), _NUMBERS)


def _more(draw: st.DrawFn, stated: dict[str, Any], pairs: list[tuple[str, str]]) -> None:
    stated["criteria"] = [
        {"id": "jobs", "name": {"zh": draw(_TEXTS), "en": "Jobs"}, "complete": draw(st.booleans())}
    ]
    stated["criteria_values"] = [
        one | {"criterion": "jobs"}
        for one in _amounts(draw, pairs[: draw(st.integers(1, 3))], _NUMBERS)
    ]
    if draw(st.booleans()):
        stated["objective"]["jobs"] = draw(_POSITIVE)
    weighted = [term for term, weight in stated["objective"].items() if weight not in ("0", 0)]
    stated["ordered"] = [
        {"term": term, "tolerance": draw(_SHARES)} for term in weighted[: draw(st.integers(0, 2))]
    ]
    stated["adjustments"] = [
        {"park": park, "industry": draw(st.sampled_from([None, industry])),
         "scale": draw(_SHARES), "reason": draw(_TEXTS)}
        for park, industry in pairs[: draw(st.integers(0, 1))]
    ]  # fmt: skip
    name = {"zh": draw(_TEXTS), "en": "Land"}
    stated["resources"] = [{"id": "land", "name": name, "unit": draw(st.none() | _TEXTS)}]


def _mend(stated: dict[str, Any]) -> None:
    """Take away what needs something that was not drawn."""
    rules, objective = stated["rules"], stated["objective"]
    for term, table in (("synergy", "synergy"), ("linkage", "links")):
        if not stated[table]:
            objective[term] = "0"
    stated["near_km"] = stated["near_km"] or "5"
    if rules["industry_cap"].get("per") == "sector":
        stated["grants"] = [one for one in stated["grants"] if one["rule"] == "park_cap"]
    rules["quota"] = [one for one in rules["quota"] if (one["min"], one["max"]) != (None, None)]
    budget = rules["change_budget"]
    if budget and (budget["total"], budget["per_park"]) == (None, None):
        rules["change_budget"] = None
    if rules["apart"] or stated["links"]:
        parks = [one["id"] for one in stated["parks"]]
        stated["distances"] = [
            {"park": one, "other": other, "km": "3"}
            for n, one in enumerate(parks)
            for other in parks[n + 1 :]
        ]
    roles = {one["role"] for one in stated["evidence"]}
    related = stated["affinity"].get("relatedness")
    if related and "designation" not in stated["affinity"]:
        related["present_roles"] = [one for one in related["present_roles"] if one in roles]


def _amounts(
    draw: st.DrawFn, pairs: list[tuple[str, str]], numbers: st.SearchStrategy[str]
) -> list[dict[str, str]]:
    return [{"park": p, "industry": i, "value": draw(numbers)} for p, i in pairs]
