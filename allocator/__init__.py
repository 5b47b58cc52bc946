"""Allocator lays out leading industries over parks: exact, ranked, traceable."""

__version__ = "0.1.0"
