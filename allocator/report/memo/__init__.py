"""A memo: the facts, stated once, and the forms that say them: HTML, Word, PDF."""
