"""Our engines and other solvers side by side, on the same instances, in one process run.

One module per question, each run by ``python -m benchmarks.NAME`` with the extra ``bench``
installed; docs/performance.md holds the tables measured. `instances` generates, `peers` asks the
other solvers, `timing` measures and compares.
"""
