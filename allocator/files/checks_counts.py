"""Counting: floors, caps, grants and locks that no layout can meet together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from allocator.files.draft import Draft
from allocator.files.names import named, register
from allocator.files.prune import Remains
from allocator.model.instance import Instance

_SHOWN = 5


def check_counts(draft: Draft, remains: Remains) -> None:
    """Report every count that cannot be met, whatever the affinities are."""
    if register("parks", draft) is None or register("industries", draft) is None:
        return
    parks = _Side("park", "parks", "industries", draft, remains)
    industries = _Side("industry", "industries", "parks", draft, remains)
    for side in (parks, industries):
        side.check_floors()
        side.check_locks()
    _check_sums(draft, floors=industries, caps=parks)
    _check_sums(draft, floors=parks, caps=industries)


class _Side:
    """Parks with their industries, or industries with their parks."""

    def __init__(self, kind: str, table: str, other: str, draft: Draft, remains: Remains) -> None:
        self.kind = kind
        self._table = table
        self._draft = draft
        self._remains = remains
        instance = Instance(remains.scenario, {})
        is_park = kind == "park"
        self.caps = instance.park_caps if is_park else instance.industry_caps
        self.floors = instance.park_floors if is_park else instance.industry_floors
        known = register(other, draft)
        self._others = len(known.ids) if known else 0

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The records of the ids whose cap and floor are known for certain."""
        if not self._are_rules_known:
            return {}
        numbers: dict[str, int] = {}
        for number, row in self._draft.rows(self._table):
            id_ = str(row.get("id", "")).strip()
            if id_ in self.caps and self._is_certain(number):
                numbers.setdefault(id_, number)
        return numbers

    @property
    def is_complete(self) -> bool:
        """Whether every cap and floor of this side is known for certain."""
        known = register(self._table, self._draft)
        records = self._draft.tree.get(self._table, [])
        complete = known is not None and len(self.numbers) == len(known.ids)
        return complete and all(self._is_certain(number) for number in range(len(records)))

    @property
    def slots(self) -> int:
        """The most pairs that the caps of this side allow."""
        return sum(min(cap, self._others) for cap in self.caps.values())

    def check_floors(self) -> None:
        """Report floors above caps, and floors that the locks leave too few candidates for."""
        out = self._locked("out")
        high = [id_ for id_ in self.numbers if self.floors[id_] > self.caps[id_]]
        self._tell("floor-above-cap", high, self.caps)
        candidates = {id_: self._others - out[id_] for id_ in self.numbers}
        many = [id_ for id_ in self.numbers if self.floors[id_] > candidates[id_]]
        self._tell("floor-above-candidates", many, candidates)

    def check_locks(self) -> None:
        """Report locks that fill a park or an industry beyond its cap."""
        locked = self._locked("in")
        rows = self._draft.rows("locks")
        last = {str(row.get(self.kind)): number for number, row in rows if row.get("lock") == "in"}
        for id_ in self.numbers:
            if locked[id_] > self.caps[id_]:
                facts = {"count": locked[id_], "cap": self.caps[id_]} | self._named([id_])
                self._draft.fault("locks-beyond-cap", "locks", last[id_], **facts)

    def _locked(self, lock: str) -> Counter[str]:
        locks = self._remains.scenario.locks
        return Counter(getattr(row, self.kind) for row in locks if row.lock == lock)

    def _tell(self, code: str, ids: Iterable[str], limits: dict[str, int]) -> None:
        """Report own numbers at their rows, and once what follows from the rule's default."""
        following = []
        for id_ in ids:
            number = self.numbers[id_]
            row = self._draft.tree[self._table][number]
            own = [name for name in ("floor", "cap") if row.get(name)]
            if own:
                facts = {"floor": self.floors[id_], "limit": limits[id_]} | self._named([id_])
                self._draft.fault(code, self._table, number, own[0], **facts)
            else:
                following.append(id_)
        if following:
            facts = {"floor": self.floors[following[0]]} | self._named(following)
            limit = min(limits[id_] for id_ in following)
            self._draft.fault(code, "rules", f"{self.kind}_floor", **facts, limit=limit)

    def _named(self, ids: Sequence[str]) -> dict[str, object]:
        """Return parks or industries as facts of a fault, the first of them."""
        rows = {row.id: row for row in getattr(self._remains.scenario, self._table)}
        told = [named("id", rows[id_]) for id_ in ids[:_SHOWN]]
        more = " …" if len(ids) > _SHOWN else ""
        return {fact: ", ".join(one[fact] for one in told) + more for fact in told[0]}

    @cached_property
    def _are_rules_known(self) -> bool:
        rules = (("rules", f"{self.kind}_{what}", "default") for what in ("cap", "floor"))
        if self._remains.is_strange("rules"):
            return False
        return not any(self._remains.is_doubtful(*loc) for loc in (*rules, ("grants",)))

    def _is_certain(self, number: int) -> bool:
        fields = ("id", "cap", "floor")
        if self._remains.is_strange(self._table, number):
            return False
        return not any(self._remains.is_doubtful(self._table, number, name) for name in fields)


def _check_sums(draft: Draft, floors: _Side, caps: _Side) -> None:
    """Report the sum of the floors of one side above the sum of the caps of the other."""
    least = sum(floors.floors.values())
    if floors.is_complete and caps.is_complete and least > caps.slots:
        facts = {"floor_rule": f"{floors.kind}_floor", "cap_rule": f"{caps.kind}_cap"}
        loc = ("rules", facts["floor_rule"])
        draft.fault("more-floors-than-slots", *loc, floors=least, slots=caps.slots, **facts)
