"""Scenario files in and out: YAML, CSV and Excel, all faults of a scenario at once."""

from allocator.files.load import load_scenario, load_variants
from allocator.files.loaded import Loaded
from allocator.files.places import Places
from allocator.files.proposals import load_proposal
from allocator.files.schema import json_schema, variant_schema
from allocator.files.starter import write_starter

__all__ = [
    "Loaded",
    "Places",
    "json_schema",
    "load_proposal",
    "load_scenario",
    "load_variants",
    "variant_schema",
    "write_starter",
]
