"""Brute force: every layout, judged by the rule functions. Up to about 16 pairs."""

from itertools import product

from allocator.model.instance import Instance
from allocator.model.layout import Pairs, ranking_key
from allocator.model.rules import violations


def legal_layouts(instance: Instance) -> list[Pairs]:
    """Return every legal layout in ranking order."""
    pairs = [(park, industry) for park in instance.parks for industry in instance.industries]
    every = (
        frozenset(pair for pair, chosen in zip(pairs, bits, strict=True) if chosen)
        for bits in product((0, 1), repeat=len(pairs))
    )
    legal = [layout for layout in every if not violations(instance, layout)]
    return sorted(legal, key=lambda one: ranking_key(one, instance.valuation.value(one)))
