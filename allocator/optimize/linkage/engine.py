"""The linkage engine: a good layout, bounds on all layouts, and a search that closes the gap."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from heapq import heappop, heappush

import numpy as np

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.limits import NO_LIMIT, Limit, StoppedError
from allocator.optimize.linkage import labels as left
from allocator.optimize.linkage import passing
from allocator.optimize.linkage.annealing import Bounds, Links, anneal, links_of, repair
from allocator.optimize.linkage.labels import NONE, Frame, Labels
from allocator.optimize.linkage.patterns import MOST_LABELS, MOST_WEIGHTS, Relaxation, Side
from allocator.optimize.linkage.products import Products
from allocator.optimize.linkage.split import Flow, split_bound
from allocator.optimize.network import NetworkEngine
from allocator.optimize.network.residual import Ints
from allocator.optimize.problem import BARRED, LOCKED
from allocator.optimize.scope import require

_SHORT, _LONG = (3, 150_000), (4, 600_000)
"""Runs of the local search, and draws of each: at the start, and before the search for a proof."""
_HEATS = (1.0, 0.5, 2.0)
_DRAWS_PER_PAIR, _POLISH_DRAWS = 2_000, 4_000
_SPLIT_STEPS = 300
_ROOT_ROUNDS, _ROOT_BATCH, _NODE_ROUNDS = 120, 10, 6
_STALLED = 25  # a batch that closes less than this part of the gap is the last one


@dataclass
class Course:
    """How a search went; keys, of which no layout's exceeds a bound."""

    network_key: int | None = None
    annealed_key: int | None = None
    split_bound: int | None = None
    root_bound: int | None = None
    fixed: int = 0
    labels: int = 0
    units: str = ""
    nodes: int = 0


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
class LinkageEngine:
    """The best layout where pairs are worth more, or less, together (linkage, synergy).

    Raises:
        ScopeError: the instance uses a rule or term that this engine cannot state.
    """

    instance: Instance
    limit: Limit = NO_LIMIT
    workers: int = 1
    """Parts of the search that are looked at together; so many always give the same answer."""
    course: Course = field(default_factory=Course, init=False)
    _layout: Ints | None = field(default=None, init=False)
    _key: int = field(default=0, init=False)
    _bound: int | None = field(default=None, init=False)
    _proven: Pairs | None = field(default=None, init=False)
    _fixed: dict[tuple[str, str], bool] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Refuse by name what cannot be stated."""
        require("linkage", self.instance)

    @cached_property
    def products(self) -> Products:
        """The objective as arrays."""
        return Products.of(self.instance)

    @cached_property
    def _linear(self) -> Pairs | None:
        """The best layout without products; ``None`` if no layout is legal."""
        return NetworkEngine(self.products.problem, self.limit).best()

    @cached_property
    def _flow(self) -> Flow:
        return Flow.of(self.products.problem)

    def best(self) -> Pairs | None:
        """Return a layout of the highest key; ``None`` if there is no legal layout.

        Raises:
            StoppedError: the time is up; with the best layout met, and a bound on the value.
        """
        if self._proven is not None:
            return self._proven
        if not self._start():
            return None
        if not self.products.fits:
            self._proven = self._by_constraints({})
        else:
            self._proven = self._search()
        self._layout = self.products.chosen(self._proven)
        self._key = self._bound = self.instance.valuation.key(self._proven)
        return self._proven

    def bound(self) -> int:
        """Return a key that no layout exceeds: the best layout's own once that is proven.

        Raises:
            EngineError: no layout is legal, or 64 bits do not hold the bounds.
        """
        if self._bound is None:
            if not self._start() or not self.products.fits:
                raise EngineError("linkage", "a bound where there is none")
            self._root  # noqa: B018
        assert self._bound is not None
        return self._bound

    @property
    def found(self) -> tuple[int, Pairs] | None:
        """The best layout met so far, with its key."""
        if self._layout is None:
            return None
        return self._key, self.products.layout(self._layout)

    def stream(self) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` best first: the best by this engine, the next ones by CP-SAT.

        Raises:
            StoppedError: the time is up.
        """
        from allocator.optimize.constraint import ConstraintEngine

        if (first := self.best()) is not None:
            yield self.instance.valuation.key(first), first
            yield from ConstraintEngine(self.instance, self.limit).stream(listed=[first])

    def _start(self) -> bool:
        """Find a good layout; return whether any is legal."""
        if self._layout is not None:
            return True
        products = self.products
        if self._linear is None:
            return False
        self._layout = products.chosen(self._linear)
        self._key = self.course.network_key = products.key(self._layout)
        if products.fits:
            self._anneal(products.free, *_SHORT)
        self.course.annealed_key = self._key
        return True

    def _anneal(self, open_pairs: Ints, runs: int, draws: int) -> None:
        """Improve the layout at hand by a few runs of fixed seeds over some pairs."""
        products, start = self.products, self._layout
        assert start is not None
        if not len(open_pairs) or not len(products.worth):
            return
        board, base = self._board(open_pairs), self._key
        gain = board[1]
        most = max(1, int(np.abs(gain[open_pairs]).max()))
        draws = min(draws, _DRAWS_PER_PAIR * len(open_pairs))
        for seed in range(runs):
            if self._stopped:
                return
            self.limit.spend(5e-7 * draws)
            layout = start.copy()
            gained = anneal(layout, *board, most * _HEATS[seed % len(_HEATS)], draws, seed)
            key = products.key(layout)
            if key != base + gained:
                raise EngineError("linkage", "a local search that lost count")
            self._offer(layout, key)

    def _board(self, open_pairs: Ints) -> tuple[Ints, Ints, Bounds, Links]:
        """Return what the local search reads, with some pairs to flip."""
        problem = self.products.problem
        free = np.zeros(problem.gain.size, np.int64)
        free[open_pairs] = 1
        wide = problem.gain.shape[1]
        bounds = (problem.park_bounds, problem.industry_bounds, wide, problem.overlap)
        return free, problem.gain.ravel(), bounds, self._links

    @cached_property
    def _links(self) -> Links:
        products = self.products
        return links_of(products.problem.gain.size, products.pairs, products.worth)

    def _polish(self, layout: Ints) -> None:
        """Offer a layout once it is within all bounds and locally improved."""
        products = self.products
        board = self._board(products.free)
        if not len(products.free) or not repair(layout, *board):
            return
        hot = 0.05 * max(1, int(np.abs(board[1][products.free]).max()))
        anneal(layout, *board, hot, _POLISH_DRAWS, self.course.nodes)
        self._offer(layout, products.key(layout))

    def _offer(self, layout: Ints, key: int) -> None:
        if key > self._key:
            self._layout, self._key = layout, key

    @cached_property
    def _root(self) -> Relaxation | None:
        """Patterns that the search starts from; ``None`` without need for them, or if too many.

        On the way all layouts are bounded, by flows first, then by patterns.
        """
        can, must, prices = self._split()
        sides = [one for one in Side.both(self.products) if self._few(one, can, must)]
        if self._key == self._bound or self._stopped or not sides:
            return None
        side = min(sides, key=lambda one: one.effort(self.products, can, must))
        chosen = Relaxation.of(self.products, side, can, must)
        chosen.labels[6][:-1] = prices[side.parks]
        for _ in range(0, _ROOT_ROUNDS, _ROOT_BATCH):
            before = self._best_bound
            bound, _, best, top = self._lower(chosen, chosen.labels, self._key, _ROOT_BATCH)
            self._heard(side, best, top, bound != NONE)
            self.limit.spend(_work(chosen.frame, chosen.labels, _ROOT_BATCH))
            self._lowered(bound)
            chosen = replace(chosen, labels=left.compact(chosen.frame, chosen.labels))
            stalled = (before - self._best_bound) * _STALLED < self._best_bound - self._key
            if self._key == self._bound or self._stopped or stalled:
                break
        self.course.units = ("industries", "parks")[side.parks]
        self.course.labels = int(chosen.labels[1].sum())
        return chosen

    def _lowered(self, bound: int) -> None:
        """Take note of a bound; one below the layout at hand says that nothing is above that."""
        bound = max(bound, self._key)
        self._bound = bound if self._bound is None else min(bound, self._bound)
        self.course.root_bound = self._bound

    def _few(self, side: Side, can: Ints, must: Ints) -> bool:
        places = side.pair.shape[1]
        edges = len(side.edges(self.products))
        few = sum(side.counts(can, must)) <= MOST_LABELS
        return few and edges * (places + 1) ** 2 <= MOST_WEIGHTS

    def _split(self) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
        """Bound all layouts by flows.

        Return which pairs a layout as good as the one at hand can hold, which it must, and prices
        of parks and of industries to start from.
        """
        products, problem = self.products, self.products.problem
        flow, wide = self._flow, problem.gain.shape[1]
        place, base = flow.place, flow.base
        x = products.chosen(self._linear or frozenset())[place].astype(np.uint8)
        potential = np.zeros(len(flow.net[3]) + 1, np.int64)
        index = np.full(problem.gain.size, -1)
        index[place] = np.arange(len(place))
        costs, ends = np.empty(len(place), np.int64), index[products.pairs]
        bound = base + split_bound(
            x, flow.net, ends, products.worth, self._key - base, _SPLIT_STEPS, potential, costs
        )
        self.course.split_bound = bound
        self._lowered(bound)
        state = problem.state.ravel()
        can, must = (state != BARRED).astype(np.int64), (state == LOCKED).astype(np.int64)
        fixed = bound - costs < self._key
        can[place[fixed & (x == 0)]] = 0
        must[place[fixed & (x == 1)]] = 1
        parks, industries = problem.parks, problem.industries
        self._fixed = {
            (parks[n // wide], industries[n % wide]): bool(must[n]) for n in place[fixed].tolist()
        }
        self.course.fixed = len(self._fixed)
        return can, must, self._prices(potential)

    def _prices(self, potential: Ints) -> tuple[Ints, Ints]:
        """Return prices of parks and of industries that the flow of the split suggests."""
        problem, worth = self.products.problem, self.products.problem.gain.copy()
        halves = np.zeros(worth.size, np.int64)
        for n in range(2):
            np.add.at(halves, self.products.pairs[:, n], self.products.worth // 2)
        rows = potential[:-1] - potential[-1]
        left = worth + halves.reshape(worth.shape)
        transposed = self._flow.transposed
        left = left - (rows[None, :] if transposed else rows[:, None])
        left[problem.state == BARRED] = NONE
        bounds = problem.park_bounds if transposed else problem.industry_bounds
        lines = left if transposed else left.T
        columns = np.zeros(len(lines), np.int64)
        for n, (line, (_, cap)) in enumerate(zip(lines, bounds.tolist(), strict=True)):
            high = np.sort(line)[::-1].tolist()
            if 0 < cap < len(high):
                columns[n] = max(0, high[cap - 1] // 2 + max(high[cap], 0) // 2)
        return (columns, rows) if transposed else (rows, columns)

    def _lower(
        self, relaxation: Relaxation, labels: Labels, low: int, rounds: int
    ) -> tuple[int, Ints, Ints, int]:
        """Lower the bound of labels; return it, mean choices, and the layout met with its key.

        Touches nothing but the labels, so several can run at once.
        """
        constant, (units, places) = self.products.problem.constant, relaxation.side.pair.shape
        best = np.zeros((units, labels[2].shape[1]), np.int64)
        mean = np.zeros((units, places + 1), np.int64)
        bound, top = passing.lower(
            relaxation.frame, labels, low - constant, rounds, self.products.heaviest, best, mean
        )
        bound, top = (int(one) if one == NONE else int(one) + constant for one in (bound, top))
        return bound, mean, best, top

    def _heard(self, side: Side, best: Ints, top: int, polish: bool) -> None:
        """Offer a layout that `_lower` met, and what local search makes of it."""
        layout, places = np.zeros(side.pair.size, np.int64), side.pair.shape[1]
        for pairs, row in zip(side.pair, best, strict=True):
            layout[pairs[row[row < places]]] = 1
        if top != NONE:
            if self.products.key(layout) != top:
                raise EngineError("linkage", "a layout of patterns that lost count")
            self._offer(layout.copy(), top)
        if polish:
            self._polish(layout)

    def _search(self) -> Pairs:
        """Return a layout of the highest key, by branching on pairs, highest bound first."""
        chosen = self._root
        if chosen is None:
            self._check()
            if self._bound == self._key:
                return self._at_hand
            return self._by_constraints(self._fixed)
        if self._bound != self._key:
            self._anneal(_undecided(chosen), *_LONG)
        heap, number = [_Node(-self._best_bound, 0, chosen.labels)], 0
        with ThreadPoolExecutor(self.workers) as pool:
            while heap and -heap[0].bound > self._key:
                self._bound = -heap[0].bound
                self._check()
                nodes = [heappop(heap) for _ in range(min(self.workers, len(heap)))]
                low = self._key + 1
                expand = partial(self._expand, chosen, low)
                for bound, labels, mean, best, top in pool.map(expand, nodes):
                    self.course.nodes += 1
                    self.limit.spend(_work(chosen.frame, labels, _NODE_ROUNDS))
                    self._heard(chosen.side, best, top, bound != NONE)
                    if bound <= self._key or left.settled(labels):
                        continue
                    unit, place = _branch(labels, mean, chosen.side.pair.shape)
                    for inside in (True, False):
                        number += 1
                        heappush(heap, _Node(-bound, number, labels, unit, place, inside))
        self._bound = self._key
        return self._at_hand

    def _expand(
        self, relaxation: Relaxation, low: int, node: _Node
    ) -> tuple[int, Labels, Ints, Ints, int]:
        """Bound a node; return the bound, the labels left, mean choices, and the layout met."""
        labels, frame = left.compact(relaxation.frame, node.labels), relaxation.frame
        if node.unit >= 0:
            room = np.empty(int(labels[1].max()), np.int64)
            left.restrict(node.unit, node.place, node.inside, frame, labels, room)
            labels = left.compact(frame, labels)
        bound, mean, best, top = self._lower(relaxation, labels, low, _NODE_ROUNDS)
        return min(bound, -node.bound), left.compact(frame, labels), mean, best, top

    def _by_constraints(self, fixed: dict[tuple[str, str], bool]) -> Pairs:
        """Return a layout of the highest key by the reference model, less what is decided."""
        from allocator.optimize.linkage.proof import prove

        bound = None if self._bound is None else self.instance.valuation.value_of(self._bound)
        return prove(self.instance, self._at_hand, fixed, bound, self.limit)

    @property
    def _at_hand(self) -> Pairs:
        assert self._layout is not None
        return self.products.layout(self._layout)

    @property
    def _best_bound(self) -> int:
        assert self._bound is not None
        return self._bound

    @property
    def _stopped(self) -> bool:
        return self.limit.passed or self.limit.effort == 0.0

    def _check(self) -> None:
        """Stop when the time is up."""
        if self._stopped and self._bound != self._key:
            bound = None if self._bound is None else self.instance.valuation.value_of(self._bound)
            raise StoppedError(self._at_hand, bound)


def _work(frame: Frame, labels: Labels, rounds: int) -> float:
    """Return about how many seconds so many rounds take, the same on every machine."""
    pairs = sum(int(one) * int(other) for one, other in labels[1][frame[0]])
    return 1e-3 + 1e-8 * rounds * pairs


def _undecided(relaxation: Relaxation) -> Ints:
    """Return the pairs that some pattern left holds and another one does not."""
    start, count, members = relaxation.labels[:3]
    found = list[Ints]()
    for unit, pairs in enumerate(relaxation.side.pair):
        own = members[start[unit] : start[unit] + count[unit]]
        holding = np.bincount(own.ravel(), minlength=len(pairs) + 1)[:-1]
        found.append(pairs[(holding > 0) & (holding < count[unit])])
    return np.concatenate(found)


def _branch(labels: Labels, mean: Ints, shape: tuple[int, int]) -> tuple[int, int]:
    """Return the unit and place to decide: chosen half of the time, by a unit with few labels.

    A unit of few labels is soon settled, which is what lowers bounds: this rule needs a hundredth
    of the nodes that the first half of it alone needs.
    """
    start, count, members = labels[:3]
    units, places = shape
    best, where = -1.0, (-1, -1)
    for unit in range(units):
        if count[unit] < 2:
            continue
        own = members[start[unit] : start[unit] + count[unit]]
        holding = np.bincount(own.ravel(), minlength=places + 1)[:places]
        for place in np.flatnonzero((holding > 0) & (holding < count[unit])).tolist():
            share, part = mean[unit, place] / 1000, holding[place] / count[unit]
            score = share * (1 - share) / np.log(count[unit] + 1) + 0.001 * part * (1 - part)
            if score > best:
                best, where = score, (unit, place)
    return where
