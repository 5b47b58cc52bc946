"""Scenario files in and out: YAML and CSV, all faults of a scenario at once."""

from allocator.files.layouts import load_layout
from allocator.files.load import Loaded, load_scenario
from allocator.files.places import Places
from allocator.files.schema import json_schema
from allocator.files.starter import write_starter

__all__ = [
    "Loaded",
    "Places",
    "json_schema",
    "load_layout",
    "load_scenario",
    "write_starter",
]
