"""What an installation is made of: its settings, its knowledge, its words and its log."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from advisor.config import Settings
from advisor.dialogue import Words
from advisor.model.content import KnowledgePack
from advisor.roadmap import RoadmapWords
from advisor.store import Store


@dataclass
class Parts:
    """The parts of one installation that all it does stands on."""

    settings: Settings
    pack: KnowledgePack
    dialogue: Words
    roadmap_words: RoadmapWords
    page: dict[str, Any]
    _store: Store | None = None
    _opening: Lock = field(default_factory=Lock)

    @property
    def store(self) -> Store:
        """The log of sessions, opened when it is first needed."""
        with self._opening:
            if self._store is None:
                self._store = Store(self.settings.database)
            return self._store
