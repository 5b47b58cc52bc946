"""Medians side by side: each run is warmed up, its answer compared, then all are timed in turn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import version
from platform import machine, python_version, system
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

Answer = NDArray[np.int64]

SLOW_SECONDS = 4.0
"""What takes longer is measured once: the first run, its imports done before."""
NO_BOUND = 1 << 40
"""An upper bound that says nothing: larger than any value here."""
_LEAST_SECONDS = 0.02  # shorter runs are repeated up to it, so that the clock does not count


class UnavailableError(Exception):
    """A run that cannot be made here; says why."""


class DifferentError(AssertionError):
    """Two engines gave different answers to one question."""


@dataclass(frozen=True)
class Run:
    """One engine's answer to the question of a table.

    `needs` is the package that it asks. `first` says that it answers so many items only, for
    time; its time is then multiplied, and the table says so.
    """

    engine: str
    needs: str
    answer: Callable[[], Answer]
    first: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table; `seconds` is ``None`` where the run could not be made."""

    instance: str
    engine: str
    seconds: float | None
    ratio: float | None
    equal: str
    note: str


@dataclass
class _Clocked:
    run: Run
    answer: Answer
    first: float
    repeats: int = 1

    @property
    def slow(self) -> bool:
        return self.first > SLOW_SECONDS


def side_by_side(instance: str, runs: Sequence[Run], rounds: int = 5) -> list[Row]:
    """Time all runs in turn, `rounds` times; the first is ours, all others are compared to it.

    Raises:
        DifferentError: two answers differ.
    """
    clocked, notes = _all_warmed(runs)
    _compare(list(clocked.values()))
    quick = [one for one in clocked.values() if not one.slow]
    times = {one.run.engine: [one.first] if one.slow else [] for one in clocked.values()}
    for _ in range(rounds):
        for one in quick:
            times[one.run.engine].append(_seconds(one.run, one.repeats))
    return list(_rows(instance, runs, clocked, times, notes))


def race(instance: str, runs: Sequence[Run]) -> list[Row]:
    """Return what each run finds, once: answers are a value and an upper bound on all values.

    Raises:
        DifferentError: a value is above a bound.
    """
    clocked, notes = _all_warmed(runs)
    lowest = min((one.answer[1] for one in clocked.values()), default=0)
    for one in clocked.values():
        if one.answer[0] > lowest:
            raise DifferentError(f"{one.run.engine} found {one.answer[0]}, beyond a bound {lowest}")
    rows, base = [], clocked[runs[0].engine].first if runs[0].engine in clocked else None
    for run in runs:
        if run.engine in notes:
            rows.append(Row(instance, run.engine, None, None, "", notes[run.engine]))
            continue
        seconds, (value, bound) = clocked[run.engine].first, clocked[run.engine].answer.tolist()
        if bound >= NO_BOUND:
            note = f"value {value:,}, no bound in time"
        else:
            gap = 100 * (bound - value) / bound
            note = f"value {value:,}, bound {bound:,}, gap {gap:.2f} %"
        ratio = None if base is None else seconds / base
        rows.append(Row(instance, run.engine, seconds, ratio, "within bounds", note))
    return rows


def _all_warmed(runs: Sequence[Run]) -> tuple[dict[str, _Clocked], dict[str, str]]:
    """Return the runs that can be made, and why the others cannot."""
    clocked, notes = dict[str, _Clocked](), dict[str, str]()
    for run in runs:
        try:
            clocked[run.engine] = _warmed(run)
        except UnavailableError as reason:
            notes[run.engine] = str(reason)
    return clocked, notes


def _warmed(run: Run) -> _Clocked:
    try:
        import_module(run.needs)
    except ImportError as error:
        raise UnavailableError("not installed, or not built yet") from error
    started = perf_counter()
    answer = run.answer()
    first = perf_counter() - started
    warm = _Clocked(run, np.asarray(answer), first)
    if run.needs.startswith("allocator") and first < 10 * SLOW_SECONDS:
        warm.first = _seconds(run, 1)  # the first run may have compiled
    warm.repeats = max(1, int(_LEAST_SECONDS / warm.first))
    return warm


def _seconds(run: Run, repeats: int) -> float:
    started = perf_counter()
    for _ in range(repeats):
        run.answer()
    return (perf_counter() - started) / repeats


def _compare(clocked: Sequence[_Clocked]) -> None:
    for one in clocked[1:]:
        expected, found = clocked[0].answer, one.answer
        if one.run.first is not None:
            expected, found = expected[: one.run.first], found[: len(expected)]
        if not np.array_equal(expected, found):
            raise DifferentError(
                f"{one.run.engine} differs from {clocked[0].run.engine}: {found} is not {expected}"
            )


def _rows(
    instance: str,
    runs: Sequence[Run],
    clocked: dict[str, _Clocked],
    times: dict[str, list[float]],
    notes: dict[str, str],
) -> Iterator[Row]:
    ours = runs[0].engine
    whole = partial(_whole, clocked.get(ours), clocked, times)
    for run in runs:
        if run.engine in notes:
            yield Row(instance, run.engine, None, None, "", notes[run.engine])
            continue
        seconds, note = whole(run.engine)
        ratio = seconds / whole(ours)[0] if ours in clocked else None
        equal = "" if run.engine == next(iter(clocked)) else "yes"
        yield Row(instance, run.engine, seconds, ratio, equal, note)


def _whole(
    ours: _Clocked | None, clocked: dict[str, _Clocked], times: dict[str, list[float]], engine: str
) -> tuple[float, str]:
    """Return the seconds of all items, and how they were measured."""
    one, seconds = clocked[engine], median(times[engine])
    note = "1 run" if one.slow else f"median of {len(times[engine])}"
    done, asked = len(one.answer), len(one.answer if ours is None else ours.answer)
    if one.run.first is None or done >= asked:
        return seconds, note
    return seconds * asked / done, f"{note}; first {done} of {asked}, the rest extrapolated"


PACKAGES = ("numba", "ortools", "gurobipy", "cplex", "highspy", "pyscipopt")


def show(title: str, rows: Sequence[Row]) -> None:
    """Print a table, with what it was measured on."""
    print(f"\n### {title}\n")
    print("| Instance | Engine | Time | Ratio to ours | Equal answer | Measured |")
    print("|---|---|---:|---:|---|---|")
    for row in rows:
        ratio = "" if row.ratio is None else _three_digits(row.ratio)
        cells = (row.instance, row.engine, spoken(row.seconds), ratio, row.equal, row.note)
        print(f"| {' | '.join(cells)} |")
    versions = [f"{one} {found}" for one in PACKAGES if (found := _version(one))]
    print(f"\n{system()} {machine()}, Python {python_version()}, {', '.join(versions)}")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except ImportError:
        return None


def spoken(seconds: float | None) -> str:
    """Return a time in the unit that suits it."""
    if seconds is None:
        return "-"
    if seconds >= 1:
        return f"{_three_digits(seconds)} s"
    return f"{_three_digits(1000 * seconds)} ms"


def _three_digits(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:#.3g}".rstrip(".")
