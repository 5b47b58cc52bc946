"""The best layout of a large problem: exact on sparse pairs, the others called for by prices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocator.optimize.network.large import arcs as passes
from allocator.optimize.network.large.arcs import FAR, Flags
from allocator.optimize.network.large.balance import DONE, OUT_OF_EFFORT, balance, respond
from allocator.optimize.network.large.scaling import scale
from allocator.optimize.network.residual import Bits, Ints
from allocator.optimize.problem import FREE, LOCKED


@dataclass(frozen=True)
class Start:
    """How many pairs to begin with. Whatever it says, the answer is the same.

    The best ones `of_parks`, half of `of_industries`, both 1 or more; some `spread` over all for
    each park where shortest ways reach more than `effort` nodes per node: prices are scaled then.
    """

    of_parks: int = 8
    of_industries: int = 16
    spread: int = 4
    effort: int = 40


DEFAULT = Start()
_SCALING_EFFORT = 400  # looks at a node, per node and step: 6 to 300 are usual
_DROPPED = (
    32  # times the precision of prices: what is worth less is looked at again only if called for
)
_FEW = 50  # one in so many parks: so few pairs called for are worth no further look
_FIRST_STEP, _LAST_STEP = 2, 13  # shifts of the span of all gains


class BeyondNumbersError(Exception):
    """The numbers are too large for a proof in 64 bits; nothing is said about the problem."""


@dataclass(frozen=True)
class Answer:
    """The best layout `x` [P, I] with its proof, or what is short.

    A pair of `x` gains no less than the prices of its park and industry together, one that is left
    out no more. The prices of the side that is the rows, then a 0 for the hub, are the potentials
    of `kernels.improve`.

    `short` is ``(park, -1)`` or ``(-1, industry)`` if a floor cannot be met, `x` then a layout that
    cannot give it one more unit, as `shortage.park_shortage` and `industry_shortage` ask for it.
    """

    x: Bits
    park_prices: Ints
    industry_prices: Ints
    short: tuple[int, int] = (-1, -1)


def solve_large(
    gain: Ints,
    state: NDArray[np.int8],
    park_bounds: Ints,
    industry_bounds: Ints,
    overlap: int,
    start: Start = DEFAULT,
) -> Answer:
    """Return the best layout of a problem, proven by integers over all pairs.

    Arguments are those of `Problem`, without contradictions that `shortage.contradiction` finds.

    Raises:
        BeyondNumbersError: gains or prices of 2^60 and more.
    """
    if gain.size and max(-int(gain.min()), int(gain.max()), overlap * len(gain)) >= FAR:
        raise BeyondNumbersError
    return _Search(gain, state, park_bounds, industry_bounds, overlap, start).run()


class _Search:
    """One problem, the pairs known so far, and the prices."""

    def __init__(
        self,
        gain: Ints,
        state: NDArray[np.int8],
        park_bounds: Ints,
        industry_bounds: Ints,
        overlap: int,
        start: Start,
    ) -> None:
        self.gain, self.state = np.ascontiguousarray(gain), np.ascontiguousarray(state)
        self.park_bounds = np.ascontiguousarray(park_bounds)
        self.industry_bounds = np.ascontiguousarray(industry_bounds)
        self.overlap = int(overlap)
        self.start = start
        locked = state == LOCKED
        self.locked: Ints = locked.sum(0)
        held = locked.sum(1)[:, None]
        self.free_bounds: Ints = np.maximum(park_bounds - held, 0)  # of the free pairs of parks
        self.known: Flags = np.zeros(gain.shape, np.bool_)
        self.reached: Flags = np.zeros(sum(gain.shape), np.bool_)
        self.row_price, self.column_price = (np.zeros(n, np.int64) for n in gain.shape)
        self.most = max(start.of_parks * 3 // 4, 1)
        self.span = int(gain.max() - gain.min()) if gain.size else 0

    def run(self) -> Answer:
        self._begin()
        effort = self.start.effort * sum(self.gain.shape)
        while True:
            x, end = self._solve_known(effort)
            if end == DONE:
                if not self._mark_called_for(0):
                    return self._proven(x)
                continue
            if end >= 0 and not self._mark_across(end):
                return self._short(x, end)
            if effort < FAR:
                effort = FAR
                self._scale()
            elif end == OUT_OF_EFFORT:
                raise BeyondNumbersError

    def _begin(self) -> None:
        """Mark the pairs to begin with, at prices that clear each industry on its own."""
        depth = min(self.start.of_industries, max(len(self.gain), 1))
        best, at = passes.best_of_columns(self.gain, self.state, self.row_price, depth)
        places, demand = self._clearing(best)
        if demand <= int(self.free_bounds[:, 1].sum()):
            self.column_price = places
        best = np.ascontiguousarray(best[:, : self.start.of_industries // 2])
        passes.mark_best_of_columns(best, at, np.full(len(best), -FAR), self.known)
        below = np.full(len(self.gain), -FAR)
        depth = max(self.start.of_parks, int(self.free_bounds[:, 0].max(initial=0)))
        self._mark_rows(below, depth)

    def _clearing(self, best: Ints) -> tuple[Ints, int]:
        """Return prices of industries that as many parks pay as there are places, and those."""
        depth = best.shape[1]
        places = np.arange(depth)
        room = np.minimum(self.industry_bounds[:, 1] - self.locked, depth - 1).clip(0)
        cost = self.overlap * (places + self.locked[:, None])
        taken = np.minimum((best > cost).sum(1), room)
        n = np.arange(len(best))
        last = np.where(taken > 0, cost[n, taken - 1], 0)
        price = np.maximum(np.maximum(best[n, np.minimum(taken, depth - 1)], last), 0)
        return price, int(taken.sum())

    def _mark_rows(self, bar: Ints, most: int) -> int:
        return passes.mark_best_of_rows(
            self.gain, self.state, bar, self.column_price, most, self.known
        )

    def _solve_known(self, effort: int) -> tuple[Bits, int]:
        """Return the best layout over the known pairs [P, I] and DONE, or where that ended.

        OUT_OF_EFFORT, or what is short: a park, P more than an industry that has a unit too many,
        or P + I more than one that lacks a unit.
        """
        known = passes.arcs_of(self.gain, self.known)
        x = np.zeros(len(known[1]), np.uint8)
        prices, bounds = self.column_price, self.industry_bounds
        end = respond(known, x, self.row_price, prices, self.free_bounds)
        if end < 0:
            end = balance(
                known,
                x,
                self.row_price,
                prices,
                self.free_bounds,
                bounds,
                self.locked,
                self.overlap,
                effort,
                self.reached,
            )
            if end == DONE:  # prices as high as the layout allows: fewer pairs are called for
                respond(known, x.copy(), self.row_price, prices, self.free_bounds)
            elif end >= 0:
                end += len(self.gain)
        whole = (self.state == LOCKED).astype(np.uint8)
        whole[known[1], known[2]] = x
        return whole, end

    def _mark_called_for(self, within: int) -> int:
        """Mark pairs left out that are worth more than `within`; return how many."""
        marked = self._mark_rows(self.row_price + within, self.most)
        if marked > len(self.gain) // _FEW:
            depth = min(self.start.of_industries, len(self.gain))
            best, at = passes.best_of_columns(self.gain, self.state, self.row_price, depth)
            passes.mark_best_of_columns(best, at, self.column_price + within, self.known)
            if not within:
                self._raise_prices(best)
            if marked > len(self.gain) * self.most // 2:
                self.most *= 2
        return marked

    def _raise_prices(self, best: Ints) -> None:
        """Raise the prices of industries that more parks pay now than they have places."""
        room = np.minimum(self.industry_bounds[:, 1] - self.locked, best.shape[1] - 1)
        cleared = best[np.arange(len(best)), room.clip(0)]
        self.column_price = np.maximum(self.column_price, cleared)

    def _scale(self) -> None:
        """Bring the prices near to the best ones over all pairs, from coarse to fine."""
        passes.mark_spread(self.state, self.start.spread, self.known)
        least = max(self.span >> _LAST_STEP, 1)
        step = max(self.span >> _FIRST_STEP, 1)
        last = max(step >> 3, least)
        while True:
            if not scale(
                passes.arcs_of(self.gain, self.known),
                self.row_price,
                self.column_price,
                self.free_bounds,
                self.industry_bounds,
                self.locked,
                self.overlap,
                step,
                last,
                _SCALING_EFFORT * sum(self.gain.shape),
            ):
                return
            before = self.known.copy()
            marked = self._mark_called_for(last)
            if marked > len(self.gain) // _FEW:
                step = max(min(self._usual_worth(before), self.span >> _FIRST_STEP), last)
            elif last == least:
                return
            else:
                passes.drop_worthless(
                    self.gain, self.row_price, self.column_price, -_DROPPED * last, self.known
                )
                step = max(last >> 3, least)
            last = max(step >> 3, least)

    def _usual_worth(self, before: Flags) -> int:
        """Return what nine in ten of the pairs that were marked now are worth at most."""
        row, column = np.nonzero(self.known & ~before)
        worth = self.gain[row, column] - self.row_price[row] - self.column_price[column]
        place = len(worth) * 9 // 10
        return int(np.partition(worth, place)[place])

    def _mark_across(self, end: int) -> int:
        """Mark pairs that lead out of what the search for a unit's way reached; return how many."""
        parks, industries = self.gain.shape
        if end < parks:
            return 0
        self.most *= 2
        return passes.mark_across(
            self.gain,
            self.state,
            self.row_price,
            self.column_price,
            self.reached,
            self.most if end < parks + industries else -self.most,
            self.known,
        )

    def _short(self, x: Bits, end: int) -> Answer:
        """Return what is short, where no pair leads out of what was reached."""
        parks, industries = self.gain.shape
        short = (end, -1) if end < parks else (-1, end - parks - industries)
        if parks <= end < parks + industries:  # too many parks need it: one of them stays short
            for one in np.flatnonzero(x.sum(0) > self.industry_bounds[:, 1]).tolist():
                over = int(x[:, one].sum() - self.industry_bounds[one, 1])
                given = np.flatnonzero((x[:, one] == 1) & (self.state[:, one] == FREE))[:over]
                x[given, one] = 0
                if one == end - parks:
                    short = (int(given[0]), -1)
        return Answer(x, self.row_price, self.column_price, short)

    def _proven(self, x: Bits) -> Answer:
        bounds = self.park_bounds, self.industry_bounds
        prices = self.row_price, self.column_price
        if not passes.proves(self.gain, self.state, x, bounds, self.overlap, prices):
            raise BeyondNumbersError
        return Answer(x, *prices)
