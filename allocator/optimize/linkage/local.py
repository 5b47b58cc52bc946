"""Local search of a run: what the compiled loops read, and when they are asked."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allocator.optimize.linkage.annealing import Bounds, Links, anneal, links_of, repair
from allocator.optimize.linkage.run import Run
from allocator.optimize.network.residual import Ints

_HEATS = (1.0, 0.5, 2.0)


@dataclass
class LocalSearch:
    """Improves the layout at hand of a run."""

    run: Run

    def improve(self, open_pairs: Ints, runs: int, draws: int) -> None:
        """Improve the layout at hand by a few runs of fixed seeds over some pairs."""
        run, start, base = self.run, self.run.layout, self.run.key
        assert start is not None
        if not len(open_pairs) or not len(run.products.worth):
            return
        board = self._board(open_pairs)
        most = max(1, int(np.abs(board[1][open_pairs]).max()))
        draws = min(draws, run.effort.draws_per_pair * len(open_pairs))
        for seed in range(runs):
            if run.stopped:
                return
            run.limit.spend(5e-7 * draws)
            layout = start.copy()
            gained = anneal(layout, *board, most * _HEATS[seed % len(_HEATS)], draws, seed)
            run.offer_counted(layout, base + gained)

    def polish(self, layout: Ints) -> None:
        """Offer a layout once it is within all bounds and locally improved."""
        run, products = self.run, self.run.products
        board = self._board(products.free)
        if not len(products.free) or not repair(layout, *board):
            return
        hot = 0.05 * max(1, int(np.abs(board[1][products.free]).max()))
        anneal(layout, *board, hot, run.effort.polish_draws, run.course.nodes)
        run.offer(layout, products.key(layout))

    def _board(self, open_pairs: Ints) -> tuple[Ints, Ints, Bounds, Links]:
        """Return what the local search reads, with some pairs to flip."""
        problem = self.run.products.problem
        free = np.zeros(problem.gain.size, np.int64)
        free[open_pairs] = 1
        wide = problem.gain.shape[1]
        bounds = (problem.park_bounds, problem.industry_bounds, wide, problem.overlap)
        return free, problem.gain.ravel(), bounds, self._links

    @cached_property
    def _links(self) -> Links:
        products = self.run.products
        return links_of(products.problem.gain.size, products.pairs, products.worth)
