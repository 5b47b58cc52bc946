"""Which sets of statements some layout obeys together, each with a witness or a proof.

Counting comes first: on floors above slots CP-SAT may search for hours to say what a cut says.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.model.outcome import Stated
from allocator.model.rules import JUDGES, violations
from allocator.optimize import engines
from allocator.optimize.limits import Limit, StoppedError
from allocator.optimize.scope import beyond_network
from allocator.study.conflicts.keeping import keeping
from allocator.study.conflicts.quotas import quota_shortages
from allocator.study.conflicts.statements import statements

_EFFORT_PER_TEST = 1.0


def any_legal(instance: Instance, left: Limit) -> Pairs | None:
    """Return a legal layout of an instance without aims, judged; ``None`` if there is none, proven.

    Raises:
        StoppedError: it was not found out within what is left and the effort of one test.
        DisagreementError: the layout broke a rule when judged again.
    """
    network = engines.network(instance)
    layout = network.best()
    if layout is None:
        return None
    if not beyond_network(instance):
        return _judged(instance, layout)
    if not violations(instance, layout):
        return layout
    if quota_shortages(instance):
        return None
    found = _by_constraint(instance, left)
    return None if found is None else _judged(instance, found)


def _by_constraint(instance: Instance, left: Limit) -> Pairs | None:
    if left.passed or left.effort == 0:
        raise StoppedError
    given = _EFFORT_PER_TEST if left.effort is None else min(_EFFORT_PER_TEST, left.effort)
    run = Limit(left.deadline, given)
    try:
        return engines.constraint(instance, run).any_layout(JUDGES)
    except StoppedError:
        if (run.effort or 0.0) > given / 2 and not run.passed:
            # neither limit stopped it but a person: no further test
            left.effort = 0.0
        raise
    finally:
        left.spend(given - (run.effort or 0.0))


def _judged(instance: Instance, layout: Pairs) -> Pairs:
    if broken := {one.rule for one in violations(instance, layout)}:
        raise DisagreementError(f"rules broken: [{', '.join(sorted(broken))}]")
    return layout


class Witnesses:
    """Tests of sets of statements; a set is a whole number with a bit per statement.

    What is known goes first: a layout obeys every set among the statements that it obeys, and
    what holds a set that none obeys is obeyed by none.
    """

    def __init__(self, instance: Instance, limit: Limit) -> None:
        self._instance = instance
        self._limit = limit
        self._obeyed: list[int] = []
        self._refuted: list[int] = []
        self.stated = statements(instance)
        self.tests = 0

    @property
    def every(self) -> int:
        """The set of all statements."""
        return (1 << len(self.stated)) - 1

    def named(self, chosen: int) -> tuple[Stated, ...]:
        """Return the statements of a set."""
        return tuple(self.stated[place] for place in places(chosen))

    def admits(self, kept: int) -> bool | None:
        """Return whether any layout obeys these statements; ``None`` if that was not decided.

        Raises:
            DisagreementError: a layout that was found broke a rule when judged again.
        """
        if any(not kept & ~obeyed for obeyed in self._obeyed):
            return True
        if any(not refuted & ~kept for refuted in self._refuted):
            return False
        self.tests += 1
        try:
            layout = any_legal(keeping(self._instance, self.named(kept)), self._limit)
        except StoppedError:
            return None
        if layout is None:
            self._refuted.append(kept)
        else:
            self._obeyed.append(kept | self._obeyed_by(layout))
        return layout is not None

    def shrink(self, kept: int) -> tuple[int, bool]:
        """Return a minimal set among these that no layout obeys, and whether that is proven.

        The deletion filter (Chinneck and Dravnieks 1991), by halves: statements are left out one
        after the other, and stay out if the rest still admits no layout. What is tested first is
        named least. One whose test was not decided stays in.
        """
        return self._without(kept, places(kept))

    def _without(self, kept: int, tested: Sequence[int]) -> tuple[int, bool]:
        if not tested:
            return kept, True
        verdict = self.admits(kept & ~bits(tested))
        if verdict is False:
            return kept & ~bits(tested), True
        if len(tested) == 1:
            return kept, verdict is not None
        half = len(tested) // 2
        kept, first = self._without(kept, tested[:half])
        kept, last = self._without(kept, tested[half:])
        return kept, first and last

    def _obeyed_by(self, layout: Pairs) -> int:
        return bits(
            place
            for place, (one, alone) in enumerate(zip(self.stated, self._alone, strict=True))
            if not JUDGES[one.rule](alone, layout)
        )

    @cached_property
    def _alone(self) -> list[Instance]:
        """The instance with each statement alone."""
        return [keeping(self._instance, (one,)) for one in self.stated]


def bits(chosen: Iterable[int]) -> int:
    """Return the set of these places."""
    return sum(1 << place for place in chosen)


def places(chosen: int) -> list[int]:
    """Return the places of a set, in order."""
    return [place for place in range(chosen.bit_length()) if chosen >> place & 1]
