"""One gap of a frontier where a term counts: moves, or pairs of parks that share an industry.

With all parks full every change of a layout changes the moves by two, and with the same industries
in two or three parks the overlaps by two. The points of even and of odd counts lie on two hulls,
and the lower one of them has every second point in a gap of the other. So a gap is searched by
branch and bound over classes of layouts, in each of which counts are all even or all odd. A box
(bounds of parks and industries) is bounded by the best weights for the count that is asked
(Lagrange); what it leaves open is split into the class of its best layout and, one park or industry
after the other, what is in another class there, the cheaper ones first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from allocator.optimize import engines
from allocator.optimize.problem import Bounds
from allocator.study.frontier.weighing import Bits, Found, Ints, Steps, Weighing, is_open

if TYPE_CHECKING:
    from allocator.optimize.network.residual import Net

INFINITE = 1 << 500  # weights that turn out not to fit have keys far above 64 bits
_FIRST_BATCH, _LARGEST_BATCH, _MOST_LISTED = 16, 256, 1_000


class UnclearError(Exception):
    """The search was given up."""


@dataclass(frozen=True)
class Best:
    """A layout [P, I] with its steps of the other term and of the count, and its tie sum."""

    total: int
    count: int
    tie: int
    matrix: Bits


@dataclass(frozen=True)
class _Answer:
    """The best layout of a box at some weights of its sum, see `Counts`, and its count."""

    best: Best
    bits: Bits
    sum: int
    weights: Steps
    net: "Net"

    @property
    def key(self) -> int:
        return self.at(self.weights)

    def at(self, weights: Steps) -> int:
        """Return what the layout is worth at weights."""
        return weights[0] * self.sum + weights[1] * self.best.count


@dataclass(frozen=True)
class _Box:
    """Bounds, the least count that matters in them, and a key at some weights that none exceeds.

    In `one_class` all counts differ by even numbers; if they are overlaps, its parts are smaller
    classes, of the same overlaps each.
    """

    bounds: Bounds
    least: int
    weights: Steps
    key: int = INFINITE
    one_class: bool = False
    at_once: bool = False
    """Whether to split it at the weights given: the best ones cost more than they save."""


class Counts:
    """Searches of one problem for layouts best by a term, where another one counts.

    `count` is the place of the term that counts. Any other whole numbers are counts as well, but
    not `in_classes`: boxes are then listed, not split.

    What is raised is the sum ``total * room + tie``, so that the best layout is the one that ties
    best; weights are of that sum and of the count. `reach` is more than two counts can differ by.
    """

    def __init__(
        self,
        weighing: Weighing,
        count: int,
        reach: int,
        most_boxes: int,
        in_classes: bool = True,
    ) -> None:
        self._weighing, self._place = weighing, count
        self._other, self._count = weighing.two[1 - count], weighing.two[count]
        self._boxes = engines.boxes(weighing.problem)
        over = self._boxes.over_free
        self._room = weighing.room
        self._gains = over(self._other.gain * self._room + weighing.ties), over(self._count.gain)
        self.in_classes = in_classes
        self._reach, self._most = reach, most_boxes
        self._by_parks = self._count.overlap == 0 and len(weighing.problem.parks) <= len(
            weighing.problem.industries
        )
        self._width = 2 if self._count.overlap else 1
        self._floor, self._left = 0, 0
        self._found: Best | None = None

    def between(
        self, left: Steps, right: Steps
    ) -> Iterator[tuple[tuple[Steps, Steps], Steps, Found]]:
        """Yield the gap that is left open next to each point between two, the point, its layout.

        Raises:
            UnclearError: a point takes too many boxes, or weights that do not fit.
        """
        place = self._place
        while is_open(left, right):
            before, after = (left, right) if place else (right, left)
            lost, won = before[1 - place] - after[1 - place], after[place] - before[place]
            best = self.best(before[place] + 1, after[place] - 1, after[1 - place], (won, lost))
            if best is None:
                return
            point = (best.total, best.count) if place else (best.count, best.total)
            left, right = (point, right) if place else (left, point)
            yield (left, right), point, Found(best.matrix, best.tie, True)

    def best(self, least: int, most: int, floor: int, guess: Steps) -> Best | None:
        """Return the layout best by the other term, then the count, then the tie sum.

        Its count is at least `least`, its other term more than `floor`, and no layout with such a
        term has a count above `most`; ``None`` if there is none. `guess` are weights of the
        other term and of the count at which to begin.

        Raises:
            UnclearError: it takes too many boxes, or weights that do not fit.
        """
        best = found = self._highest(least, most, floor, guess)
        while found is not None and found.count < most:
            best, found = found, self._highest(found.count + 1, most, found.total - 1, guess)
        return best if found is None else found

    def _highest(self, least: int, most: int, floor: int, guess: Steps) -> Best | None:
        """Return the layout best by the other term, then the tie sum."""
        self._floor, self._found, self._left = floor, None, self._most
        one, other = guess[0] // gcd(*guess), guess[1] // gcd(*guess)
        start = _Box(self._boxes.bounds, least, (one, other * self._room))
        at_once = self.in_classes and least == most
        boxes = [replace(start, one_class=not self.in_classes, at_once=at_once)]
        while boxes:
            box = boxes.pop()
            if box.least > most or box.key < self._threshold(box.weights, box.least):
                continue
            self._left -= 1
            answer = self._bounded(box)
            if answer is not None:
                if self._left < 0:
                    raise UnclearError
                if box.one_class and self._width == 1:
                    self._list(box, answer)
                else:
                    boxes += reversed(self._split(box, answer))
        return self._found

    def _threshold(self, weights: Steps, least: int) -> int:
        """Return the least key that an improvement with that count can have."""
        found = self._found
        beaten = self._floor * self._room if found is None else self._sum(found)
        return weights[0] * (beaten + 1) + weights[1] * least

    def _sum(self, one: Best) -> int:
        return one.total * self._room + one.tie

    def _bounded(self, box: _Box) -> _Answer | None:
        """Return the best layout at the weights that bound a box best; ``None`` if it is done."""
        first = self._solve(box, box.weights)
        if first is None or first.key < self._threshold(first.weights, box.least):
            return None
        if box.at_once:
            return first
        low: _Answer | None = first
        high: _Answer | None = first
        if first.best.count >= box.least:
            low = self._solve(box, (self._reach, 1))
        else:
            high = self._solve(box, (0, 1))
        if low is None or high is None or not low.best.count < box.least <= high.best.count:
            return None
        return self._bent(box, low, high)

    def _bent(self, box: _Box, low: _Answer, high: _Answer) -> _Answer | None:
        """Return a best layout at the weights where those too low and those high enough tie."""
        while True:
            weights = high.best.count - low.best.count, low.sum - high.sum
            common = gcd(*weights)
            next_one = self._solve(box, (weights[0] // common, weights[1] // common))
            if next_one is None or next_one.key < self._threshold(next_one.weights, box.least):
                return None
            if next_one.key == low.at(next_one.weights):
                return next_one
            if next_one.best.count >= box.least:
                high = next_one
            else:
                low = next_one

    def _solve(self, box: _Box, weights: Steps) -> _Answer | None:
        """Return the best layout of a box at some weights; remember it if it is better."""
        one, other = weights
        if not self._fits(weights):
            raise UnclearError
        gain = one * self._gains[0] + other * self._gains[1]
        overlap = one * self._room * self._other.overlap + other * self._count.overlap
        net = self._boxes.net(gain, overlap, box.bounds)
        bits = self._boxes.best(net)
        if bits is None:
            return None
        best = self._best_of(bits)
        self._consider(best, box.least)
        return _Answer(best, bits, self._sum(best), weights, net)

    def _fits(self, weights: Steps) -> bool:
        total = weights[0] * (self._other.most + 1) * self._room
        return self._weighing.holds(total + weights[1] * self._count.most)

    def _best_of(self, bits: Bits) -> Best:
        matrix = self._boxes.matrix(bits)
        total, count = self._other.of_matrix(matrix), self._count.of_matrix(matrix)
        return Best(total, count, int(self._weighing.ties[matrix.view(np.bool_)].sum()), matrix)

    def _consider(self, best: Best, least: int) -> None:
        found = self._found
        if best.count < least or best.total <= self._floor:
            return
        if found is None or self._sum(best) > self._sum(found):
            self._found = best

    def _list(self, box: _Box, answer: _Answer) -> None:
        """List the layouts of a box down to what no improvement is below."""
        cost = answer.key - self._threshold(answer.weights, box.least)
        tree, size, listed = self._boxes.tree_down_to(answer.net, cost), _FIRST_BATCH, 0
        while tree is not None:
            tree.lower(answer.key - self._threshold(answer.weights, box.least))
            costs, layouts = tree.advance(size)
            listed += len(costs)
            if not len(costs):
                return
            if listed > _MOST_LISTED:
                raise UnclearError
            for bits in layouts:
                self._consider(self._best_of(bits), box.least)
            size = min(2 * size, _LARGEST_BATCH)

    def _split(self, box: _Box, answer: _Answer) -> list[_Box]:
        """Return the class of the best layout of a box, and all other classes that matter."""
        matrix, by_parks = answer.best.matrix, self._by_parks
        held = matrix.sum(1 if by_parks else 0, dtype=np.int64)
        parks, industries = self._boxes.degree_costs(answer.bits, answer.net)
        costs = parks if by_parks else industries
        width = 1 if box.one_class else self._width
        lowest = held // width * width
        highest = lowest + width - 1
        away = np.column_stack([held - lowest + 1, highest + 1 - held])
        bounds = (box.bounds.parks if by_parks else box.bounds.industries).copy()
        room = answer.key - self._threshold(answer.weights, box.least)
        # a cost times the pairs it takes is a bound, since costs are convex
        open_ways = (costs <= room // away) & np.column_stack(
            [lowest - 1 >= bounds[:, 0], highest + 1 <= bounds[:, 1]]
        )
        bounds[:, 0] = np.where(open_ways[:, 0], bounds[:, 0], np.maximum(bounds[:, 0], lowest))
        bounds[:, 1] = np.where(open_ways[:, 1], bounds[:, 1], np.minimum(bounds[:, 1], highest))
        ways = [
            (int(costs[at, way] * away[at, way]), at, way) for at, way in np.argwhere(open_ways)
        ]
        others: list[_Box] = []
        for cost, at, way in sorted(ways):
            child = bounds.copy()
            child[at, 1 - way] = lowest[at] - 1 if way == 0 else highest[at] + 1
            bounds[at, way] = lowest[at] if way == 0 else highest[at]
            others.append(self._part(box, child, answer.weights, answer.key - cost))
        if box.one_class:  # the same places, so the same overlaps: none is better than the best
            return others
        least = box.least + (box.least - answer.best.count) % 2
        same = self._part(box, bounds, answer.weights, answer.key)
        return [replace(same, least=least, one_class=True), *others]

    def _part(self, box: _Box, bounds: Ints, weights: Steps, key: int) -> _Box:
        whole = box.bounds
        changed = (
            Bounds(bounds, whole.industries) if self._by_parks else Bounds(whole.parks, bounds)
        )
        return _Box(changed, box.least, weights, key, box.one_class)
