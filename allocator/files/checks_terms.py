"""Aims, grants and parts of affinity that contradict the rest of the scenario."""

from collections.abc import Iterator
from decimal import Decimal

from allocator.files.checks_tables import report_lack
from allocator.files.draft import Draft
from allocator.files.prune import Remains
from allocator.model.fields import parse_number
from allocator.model.scenario import TERMS, Scenario

_TABLE_OF = {"synergy": "synergy", "linkage": "links"}


def check_terms(draft: Draft, remains: Remains) -> None:
    """Report aims, grants and parts of affinity that cannot be meant."""
    scenario = remains.scenario
    _check_weights(draft, scenario)
    if not (remains.is_doubtful("objective") or remains.is_doubtful("criteria")):
        _check_criteria(draft, scenario)
        _check_levels(draft, scenario)
    _check_bonds(draft, remains)
    _check_grants(draft, remains)
    _tell_unused_caps(draft, remains)
    if not remains.is_doubtful("affinity"):
        _check_dates(draft, remains)
        _check_amounts(draft, scenario)


def _check_weights(draft: Draft, scenario: Scenario) -> None:
    for term in TERMS:
        weight = scenario.objective.get(term, Decimal(0))
        if weight < 0:
            draft.fault("negative-weight", "objective", term, term=term, value=weight)
    for number, row in draft.rows("criteria"):
        if row.get("id") in TERMS:
            draft.fault("reserved-criterion", "criteria", number, "id", value=row["id"])


def _check_criteria(draft: Draft, scenario: Scenario) -> None:
    ids = [criterion.id for criterion in scenario.criteria]
    weighed = [id_ for id_ in ("affinity", *ids) if scenario.objective.get(id_)]
    if not weighed:
        draft.fault("no-criterion", "objective", known=", ".join(("affinity", *ids)))
    if draft.is_blamed("criteria_values"):
        return
    valued = {str(row.get("criterion")) for _, row in draft.rows("criteria_values")}
    for id_ in weighed:
        if id_ not in TERMS and id_ not in valued:
            draft.fault("criterion-without-values", "objective", id_, value=id_)


def _check_levels(draft: Draft, scenario: Scenario) -> None:
    """Report terms that come first without a weight, and terms that come first twice."""
    first: set[str] = set()
    for number, level in enumerate(scenario.ordered):
        if not scenario.objective.get(level.term):
            draft.fault("ordered-without-weight", "ordered", number, "term", term=level.term)
        if level.term in first:
            draft.fault("duplicate-level", "ordered", number, "term", term=level.term)
        first.add(level.term)


def _check_bonds(draft: Draft, remains: Remains) -> None:
    """Report weighted terms without their table; give notice of tables without a weight."""
    for term, table in _TABLE_OF.items():
        if remains.is_doubtful("objective") or remains.is_doubtful(table):
            continue
        weight, rows = remains.scenario.objective.get(term), getattr(remains.scenario, table)
        if weight and not rows:
            report_lack(draft, table, "objective", term)
        elif rows and weight is None:  # a weight of 0 is stated: on purpose
            draft.notice("table-without-weight", table, table=table, term=term)


def _check_grants(draft: Draft, remains: Remains) -> None:
    rules = remains.scenario.rules
    in_principle = {
        "park_cap": rules.park_cap.in_principle,
        "industry_cap": rules.industry_cap.in_principle,
    }
    for number, row in draft.rows("grants"):
        rule = str(row.get("rule"))
        known = rule in in_principle and not remains.is_doubtful("rules", rule)
        if known and not in_principle[rule]:
            draft.fault("grant-not-in-principle", "grants", number, "rule", rule=rule)
    for number, row in draft.rows("grants"):
        if str(row.get("slots")).strip() == "0":
            draft.fault("grant-of-nothing", "grants", number, "slots")


def _tell_unused_caps(draft: Draft, remains: Remains) -> None:
    """Give notice of industries' own caps where the parks of sectors are counted."""
    if remains.scenario.rules.industry_cap.per != "sector":
        return
    own = [number for number, row in draft.rows("industries") if row.get("cap")]
    if own:
        draft.notice("cap-beside-sectors", "industries", own[0], "cap", count=len(own))


def _check_dates(draft: Draft, remains: Remains) -> None:
    designation = remains.scenario.affinity.designation
    if designation is None or remains.is_doubtful("as_of"):
        return
    as_of = remains.scenario.as_of
    if designation.half_life_years is not None and as_of is None:
        draft.fault("missing-as-of", "affinity", "designation", "half_life_years")
    for number, row in draft.rows("sources"):
        date = str(row.get("as_of", "")).strip()
        if as_of and date[:4].isdecimal() and int(date[:4]) > int(as_of[:4]) + 1:
            # evidence gathered soon after the scenario's date is usual; years later is a slip
            facts = {"value": date, "as_of": as_of}
            draft.notice("source-after-as-of", "sources", number, "as_of", **facts)


def _check_amounts(draft: Draft, scenario: Scenario) -> None:
    parts = scenario.affinity.parts()
    if "given" in parts and len(parts) > 1:
        for number, amount in _amounts(draft, "given"):
            if not 0 <= amount <= 1:
                draft.fault("given-outside-share", "given", number, "value", value=amount)
    if "specialisation" in parts:
        for number, amount in _amounts(draft, "counts"):
            if amount < 0:
                draft.fault("negative-number", "counts", number, "value", value=amount)
    if scenario.objective.get("continuity") and not scenario.current:
        draft.notice("continuity-without-current", "objective", "continuity")


def _amounts(draft: Draft, table: str) -> Iterator[tuple[int, Decimal]]:
    """Yield the number and the amount of every record of a table whose amount can be read."""
    for number, row in draft.rows(table):
        if not draft.is_blamed(table, number, "value"):
            yield number, parse_number(row.get("value"))
