"""Why a problem of caps, floors, locks and bars has no layout, as a count that anyone can check."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allocator.model.outcome import Shortage
from allocator.optimize.problem import FREE, LOCKED, Problem

Bits = NDArray[np.uint8]


def contradiction(problem: Problem) -> Shortage | None:
    """Return the first contradiction that shows without solving.

    Pairs locked in and barred, more locks than a cap, a floor over a cap.
    """
    if problem.clashes:
        parks, industries = zip(*sorted(problem.clashes), strict=True)
        return Shortage("clash", len(parks), 0, parks, industries)
    locks = problem.state == LOCKED
    return _beyond_cap("parks", problem.parks, locks.sum(1), problem.park_bounds) or _beyond_cap(
        "industries", problem.industries, locks.sum(0), problem.industry_bounds
    )


def _beyond_cap(
    side: Literal["parks", "industries"],
    ids: tuple[str, ...],
    locks: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> Shortage | None:
    for one, held, (floor, cap) in zip(ids, locks.tolist(), bounds.tolist(), strict=True):
        if held > cap:
            return Shortage("locks", held, cap, *_named(side, one))
        if floor > cap:
            return Shortage("floors", floor, cap, *_named(side, one))
    return None


def _named(
    side: Literal["parks", "industries"], one: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the one that is short as `Shortage` names parks and industries."""
    return ((one,), ()) if side == "parks" else ((), (one,))


def lifted(problem: Problem, short: Shortage) -> Problem:
    """Return the problem without what `short` counts, so that the next cause shows."""
    if short.kind == "clash":
        return replace(problem, clashes=frozenset())
    return replace(
        problem,
        park_bounds=_lifted(problem.parks, problem.park_bounds, short, short.parks),
        industry_bounds=_lifted(
            problem.industries, problem.industry_bounds, short, short.industries
        ),
    )


def _lifted(
    ids: tuple[str, ...], bounds: NDArray[np.int64], short: Shortage, named: tuple[str, ...]
) -> NDArray[np.int64]:
    bounds = bounds.copy()
    for one in named:
        row = bounds[ids.index(one)]
        if short.kind == "locks":
            row[1] = short.needed
        else:
            row[0] = 0
    return bounds


def park_shortage(problem: Problem, x: Bits, park: int) -> Shortage:
    """Return the parks whose floors cannot be met together, found from one that is short.

    `x` is a layout that could not give `park` one more industry. Whatever a chain of "take an
    industry, its holder gives it up" reaches from there is at its floor (parks) or at its cap
    (industries): a cut, and a count of it proves the shortage.
    """
    reached = _reached(x, problem.state == FREE, park)
    floors, room = problem.park_bounds[:, 0], int(x[reached].sum())
    if room == int(problem.industry_bounds[:, 1].sum()):
        reached = [*range(len(floors))]  # there is no other room: what all of them need is said
    parks = tuple(problem.parks[row] for row in reached)
    return Shortage("floors", int(floors[reached].sum()), room, parks=parks)


def industry_shortage(problem: Problem, x: Bits, industry: int) -> Shortage:
    """Return the industries whose floors cannot be met together, found from one that is short."""
    reached = _reached(x.T, (problem.state == FREE).T, industry)
    floors, room = problem.industry_bounds[:, 0], int(x[:, reached].sum())
    if room == int(problem.park_bounds[:, 1].sum()):
        reached = [*range(len(floors))]
    industries = tuple(problem.industries[column] for column in reached)
    return Shortage("floors", int(floors[reached].sum()), room, industries=industries)


def _reached(x: Bits, free: NDArray[np.bool_], start: int) -> list[int]:
    reached, waiting = {start}, [start]
    while waiting:
        row = waiting.pop()
        takes = np.flatnonzero((x[row] == 0) & free[row])
        gives = np.flatnonzero(((x[:, takes] == 1) & free[:, takes]).any(1))
        waiting += new if (new := [r for r in gives.tolist() if r not in reached]) else []
        reached.update(gives.tolist())
    return sorted(reached)
