"""English sentences that are right for one and for many."""

import re

from allocator.i18n import catalogue
from tests.unit.test_errors import flat

COUNTED = "cells columns exceptions industries labels layouts moves pairs parks points rows values"
ALWAYS_MANY = {
    "fault.too-many-rows.what",  # a fixed limit
    "fault.too-many-columns.what",
    "fault.list-too-long.what",  # more than are kept in memory
    "rank.shared",  # by two at least
    "rank.shared_at_least",
    "certificate.apart",  # said of two moves and more
    "certificate.both",
    "exceptions.none",  # one has a sentence of its own
    "layout.more_industries",  # one has a sentence of its own
    "layout.more_parks",
    "memo.count.layouts",
    "memo.count.moves",
    "memo.count.pairs",
    "memo.count.parks",
}


def test_no_number_stands_before_a_plural_unless_it_is_never_one() -> None:
    plural = re.compile(rf"\}} (more )?({'|'.join(COUNTED.split())})\b")
    found = {key for key, text in flat(catalogue("en")).items() if plural.search(text)}
    assert found == ALWAYS_MANY
