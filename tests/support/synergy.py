"""Cases with synergy, of the size of Zhongguancun or less, seeded by one number."""

from itertools import combinations
from random import Random
from typing import Any

from allocator.model.instance import Instance
from tests.support.build import instance


def synergy_case(parks: int, industries: int, bonds: int, seed: int, **fields: Any) -> Instance:
    """Return affinities of three digits and so many bonds of industries, good and bad ones."""
    random = Random(seed)
    matrix = [[f"0.{random.randrange(1000):03}" for _ in range(industries)] for _ in range(parks)]
    twos = random.sample(list(combinations(range(industries), 2)), bonds)
    synergy = [
        {
            "industry": f"i{one}",
            "other": f"i{other}",
            "value": str(random.randrange(-300, 700) / 1000),
        }
        for one, other in twos
    ]
    three = {"default": 3}
    stated = {
        "rules": {"park_cap": three, "industry_cap": three, "park_floor": {"default": 1}},
        "objective": {"affinity": "1", "synergy": "1"},
        "synergy": synergy,
    }
    return instance(matrix, **(stated | fields))
