"""One hypothesis profile for everybody, and no test left out where all must run.

The same examples on every machine. A test that needs what a machine may lack (the libraries that
lay out a PDF) is skipped there, by name; with ``ALLOCATOR_ALL_TESTS`` set, as in `.ci/run`, that
is a failure.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("fixed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test that was left out fail where all must run."""
    report = yield
    if report.skipped and os.environ.get("ALLOCATOR_ALL_TESTS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
