"""Patterns that the search starts from, and the bounds on them."""

from dataclasses import dataclass, replace

import numpy as np

from allocator.optimize.linkage.decided import Decided
from allocator.optimize.linkage.labels import NONE, Frame, Labels, compact
from allocator.optimize.linkage.local import LocalSearch
from allocator.optimize.linkage.passing import lower
from allocator.optimize.linkage.patterns import Relaxation, Side
from allocator.optimize.linkage.run import Run
from allocator.optimize.network.residual import Ints


@dataclass(frozen=True)
class Lowered:
    """A bound, the labels left, mean choices, and the layout met with its key."""

    bound: int
    labels: Labels
    mean: Ints
    best: Ints
    top: int


def lowered(run: Run, chosen: Relaxation, labels: Labels, low: int, rounds: int) -> Lowered:
    """Lower the bound of labels.

    Touches nothing but the labels, so several can run at once.
    """
    constant, (units, places) = run.products.problem.constant, chosen.side.pair.shape
    best = np.zeros((units, labels[2].shape[1]), np.int64)
    mean = np.zeros((units, places + 1), np.int64)
    heaviest = run.products.heaviest
    bound, top = lower(chosen.frame, labels, low - constant, rounds, heaviest, best, mean)
    bound, top = (int(one) if one == NONE else int(one) + constant for one in (bound, top))
    return Lowered(bound, labels, mean, best, top)


def hear(local: LocalSearch, side: Side, found: Lowered) -> None:
    """Offer the layout that was met, and what local search makes of it."""
    layout, places = np.zeros(side.pair.size, np.int64), side.pair.shape[1]
    for pairs, row in zip(side.pair, found.best, strict=True):
        layout[pairs[row[row < places]]] = 1
    if found.top != NONE:
        local.run.offer_counted(layout.copy(), found.top)
    if found.bound != NONE:
        local.polish(layout)


def work(frame: Frame, labels: Labels, rounds: int) -> float:
    """Return about how many seconds so many rounds take, the same on every machine."""
    pairs = sum(int(one) * int(other) for one, other in labels[1][frame[0]])
    return 1e-3 + 1e-8 * rounds * pairs


def root(run: Run, local: LocalSearch, decided: Decided) -> Relaxation | None:
    """Bound all layouts by patterns; ``None`` without need for them, or if they are too many."""
    can, must = decided.can, decided.must
    sides = [one for one in Side.both(run.products) if _few(run, one, can, must)]
    if run.proven or run.stopped or not sides:
        return None
    side = min(sides, key=lambda one: one.effort(run.products, can, must))
    chosen = Relaxation.of(run.products, side, can, must)
    chosen.labels[6][:-1] = decided.prices[side.parks]
    chosen = _bounded(run, local, chosen)
    run.course.units = ("industries", "parks")[side.parks]
    run.course.labels = int(chosen.labels[1].sum())
    return chosen


def _few(run: Run, side: Side, can: Ints, must: Ints) -> bool:
    places, edges = side.pair.shape[1], len(side.edges(run.products))
    few = sum(side.counts(can, must)) <= run.effort.most_labels
    return few and edges * (places + 1) ** 2 <= run.effort.most_weights


def _bounded(run: Run, local: LocalSearch, chosen: Relaxation) -> Relaxation:
    """Lower the bound in batches, until that closes the gap too slowly; return what is left."""
    effort = run.effort
    for _ in range(0, effort.root_rounds, effort.root_batch):
        before = run.best_bound
        found = lowered(run, chosen, chosen.labels, run.key, effort.root_batch)
        hear(local, chosen.side, found)
        run.limit.spend(work(chosen.frame, chosen.labels, effort.root_batch))
        run.lowered(found.bound)
        chosen = replace(chosen, labels=compact(chosen.frame, chosen.labels))
        stalled = (before - run.best_bound) * effort.stalled < run.best_bound - run.key
        if run.proven or run.stopped or stalled:
            break
    return chosen
