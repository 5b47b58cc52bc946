"""The sections of a memo: each a function of the facts that returns blocks."""
