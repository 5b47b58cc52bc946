"""Pictures as pure functions: a small dataclass of plain data and a language in, SVG text out."""

from allocator.report.pictures.change import Change, change
from allocator.report.pictures.heatmap import Heatmap, heatmap
from allocator.report.pictures.profile import Profile, profile

__all__ = ["Change", "Heatmap", "Profile", "change", "heatmap", "profile"]
