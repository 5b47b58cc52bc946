"""The frontier of two terms by minimum-cost flow: its hull, then the triangles below the hull.

Two neighbours on the frontier's convex hull give the weights at which they tie; the best layout at
those weights is a new point between them, or shows that there is none on the hull (Aneja and Nair
1979). Every other point lies in the triangle of two neighbours of the hull and their lower left
corner, and the ranking at those weights, read down to what the corner is worth, lists it
(Visee, Teghem, Pirlot and Ulungu 1998). Each point found cuts the triangle into gaps with higher
corners. A gap that takes too many layouts is closed by counts (`.counts`), and if that
takes too long by the constraint engine.

All points are in steps: whole numbers after the common divisor of all that a term can add is taken
out, and above the worth of the empty layout.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, tie_sum
from allocator.optimize import engines
from allocator.optimize.problem import LOCKED
from allocator.optimize.scope import beyond_network
from allocator.study.frontier.counts import Counts, UnclearError
from allocator.study.frontier.weighing import Bits, Found, Ints, Steps, Weighing, Weighted, is_open

_FIRST_BATCH, _LARGEST_BATCH = 32, 2048
_CELLS = 1 << 22  # of a batch of layouts, at the most
_RUNS_PER_POINT = 3  # of CP-SAT, by the epsilon-constraint method


@dataclass(frozen=True)
class Patience:
    """What is tried before the next, slower method: whatever it is, the answer is the same.

    The ranking lists `per_run` layouts for each CP-SAT run that it may save, which takes less than
    the run; only `brief` ones where a term counts, since boxes are quicker then. A point takes at
    most `boxes` boxes.
    """

    per_run: int = 4_000
    brief: int = 30
    boxes: int = 300


def within_network(instance: Instance, terms: Sequence[str]) -> bool:
    """Return whether the network engine can state the frontier of these terms."""
    scenario, two = instance.scenario, {t: instance.scenario.objective[t] for t in terms}
    alone = scenario.model_copy(update={"objective": two, "ordered": ()})
    if beyond_network(Instance(alone, instance.affinity)):
        return False
    return "differentiation" not in two or instance.valuation.overlap_cost >= 0


@dataclass
class Plane:
    """A search for the frontier of two terms; `tell` hears the number of points found so far."""

    instance: Instance
    terms: Sequence[str]
    tell: Callable[[int], None] | None = None
    patience: Patience = Patience()
    engine: str = "network"
    _found: dict[Steps, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._weighing = Weighing(self.instance, self.terms)
        self._counts = self._counting()

    def points(self) -> Iterator[tuple[tuple[int, int], Pairs]]:
        """Yield each point's worths and its layout of the highest tie sum, in any order."""
        self._search()
        for point in list(self._found):
            self._settle(point)
        for point, found in self._found.items():
            yield self._weighing.worths(point), self._pairs(found.layout)

    def _pairs(self, layout: Bits | Pairs) -> Pairs:
        return layout if isinstance(layout, frozenset) else self._weighing.problem.pairs(layout)

    def _search(self) -> None:
        ends = self._ends()
        if ends is None:
            return
        segments = [ends]
        while segments:
            left, right = segments.pop()
            if not is_open(left, right):
                continue
            if self._brief(left, right) == 0:
                self._close(left, right)
                continue
            weighted = self._weighing.between(left, right)
            best = None if weighted is None else weighted.found()
            if weighted is None or best is None:
                self._by_constraint(left, right)
                continue
            point, found = best
            if right[0] < point[0] < left[0] and left[1] < point[1] < right[1]:
                self._add(point, found)
                segments += [(point, right), (left, point)]
            else:
                self._descend(weighted, left, right)

    def _add(self, point: Steps, found: Found) -> None:
        self._found[point] = found
        if self.tell is not None:
            self.tell(len(self._found))

    def _ends(self) -> tuple[Steps, Steps] | None:
        """Return the two ends of the frontier, best by the first and best by the second term."""
        one, other = self._weighing.at((1, 0)).found(), self._weighing.at((0, 1)).found()
        if one is None or other is None:
            return None
        (top, second), (first, most) = one[0], other[0]
        # a step of one term goes before all that the other one can still add
        return (
            self._end((most - second + 1, 1), self.terms),
            self._end((1, top - first + 1), self.terms[::-1]),
        )

    def _end(self, weights: Steps, terms: Sequence[str]) -> Steps:
        found: tuple[Steps, Found] | None
        if self._weighing.fits(weights, tied=False):
            found = self._weighing.at(weights).found()
        else:
            found = self._constraint_best({}, terms)
        if found is None:
            raise AssertionError("a legal layout was found before")
        if found[0] not in self._found:
            self._add(*found)
        return found[0]

    def _constraint_best(
        self, at_least: Mapping[str, int], terms: Sequence[str]
    ) -> tuple[Steps, Found] | None:
        self.engine = "network+constraint"
        layout = engines.constraint(self.instance, at_least=at_least).best_in_order(terms)
        if layout is None:
            return None
        return self._point_of(layout), Found(layout, tie_sum(layout), True)

    def _point_of(self, layout: Pairs) -> Steps:
        worths = self.instance.valuation.terms(layout)
        return self._weighing.point([worths.get(name, 0) for name in self.terms])

    def _descend(self, weighted: Weighted, left: Steps, right: Steps) -> None:
        """Find the points between two neighbours of the hull, and settle them all."""
        gap = _Triangle(weighted, {point: self._found[point] for point in (left, right)})
        brief = self._brief(left, right)
        for listed in gap.listing():
            runs = len(gap.open_gaps()) + _RUNS_PER_POINT * (len(gap.points) - 2)
            if listed > (self.patience.per_run * runs if brief is None else brief):
                break
        for point in gap.points:
            if point not in self._found:
                self._add(point, gap.found[point])
        for one, other in gap.open_gaps():
            self._close(one, other)

    def _brief(self, left: Steps, right: Steps) -> int | None:
        """Return how many layouts to list where a term counts: none between counts two apart."""
        if not self._counts.in_classes:
            return None
        settled = self._found[left].settled and self._found[right].settled
        narrow = min(left[0] - right[0], right[1] - left[1]) == 2
        return 0 if narrow and settled else self.patience.brief

    def _counting(self) -> Counts:
        """Return a search by the counts of one of the terms."""
        weighing, slots, boxes = self._weighing, self.instance.slots, self.patience.boxes
        caps = weighing.problem.industry_bounds[:, 1]
        reach = {
            "differentiation": int((caps * (caps - 1) // 2).sum()),
            "continuity": 2 * slots,
        }
        for term, most in reach.items():
            if term in self.terms:
                return Counts(weighing, self.terms.index(term), most + 1, boxes)
        return Counts(weighing, 1, 2 * slots * weighing.two[1].most + 1, boxes, in_classes=False)

    def _close(self, left: Steps, right: Steps) -> None:
        """Find the points in a gap: by counts if that is quick, else by the constraint engine."""
        gap = left, right
        try:
            for rest, point, found in self._counts.between(left, right):
                self._add(point, found)
                gap = rest
        except UnclearError:
            self._by_constraint(*gap)

    def _by_constraint(self, left: Steps, right: Steps) -> None:
        """Find the points between two by the epsilon-constraint method."""
        while is_open(left, right):
            bounds = self._bounds((right[0] + 1, left[1] + 1))
            found = self._constraint_best(bounds, self.terms)
            if found is None:
                return
            self._add(*found)
            left = found[0]

    def _bounds(self, least: Steps) -> dict[str, int]:
        return dict(zip(self.terms, self._weighing.worths(least), strict=True))

    def _settle(self, point: Steps) -> None:
        """Give a point its layout of the highest tie sum, where that is not sure."""
        if not self._found[point].settled:
            found = self._constraint_best(self._bounds(point), ())
            if found is not None:
                self._found[point] = found[1]


class _Triangle:
    """The points between two neighbours of the hull, as far as they are `found`.

    `points` are in order: the first term falls, the second rises. All layouts worth more than
    `_level` are listed, and none below it.
    """

    def __init__(self, weighted: Weighted, ends: dict[Steps, Found]) -> None:
        self.found, self.points = ends, sorted(ends, reverse=True)
        self._weighted = weighted
        self._level = 0

    def open_gaps(self) -> list[tuple[Steps, Steps]]:
        """Return the gaps that may hold points which are not listed yet."""
        return [gap for gap in self._gaps() if self._corner(gap) <= self._level]

    def _gaps(self) -> Iterator[tuple[Steps, Steps]]:
        return (two for two in pairwise(self.points) if is_open(*two))

    def _corner(self, gap: tuple[Steps, Steps]) -> int:
        """Return the least that a point in a gap is worth."""
        return self._weighted.value((gap[1][0] + 1, gap[0][1] + 1))

    def _least(self) -> int:
        """Return the value down to which layouts matter."""
        value = self._weighted.value
        corners = [self._corner(gap) for gap in self._gaps()]
        unsettled = [value(one) for one, found in self.found.items() if not found.settled]
        return min([self._level + 1, *corners, *unsettled])

    def listing(self) -> Iterator[int]:
        """List layouts down to the last that matters; yield how many are listed, now and then."""
        weighted = self._weighted
        engine, room = weighted.engine, weighted.room
        first = weighted.found()
        best = engine.best_bits()
        if first is None or best is None:
            return
        top = weighted.value(first[0]) * room + (first[1].tie if room > 1 else 0)
        self._take(np.array([top]), best[None])
        yield 1
        tree, size, listed = engine.tree_down_to(self._cost(top)), _FIRST_BATCH, 1
        while tree is not None and self._least() <= self._level:
            tree.lower(self._cost(top))
            costs, bits = tree.advance(size)
            if not len(costs):
                break
            listed += len(costs)
            self._take(top - costs, bits)
            yield listed
            size = min(2 * size, _LARGEST_BATCH, max(_CELLS // bits.shape[1], 1))
        self._level = self._least() - 1
        for found in self.found.values():
            found.settled = True

    def _cost(self, top: int) -> int:
        """Return how much less than the highest key the least key costs that matters."""
        room = self._weighted.room
        return top - self._least() * room + room - 1

    def _take(self, keys: Ints, bits: Bits) -> None:
        """Take up the layouts whose points nothing listed before beats."""
        weighted = self._weighted
        values = -(-keys // weighted.room)
        self._level = int(values[-1])
        firsts, seconds = self._steps(values, bits)
        kept = self._unbeaten(firsts, seconds)
        for row in kept.tolist():
            point = int(firsts[row]), int(seconds[row])
            self._consider(point, bits[row])

    def _steps(self, values: Ints, bits: Bits) -> tuple[Ints, Ints]:
        """Return both terms of layouts: one that is a plain sum, the other from the value."""
        (w, v), (one, other) = self._weighted.weights, self._weighted.two
        if one.overlap:
            seconds = self._sums(other.gain, bits)
            return (values - v * seconds) // w, seconds
        firsts = self._sums(one.gain, bits)
        return firsts, (values - w * firsts) // v

    def _sums(self, gain: Ints, bits: Bits) -> Ints:
        engine = self._weighted.engine
        locked = int(gain[engine.problem.state == LOCKED].sum())
        free = engine.over_free(gain).astype(np.float64)  # exact: sums are far below 2**53
        return np.rint(bits.astype(np.float64) @ free).astype(np.int64) + locked

    def _unbeaten(self, firsts: Ints, seconds: Ints) -> NDArray[np.intp]:
        """Return the rows of layouts between the ends that no point found beats or settles."""
        known = np.array(self.points)
        at_least = np.searchsorted(-known[:, 0], -firsts, side="right") - 1
        inside = (firsts <= known[0, 0]) & (firsts >= known[-1, 0])
        best = known[np.maximum(at_least, 0)]
        beats = (best[:, 1] > seconds) | ((best[:, 1] == seconds) & (best[:, 0] > firsts))
        settled = np.array([self.found[one].settled for one in self.points])
        same = (best == np.column_stack([firsts, seconds])).all(1)
        done = same & settled[np.maximum(at_least, 0)]
        return np.flatnonzero(inside & (seconds <= known[-1, 1]) & ~beats & ~done)

    def _consider(self, point: Steps, bits: Bits) -> None:
        weighted, before = self._weighted, self.found.get(point)
        matrix = weighted.engine.matrix(bits)
        tie = int(weighted.ties[matrix.view(np.bool_)].sum())
        if before is not None:
            if tie > before.tie:
                before.layout, before.tie = matrix, tie
            before.settled |= weighted.room > 1
            return
        at = bisect_right(self.points, -point[0], key=lambda one: -one[0])
        if self.points[at - 1][1] < point[1]:
            self.points.insert(at, point)
            self.found[point] = Found(matrix, tie, weighted.room > 1)
