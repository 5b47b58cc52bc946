"""Variants beside their base, and which change causes what."""
