"""Engines that find and rank layouts. The only package that imports OR-tools or numba."""
