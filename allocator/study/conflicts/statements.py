"""The scenario as statements (Stated): each line or number that binds layouts, one by one.

Layouts obey a set of statements if they obey each of them: dropping one never bars a layout. A
number of a park's own is a statement beside the default, and does not fall back to it when it is
dropped. Granted exceptions loosen caps and are no statements.
"""

from collections.abc import Iterator, Mapping, Sequence

from allocator.model.instance import Instance
from allocator.model.outcome import Stated
from allocator.model.rules import JUDGES
from allocator.model.rules.clauses import clause_of
from allocator.model.scenario import Industry, Park

Loc = tuple[str | int, ...]

_GIVEN = (
    "park_cap",
    "industry_cap",
    "known_value",
    "min_affinity",
    "park_floor",
    "industry_floor",
    "lock_out",
    "lock_in",
)
_BY_ENTRY = ("capacity", "exclusive", "requires", "apart", "quota", "change_budget")
BOUNDS: Mapping[str, tuple[str, ...]] = {
    "quota": ("min", "max"),
    "change_budget": ("total", "per_park"),
}
THRESHOLD: Loc = ("rules", "min_affinity", "threshold")
VALUED: Loc = ("objective",)
SIDES = (("parks", "park"), ("industries", "industry"))


def statements(instance: Instance) -> tuple[Stated, ...]:
    """Return all statements in use, the hardest to change first, whatever the order of rows is.

    A planner can hardly change the principles of the plan or what the evidence says; rules of a
    user's own come before the entries of the other rules.
    """
    others = rules_of_ones_own()
    order = [*_GIVEN, *others, *_BY_ENTRY]
    found = [*_counts(instance), *_pairs(instance), *_entries(instance), *_own(instance)]
    return tuple(sorted(found, key=lambda one: (order.index(one.rule), one.entry, str(one.loc))))


def rules_of_ones_own() -> list[str]:
    """Return the rules that a user has added to the program."""
    return [rule for rule in JUDGES if rule not in (*_GIVEN, *_BY_ENTRY)]


def _counts(instance: Instance) -> Iterator[Stated]:
    """Yield caps and floors: the default where a row follows it, and numbers of a row's own."""
    scenario = instance.scenario
    for table, side in SIDES:
        rows: Sequence[Park | Industry] = getattr(scenario, table)
        for what in ("cap", "floor"):
            rule = f"{side}_{what}"
            setting = getattr(scenario.rules, rule)
            is_of_sectors = getattr(setting, "per", "") == "sector"
            own = {} if is_of_sectors else _numbers(rows, what)
            binds = what == "cap" or setting.default
            if binds and len(own) < len(rows):
                yield Stated(rule, (), setting.clause, ("rules", rule, "default"))
            for number, count in own.items():
                if what == "cap" or count:
                    clause = setting.clause if what == "cap" else None
                    yield Stated(rule, (rows[number].id,), clause, (table, number, what))


def _numbers(rows: Sequence[Park | Industry], what: str) -> dict[int, int]:
    """Return the counts of a row's own, by the number of the row."""
    counts = ((number, getattr(row, what)) for number, row in enumerate(rows))
    return {number: count for number, count in counts if count is not None}


def _pairs(instance: Instance) -> Iterator[Stated]:
    """Yield locks, the threshold if it bars a pair, and that values must be known if some are."""
    for number, row in enumerate(instance.scenario.locks):
        yield Stated(f"lock_{row.lock}", (row.park, row.industry), None, ("locks", number))
    if instance.below_threshold:
        clause = clause_of(instance.scenario, "min_affinity")
        yield Stated("min_affinity", (), clause, THRESHOLD)
    if instance.unknown:
        yield Stated("known_value", (), None, VALUED)


def _entries(instance: Instance) -> Iterator[Stated]:
    """Yield supplies, the entries of rules that are lists, and the bounds of the change budget."""
    rules, capacity = instance.scenario.rules, instance.scenario.rules.capacity
    for number, row in enumerate(instance.scenario.supplies):
        entry = (row.resource, row.park)
        yield Stated("capacity", entry, capacity.clause, ("supplies", number, "amount"))
    for number, two in enumerate(rules.exclusive):
        entry = (min(two.industries), max(two.industries))
        yield Stated("exclusive", entry, two.clause, ("rules", "exclusive", number))
    for number, one in enumerate(rules.requires):
        entry = (one.industry, one.needs)
        yield Stated("requires", entry, one.clause, ("rules", "requires", number))
    for number, far in enumerate(rules.apart):
        entry = (min(far.industries), max(far.industries))
        yield Stated("apart", entry, far.clause, ("rules", "apart", number, "km"))
    for number, quota in enumerate(rules.quota):
        for bound in _stated_bounds("quota", quota):
            way = ("rules", "quota", number, bound)
            yield Stated("quota", (quota.id, bound), quota.clause, way)
    for bound in _stated_bounds("change_budget", rules.change_budget):
        clause = clause_of(instance.scenario, "change_budget")
        yield Stated("change_budget", (bound,), clause, ("rules", "change_budget", bound))


def _stated_bounds(rule: str, setting: object) -> list[str]:
    return [bound for bound in BOUNDS[rule] if getattr(setting, bound, None) is not None]


def _own(instance: Instance) -> Iterator[Stated]:
    """Yield the rules of a user's own that are stated, each as a whole."""
    for rule in rules_of_ones_own():
        if getattr(instance.scenario.rules, rule, None) != default_of(instance, rule):
            yield Stated(rule, (), clause_of(instance.scenario, rule), ("rules", rule))


def default_of(instance: Instance, rule: str) -> object:
    """Return what a rule is where nothing is stated: it allows everything."""
    field = type(instance.scenario.rules).model_fields.get(rule)
    return None if field is None else field.get_default(call_default_factory=True)
