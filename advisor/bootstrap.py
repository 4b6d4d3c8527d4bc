"""Joins the real parts into one advisor; nothing else constructs a database, an index or a model.

Retrieval and documents are imported where they are first used: their libraries take seconds to
load, and the first page does not need them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from advisor.config import Settings
from advisor.content import load_mapping, load_pack, load_record, load_records, read_answers
from advisor.dialogue import Phrases, Understanding, Words, opening, take_turn
from advisor.errors import AdvisorError
from advisor.model.answers import Answers, Event, fold
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Deck, KnowledgePack, Question
from advisor.model.conversation import Button, Turn
from advisor.model.roadmap import PlanSettings, Roadmap
from advisor.roadmap import RoadmapWords, draft
from advisor.store import Overtaken, Store

if TYPE_CHECKING:
    from advisor.model.documents import Receipt
    from advisor.retrieval import Material
    from advisor.retrieval.sources import Library, SourceWords

Progress = Callable[[str, int, int], None]
_TRIES = 5
_SHOWN = 5


@dataclass
class Advisor:
    """The product's face to page and command line."""

    settings: Settings
    pack: KnowledgePack
    dialogue: Words
    roadmap_words: RoadmapWords
    page: dict[str, Any]
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
        """The workshop material, opened when it is first needed.

        Raises:
            AdvisorError: when there is no index yet.
        """
        from advisor.retrieval import Material

        with self._opening:
            if self._material is None:
                words = load_mapping(self.settings.prompts / "material.yaml")
                self._material = Material.open(self.settings.index, self.sources(), words)
            return self._material

    def sources(self) -> tuple[Deck, ...]:
        """What is searched: the notes on the decks, and the office's own approved documents."""
        from advisor.retrieval.sources import decks_of

        return (*self.pack.decks, *decks_of(self.library))

    @cached_property
    def source_words(self) -> SourceWords:
        """The wording of receipts and refusals of documents."""
        from advisor.retrieval.sources import SourceWords

        return load_record(self.settings.prompts / "sources.yaml", SourceWords)

    @cached_property
    def library(self) -> Library:
        """The office's own documents."""
        from advisor.retrieval.sources import Library

        return Library.of_office(self.settings.documents, self.settings.office, self.source_words)

    def add_documents(
        self, paths: Sequence[Path], progress: Progress | None = None
    ) -> Iterator[tuple[str, Receipt]]:
        """Read files and folders into the library, where they wait to be approved.

        Yields:
            The id of each document and its receipt; the id is empty where one was refused.
        """
        from advisor.model.documents import Receipt
        from advisor.retrieval.sources import read_paths, refused_receipt

        library = self.library
        for found in read_paths(paths, self.source_words, progress=progress):
            if isinstance(found, Receipt):
                yield "", found
                continue
            try:
                yield library.add(found).id, found.receipt
            except AdvisorError as fault:
                yield "", refused_receipt(found.name, fault)

    def answer(self, question: str, previous: str | None = None) -> MaterialAnswer:
        """The reply to a question to the workshop material."""
        return self.material.answer(question, previous)

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        """How close a text is in meaning to each of the choices, from -1 to 1."""
        return self.material.similarity(text, choices)

    def build_index(self, progress: Progress | None = None) -> bool:
        """Build the index unless it is fresh; true when it was built."""
        from advisor.retrieval import build_index, is_fresh

        sources = self.sources()
        if is_fresh(self.settings.index, sources):
            return False
        build_index(sources, self.settings.index, progress=progress)
        self._material = None
        return True

    def start(self, name: str = "") -> str:
        """A new session, under this name if one is given."""
        return self.store.create(self.pack.version, self.pack.hash, name)

    def open(self, session: str, at: str = "") -> Turn:
        """Greet, or take up a session where it was left; `at` opens it at a question."""
        return self._committed(session, lambda log: opening(self.pack, self.dialogue, log, at=at))

    def turn(self, session: str, said: str | Button) -> Turn:
        """One turn of the conversation; its events are on the disk when this returns."""
        return self._committed(
            session, lambda log: take_turn(self.pack, self.dialogue, log, said, self)
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

    def log(self, session: str) -> tuple[Event, ...]:
        """All that was said and answered in a session."""
        return self.store.log(session)

    def answers(self, session: str) -> Answers:
        """The answers that stand in a session."""
        return fold(self.store.log(session))[0]

    def roadmap(self, answers: Answers, settings: PlanSettings | None = None) -> Roadmap:
        """The draft roadmap of these answers; settings are read from them when none are given."""
        return draft(self.pack, answers, settings, words=self.roadmap_words)

    def waited_for(self, roadmap: Roadmap) -> tuple[tuple[Question, int], ...]:
        """Open questions with how many rules wait for each, the most wanted first."""
        waits = Counter(one for firing in roadmap.open_rules for one in firing.missing)
        order = {question.id: at for at, question in enumerate(self.pack.questions)}
        known = sorted((one for one in waits if one in order), key=lambda x: (-waits[x], order[x]))
        return tuple((self.pack.question[one], waits[one]) for one in known)

    def summary(self, answers: Answers) -> str:
        """The plan so far in a few lines, for the conversation."""
        say = self.page["summary"]
        roadmap = draft(self.pack, answers, words=self.roadmap_words, steps=0)
        if not roadmap.actions:
            return str(say["empty"])
        counts = {
            "actions": len(roadmap.actions),
            "risks": len(roadmap.risks),
            "open": len(roadmap.to_confirm),
        }
        first = sorted(roadmap.actions, key=lambda one: (one.priority, one.id))[:_SHOWN]
        lines = [say["line"].format(start=one.start, title=one.title) for one in first]
        return "\n".join([say["head"].format(**counts), *lines])

    def roadmap_of_file(self, path: Path) -> Roadmap:
        """The draft roadmap of an answers file.

        Raises:
            InputFaults: with every fault of the file, each with its line.
        """
        given = read_answers(self.pack, path)
        return self.roadmap(given.answers, given.settings)

    def documents(self, roadmap: Roadmap, formats: Sequence[str]) -> dict[str, bytes]:
        """The roadmap in each of the formats: file name to content."""
        _import_pandas()
        from advisor.documents import DocumentWords, render

        words = load_record(self.settings.prompts / "document.yaml", DocumentWords)
        return render(roadmap, self.pack, words, formats)

    def charts(self, roadmap: Roadmap) -> dict[str, dict[str, Any]]:
        """The charts of the documents: name to Vega-Lite specification, where there is one."""
        _import_pandas()
        from advisor.documents import DocumentWords
        from advisor.documents.charts import specifications
        from advisor.documents.reading import Reading

        words = load_record(self.settings.prompts / "document.yaml", DocumentWords)
        return specifications(Reading(roadmap, self.pack, words))

    def evaluate(self) -> dict[str, Any]:
        """The rates of question answering on the shipped question set."""
        from advisor.retrieval import evaluate
        from advisor.retrieval.evaluation import Case

        cases = load_records(self.settings.knowledge / "evaluation", Case)
        return evaluate(self.material, cases)


def _import_pandas() -> None:
    """Import pandas in full: Altair would take one that another thread has half imported."""
    import pandas  # noqa: F401


def build_advisor(settings: Settings | None = None) -> Advisor:
    """The advisor of an installation.

    Raises:
        AdvisorError: when there is no knowledge pack, or pack or wording have faults.
    """
    settings = settings or Settings()
    prompts = settings.prompts
    return Advisor(
        settings=settings,
        pack=load_pack(settings.knowledge),
        dialogue=Words(
            phrases=load_record(prompts / "phrases.yaml", Phrases),
            understanding=load_record(prompts / "understanding.yaml", Understanding),
        ),
        roadmap_words=load_record(prompts / "roadmap.yaml", RoadmapWords),
        page=load_mapping(prompts / "page.yaml"),
    )
