"""Pictures as pure functions: a small dataclass of plain data and a language in, SVG text out."""

from allocator.report.pictures.acceptability import Acceptability, acceptability
from allocator.report.pictures.bipartite import Bipartite, bipartite
from allocator.report.pictures.change import Change, change
from allocator.report.pictures.district_map import DistrictMap, Outline, district_map
from allocator.report.pictures.frontier import Frontier, frontier
from allocator.report.pictures.heatmap import Heatmap, heatmap
from allocator.report.pictures.profile import Profile, profile
from allocator.report.pictures.timeline import Stage, Timeline, timeline

__all__ = [
    "Acceptability",
    "Bipartite",
    "Change",
    "DistrictMap",
    "Frontier",
    "Heatmap",
    "Outline",
    "Profile",
    "Stage",
    "Timeline",
    "acceptability",
    "bipartite",
    "change",
    "district_map",
    "frontier",
    "heatmap",
    "profile",
    "timeline",
]
