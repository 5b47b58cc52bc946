"""The engines are imported when first used, and only then."""

import subprocess
import sys

from allocator.optimize import engines
from tests.support.tiny import BEST, tiny


def test_all_engines_answer_the_tiny_question() -> None:
    for build in (engines.network, engines.patterns, engines.linkage, engines.constraint):
        assert build(tiny()).best() == BEST


def test_the_names_that_can_be_asked_for() -> None:
    assert engines.ENGINES == ("auto", "network", "patterns", "linkage", "constraint")


def test_naming_the_engines_imports_neither_ortools_nor_numba() -> None:
    code = (
        "import sys; import allocator.optimize.engines, allocator.study.proposal.check;"
        "print([name for name in ('ortools', 'numba') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
