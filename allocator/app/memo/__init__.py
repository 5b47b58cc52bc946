"""A memo's facts, put together from what the studies found."""
