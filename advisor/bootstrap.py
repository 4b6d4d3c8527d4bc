"""Joins the real parts into one advisor; nothing else constructs a database, an index or a model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.config import Settings
from advisor.content import load_pack, load_words, read_answers
from advisor.content.words import Words
from advisor.dialogue import opening, take_turn
from advisor.documents import render
from advisor.errors import AdvisorError
from advisor.model.answers import Answers, Event, fold
from advisor.model.citations import MaterialAnswer
from advisor.model.content import KnowledgePack
from advisor.model.conversation import Button, Turn
from advisor.model.roadmap import Roadmap
from advisor.retrieval import Material, build_index, is_fresh
from advisor.roadmap import draft, settings_from
from advisor.store import Overtaken, Store

Progress = Callable[[str, int, int], None]
_TRIES = 5


@dataclass
class Advisor:
    """The product's face to page and command line."""

    settings: Settings
    pack: KnowledgePack
    words: Words
    _store: Store | None = None
    _material: Material | None = None
    _opening: Lock = field(default_factory=Lock)

    @property
    def store(self) -> Store:
        """The log of sessions, opened when it is first needed."""
        with self._opening:
            if self._store is None:
                self._store = Store(self.settings.database)
        return self._store

    @property
    def material(self) -> Material:
        """The workshop material, opened when it is first needed (about a second).

        Raises:
            AdvisorError: when there is no index yet.
        """
        with self._opening:
            if self._material is None:
                self._material = Material.open(
                    self.settings.index, self.pack.decks, self.words.material
                )
        return self._material

    def answer(self, question: str, previous: str | None = None) -> MaterialAnswer:
        """The reply to a question to the workshop material."""
        return self.material.answer(question, previous)

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        """How close a text is in meaning to each of the choices, from -1 to 1."""
        return self.material.similarity(text, choices)

    def summary(self, answers: Answers) -> str:
        """The plan so far in a few lines, for the conversation."""
        return self.words.summary(draft(self.pack, answers, words=self.words.roadmap))

    def build_index(self, progress: Progress | None = None) -> bool:
        """Build the index unless it is fresh; true when it was built."""
        if is_fresh(self.settings.index, self.pack.decks):
            return False
        build_index(self.pack.decks, self.settings.index, progress=progress)
        self._material = None
        return True

    def start(self) -> str:
        """A new session's id."""
        return self.store.create(self.pack.version, self.pack.hash)

    def session(self, name: str) -> str:
        """The session of that name, made when missing; a new one when the name is empty."""
        if name and self.store.exists(name):
            return name
        return self.store.create(self.pack.version, self.pack.hash, name)

    def log(self, session: str) -> tuple[Event, ...]:
        """All that was said and answered in a session."""
        return self.store.log(session)

    def open(self, session: str, at: str = "") -> Turn:
        """Greet, or take up a session where it was left; `at` opens it at a question."""
        return self._committed(
            session, lambda log: opening(self.pack, self.words.dialogue, log, at=at)
        )

    def turn(self, session: str, said: str | Button) -> Turn:
        """One turn of the conversation; its events are on the disk when this returns."""
        return self._committed(
            session, lambda log: take_turn(self.pack, self.words.dialogue, log, said, self)
        )

    def _committed(self, session: str, make: Callable[[tuple[Event, ...]], Turn]) -> Turn:
        """Make a turn from the log and append its events; again when another tab was faster."""
        for _ in range(_TRIES):
            log = self.store.log(session)
            turn = make(log)
            try:
                self.store.append(session, turn.events, after=len(log))
            except Overtaken:
                continue
            return turn
        raise AdvisorError(
            "This conversation is being written to from another place at the same time.",
            "Close the other window, then send it again.",
        )

    def answers(self, session: str) -> Answers:
        """The answers that stand in a session."""
        return fold(self.store.log(session))[0]

    def roadmap(self, answers: Answers, given: Mapping[str, Any] | None = None) -> Roadmap:
        """The draft roadmap of these answers and planning settings.

        Raises:
            ValueError: for an unknown planning setting or a value that it does not take.
        """
        settings = settings_from(self.pack, answers, given or {})
        return draft(self.pack, answers, settings, words=self.words.roadmap)

    def roadmap_of_file(self, path: Path) -> Roadmap:
        """The draft roadmap of an answers file.

        Raises:
            InputFaults: with every fault of the file, each with its line.
        """
        given = read_answers(self.pack, path)
        return self.roadmap(given.answers, given.settings)

    def documents(self, roadmap: Roadmap, formats: Sequence[str]) -> dict[str, bytes]:
        """The roadmap in each of the formats: file name to content."""
        return render(roadmap, self.pack, self.words.document, formats)

    def close(self) -> None:
        """Let go of database and index."""
        if self._store is not None:
            self._store.close()


def build_advisor(settings: Settings | None = None) -> Advisor:
    """The advisor of an installation.

    Raises:
        AdvisorError: when there is no knowledge pack, or it has faults.
    """
    settings = settings or Settings()
    return Advisor(settings, load_pack(settings.knowledge), load_words(settings.prompts))
