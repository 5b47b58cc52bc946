"""A saved scenario as an instance: it was checked when it was saved, so nothing is asked again."""

import json

from allocator.affinity import affinity_matrix
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario


def instance_of(content: str) -> Instance:
    """Return the instance of a scenario's canonical content."""
    scenario = Scenario.model_validate(json.loads(content))
    return Instance(scenario, affinity_matrix(scenario))
