"""The roadmap: which actions, when, at what cost, against which risks, and why."""

from advisor.roadmap.compare import compare
from advisor.roadmap.draft import draft
from advisor.roadmap.settings import SETTINGS, settings_from
from advisor.roadmap.words import RoadmapWords

__all__ = ["SETTINGS", "RoadmapWords", "compare", "draft", "settings_from"]
