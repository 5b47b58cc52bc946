"""The search for a proof: branching on pairs, highest bound first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heappop, heappush

import numpy as np

from allocator.optimize.linkage.labels import Labels, compact, restrict, settled
from allocator.optimize.linkage.local import LocalSearch
from allocator.optimize.linkage.patterns import Relaxation
from allocator.optimize.linkage.root import Lowered, hear, lowered, work
from allocator.optimize.linkage.run import Run
from allocator.optimize.network.residual import Ints


@dataclass(order=True)
class _Node:
    """A part of the search that is still to be looked at: labels, and a pair that is decided."""

    bound: int
    number: int
    labels: Labels = field(compare=False)
    unit: int = field(default=-1, compare=False)
    place: int = field(default=-1, compare=False)
    inside: bool = field(default=False, compare=False)


@dataclass
class Tree:
    """The nodes that are open, of the patterns of a run."""

    run: Run
    local: LocalSearch
    chosen: Relaxation
    _open: list[_Node] = field(default_factory=list)
    _number: int = 0

    def search(self, workers: int) -> None:
        """Make the layout at hand one of the highest key; so many nodes are bounded together."""
        run = self.run
        if not run.proven:
            self.local.improve(_undecided(self.chosen), *run.effort.long)
        self._open = [_Node(-run.best_bound, 0, self.chosen.labels)]
        with ThreadPoolExecutor(workers) as pool:
            while self._open and -self._open[0].bound > run.key:
                run.bound = -self._open[0].bound
                run.check()
                nodes = [heappop(self._open) for _ in range(min(workers, len(self._open)))]
                for found in pool.map(partial(self._expand, run.key + 1), nodes):
                    self._take(found)
        run.bound = run.key

    def _expand(self, low: int, node: _Node) -> Lowered:
        """Bound a node; touches nothing but its own copy of the labels."""
        frame, labels = self.chosen.frame, compact(self.chosen.frame, node.labels)
        if node.unit >= 0:
            room = np.empty(int(labels[1].max()), np.int64)
            restrict(node.unit, node.place, node.inside, frame, labels, room)
            labels = compact(frame, labels)
        found = lowered(self.run, self.chosen, labels, low, self.run.effort.node_rounds)
        bound = min(found.bound, -node.bound)
        return replace(found, bound=bound, labels=compact(frame, labels))

    def _take(self, found: Lowered) -> None:
        """Take note of a node; open the two below it unless they hold nothing better."""
        run = self.run
        run.course.nodes += 1
        run.limit.spend(work(self.chosen.frame, found.labels, run.effort.node_rounds))
        hear(self.local, self.chosen.side, found)
        if found.bound <= run.key or settled(found.labels):
            return
        unit, place = _branch(found.labels, found.mean)
        for inside in (True, False):
            self._number += 1
            node = _Node(-found.bound, self._number, found.labels, unit, place, inside)
            heappush(self._open, node)


def _holding(labels: Labels, places: int) -> Iterator[tuple[int, Ints]]:
    """Yield how many labels a unit has, and how many of them hold each place."""
    start, count, members = labels[:3]
    for first, many in zip(start.tolist(), count.tolist(), strict=False):
        own = members[first : first + many]
        yield many, np.bincount(own.ravel(), minlength=places + 1)[:places]


def _undecided(relaxation: Relaxation) -> Ints:
    """Return the pairs that some pattern left holds and another one does not."""
    each = _holding(relaxation.labels, relaxation.side.pair.shape[1])
    return np.concatenate(
        [
            pairs[(holding > 0) & (holding < count)]
            for pairs, (count, holding) in zip(relaxation.side.pair, each, strict=True)
        ]
    )


def _branch(labels: Labels, mean: Ints) -> tuple[int, int]:
    """Return the unit and place to decide: chosen half of the time, by a unit with few labels.

    A unit of few labels is soon settled, which is what lowers bounds: this rule needs a hundredth
    of the nodes that the first half of it alone needs.
    """
    best, where = -1.0, (-1, -1)
    for unit, (count, holding) in enumerate(_holding(labels, mean.shape[1] - 1)):
        for place in np.flatnonzero((holding > 0) & (holding < count)).tolist():
            share, part = mean[unit, place] / 1000, holding[place] / count
            score = share * (1 - share) / np.log(count + 1) + 0.001 * part * (1 - part)
            if score > best:
                best, where = score, (unit, place)
    return where
