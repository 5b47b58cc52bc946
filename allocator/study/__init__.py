"""Questions that planners ask, each one module."""
