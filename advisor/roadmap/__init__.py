"""The roadmap: which actions, when, at what cost, against which risks, and why."""

from advisor.roadmap.compare import compare
from advisor.roadmap.draft import draft
from advisor.roadmap.records import RefusedChanges, SettingFaults
from advisor.roadmap.refine import STEPS
from advisor.roadmap.session import next_events, plan_events, session_draft, session_settings
from advisor.roadmap.settings import SETTINGS, settings_from
from advisor.roadmap.words import RoadmapWords

__all__ = [
    "SETTINGS",
    "STEPS",
    "RefusedChanges",
    "RoadmapWords",
    "SettingFaults",
    "compare",
    "draft",
    "next_events",
    "plan_events",
    "session_draft",
    "session_settings",
    "settings_from",
]
