"""Saved scenarios, proposals and runs, in SQLite or PostgreSQL, each version kept as it was."""

from allocator.store.saved import Entry, Missing, Run, Saved, Stale
from allocator.store.store import Store, open_store

__all__ = ["Entry", "Missing", "Run", "Saved", "Stale", "Store", "open_store"]
