"""Planners at one server at once: ``python -m benchmarks.load [--planners 50] [--seconds 60]``.

Starts `allocator serve` on a free port with a store of its own. Each planner changes a pair and
asks for the verdict, about twice a second, and now and then for alternatives or a full check, or
saves a proposal. It fails on any error but 429, where what was saved is not there afterwards, and
where a search ends in anything but its answer.
"""

import argparse
import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import httpx

from benchmarks.served import served

PAUSE = 0.5
"""Seconds in which a planner thinks, on average."""
_BUSY, _LATER = 429, 202
_ASKED_AGAIN = 0.4


@dataclass
class Tally:
    """What all planners saw: seconds of verdicts, answers by route and status, what was saved."""

    verdicts: list[float] = field(default_factory=list)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    saved: set[str] = field(default_factory=set)


@dataclass
class Planner:
    """One planner with a layout in hand."""

    client: httpx.AsyncClient
    key: str
    board: dict[str, Any]
    tally: Tally
    luck: random.Random

    async def plan(self, until: float) -> None:
        """Try changes until the time is up."""
        pairs = {tuple(pair) for pair in self.board["current"]}
        while perf_counter() < until:
            await asyncio.sleep(self.luck.uniform(0, 2 * PAUSE))
            pairs ^= {self._pair()}
            started = perf_counter()
            if await self._post("verdict", self._asked(pairs)) is not None:
                self.tally.verdicts.append(perf_counter() - started)
            chance = self.luck.random()
            if chance < 0.02:
                await self._post("rank", {"count": 5, "distance": 4})
            elif chance < 0.04:
                await self._save(sorted(pairs))
            elif chance < 0.05:
                await self._post("check", self._asked(pairs))

    def _asked(self, pairs: set[tuple[str, ...]]) -> dict[str, Any]:
        """Return what the page asks after a change."""
        return {"pairs": sorted(pairs), "version": self.board["version"], "lang": "zh"}

    def _pair(self) -> tuple[str, str]:
        one, other = (self.luck.choice(self.board[side])["id"] for side in ("parks", "industries"))
        return one, other

    async def _save(self, pairs: list[tuple[str, ...]]) -> None:
        rows = [{"park": park, "industry": industry} for park, industry in pairs]
        told = await self._post("proposals", {"name": "x", "content": {"pairs": rows}})
        if told is not None:
            self.tally.saved.add(told["key"])

    async def _post(self, route: str, body: dict[str, Any]) -> Any:
        answer = await self.client.post(f"/api/scenarios/{self.key}/{route}", json=body)
        self.tally.answers[route, answer.status_code] += 1
        if answer.status_code == _BUSY:
            return None
        answer.raise_for_status()
        if answer.status_code == _LATER:
            return await self._waited(answer.json()["run"])
        return answer.json()

    async def _waited(self, run: str) -> Any:
        """Ask for a run until it is done, as the page does."""
        while True:
            told = (await self.client.get(f"/api/runs/{run}")).raise_for_status().json()
            if told["state"] not in ("queued", "running"):
                self.tally.answers["run " + told["state"], 200] += 1
                return told.get("answer")
            await asyncio.sleep(_ASKED_AGAIN)


async def load(url: str, planners: int, seconds: float) -> Tally:
    """Return what so many planners saw in so many seconds."""
    tally = Tally()
    limits = httpx.Limits(max_connections=planners)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        key = (await client.get("/api/about")).json()["scenario"]
        board = (await client.get(f"/api/scenarios/{key}/board")).json()
        while board["best"]["status"] == "searching":
            board = (await client.get(f"/api/scenarios/{key}/board")).json()
        until = perf_counter() + seconds
        every = [
            Planner(client, key, board, tally, random.Random(number)) for number in range(planners)
        ]
        await asyncio.gather(*(one.plan(until) for one in every))
        listed = (await client.get(f"/api/scenarios/{key}/proposals")).json()
        lost = tally.saved - {one["key"] for one in listed}
        assert not lost, f"lost: {lost}"
        ends = {route for route, _ in tally.answers if route.startswith("run ")}
        assert ends <= {"run done"}, ends
    return tally


def main() -> None:
    """Serve, load, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--planners", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60.0)
    asked = options.parse_args()
    with served() as url:
        tally = asyncio.run(load(url, asked.planners, asked.seconds))
    show(tally)


def show(tally: Tally) -> None:
    """Print the answers by route, and the times of verdicts."""
    for (route, status), count in sorted(tally.answers.items()):
        print(f"{route:10} {status}  {count:6}")
    milliseconds = [1000 * one for one in tally.verdicts]
    slowest = quantiles(milliseconds, n=20)[-1]
    print(f"verdict: median {median(milliseconds):.1f} ms, 95 % below {slowest:.1f} ms")
    print(f"saved proposals: {len(tally.saved)}, none lost")


if __name__ == "__main__":
    main()
