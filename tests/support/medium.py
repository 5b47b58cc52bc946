"""Medium instances, too large for brute force, seeded by one number."""

from random import Random
from typing import Any

from allocator.model.instance import Instance
from tests.support.build import instance


def medium(seed: int, largest: tuple[int, int] = (10, 12)) -> Instance:
    """Return a random instance with whole or quarter numbers, so that sums tie often.

    Floors, caps, locks, bars, unknown pairs, negative affinities and every term; about one in
    five has no legal layout.
    """
    random = Random(seed)
    rows, columns = random.randint(4, largest[0]), random.randint(4, largest[1])
    numbers = random.choice([["0", "1", "2"], ["-3", "-1", "0", "1", "2", "5"], None])
    matrix = [[_number(random, numbers) for _ in range(columns)] for _ in range(rows)]
    rules: dict[str, Any] = {
        "park_cap": {"default": random.randint(1, 4)},
        "industry_cap": {"default": random.randint(1, 4)},
        "park_floor": {"default": random.choice([0, 1, 1, 2])},
        "industry_floor": {"default": random.choice([0, 0, 1])},
    }
    if random.random() < 0.3:
        rules["min_affinity"] = {"threshold": random.choice(["-1", "0", "1"])}
    pairs = [(f"p{r}", f"i{c}") for r in range(rows) for c in range(columns)]
    return instance(
        matrix,
        parks=[_bounded(random, f"p{n}") for n in range(rows)],
        industries=[_bounded(random, f"i{n}") for n in range(columns)],
        rules=rules,
        locks=[
            {"park": p, "industry": i, "lock": random.choice(["in", "out"]), "reason": "r"}
            for p, i in random.sample(pairs, random.randint(0, 4))
        ],
        current=[{"park": p, "industry": i} for p, i in random.sample(pairs, rows)],
        objective={
            "affinity": "1",
            "differentiation": random.choice(["0", "0.25", "1", "2"]),
            "continuity": random.choice(["0", "0.25", "1"]),
        },
    )


def _number(random: Random, numbers: list[str] | None) -> str | None:
    if random.random() < 0.05:
        return None
    return random.choice(numbers) if numbers else str(random.randint(-12, 40) / 4)


def _bounded(random: Random, name: str) -> dict[str, Any]:
    cap, floor = (random.randint(1, 4), random.randint(0, 2))
    return {
        "id": name,
        "cap": cap if random.random() < 0.2 else None,
        "floor": floor if random.random() < 0.1 else None,
    }
