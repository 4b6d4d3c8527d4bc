"""Joins the real parts into one advisor; nothing else constructs a database, an index or a model.

Retrieval and documents are imported where they are first used: their libraries take seconds to
load, and the first page does not need them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from advisor.config import Settings
from advisor.content import (
    RoomWords,
    load_mapping,
    load_pack,
    load_record,
    load_records,
    read_answers,
    read_room,
    room_template,
)
from advisor.dialogue import (
    Phrases,
    TranscriptForm,
    Understanding,
    Words,
    opening,
    take_turn,
    transcript,
)
from advisor.errors import AdvisorError
from advisor.facilitation import Facilitation
from advisor.model.answers import Answers, Event, fold, shown_value
from advisor.model.carrying import carrying_events, plain_value, told
from advisor.model.choices import SmartLetter
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Deck, KnowledgePack, NoteBlock, Question
from advisor.model.conversation import Button, Turn
from advisor.model.planning import fold_settings, undo_events
from advisor.model.roadmap import Comparison, PlannedAction, PlanSettings, Roadmap
from advisor.model.room import Room
from advisor.planning import Planning
from advisor.roadmap import (
    STEPS,
    RoadmapWords,
    compare,
    draft,
    next_events,
    plan_events,
    session_draft,
    session_settings,
)
from advisor.roadmap.smart import measure_of, retyped, smart
from advisor.store import Overtaken, Store
from advisor.workshop import together

if TYPE_CHECKING:
    from advisor.model.documents import Receipt
    from advisor.model.gaps import Gap
    from advisor.retrieval import Material
    from advisor.retrieval.desk import Desk
    from advisor.retrieval.hosting import Hosting
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
    _indexing: Lock = field(default_factory=Lock)
    _unfit: str = ""

    @property
    def store(self) -> Store:
        """The log of sessions, opened when it is first needed."""
        with self._opening:
            if self._store is None:
                self._store = Store(self.settings.database)
            return self._store

    @property
    def material(self) -> Material:
        """The material, opened when it is first needed and again when there is a newer index.

        Whoever asks while another opens the newer index is answered from the one before.

        Raises:
            AdvisorError: when there is no index yet, or the Chroma server does not answer.
        """
        from advisor.retrieval import Material
        from advisor.retrieval.index import current_build

        held = self._material
        build = current_build(self.settings.index)
        if held is not None and build in (held.index.build, self._unfit, ""):
            return held
        if not self._indexing.acquire(blocking=held is None):
            return held or self.material
        try:
            if self._material is held:
                words = load_mapping(self.settings.prompts / "material.yaml")
                self._material = Material.open(
                    self.settings.index, self.pack.decks, words, hosting=self.hosting
                )
        except AdvisorError:
            if held is None:
                raise
            self._unfit = build  # of newer knowledge than this process has read
        finally:
            self._indexing.release()
        return self.material

    @cached_property
    def hosting(self) -> Hosting:
        """Where the vectors and the exported models are kept."""
        from advisor.retrieval.hosting import Hosting

        own = self.settings
        return Hosting(models=own.models, server=own.chroma_url, office=own.office)

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

    @cached_property
    def desk(self) -> Desk:
        """The office's own documents as a person handles them."""
        from advisor.retrieval.desk import Desk
        from advisor.retrieval.index import originals_of
        from advisor.retrieval.rebuild import Rebuild

        return Desk(
            library=self.library,
            words=self.source_words,
            live=lambda: originals_of(self.settings.index),
            rebuild=Rebuild(self.settings.environment()),
        )

    def note_of(self, source: str, slide: str) -> tuple[NoteBlock, ...]:
        """What stands where a citation points: a note on a slide, or a page of a document."""
        note = self.pack.slide.get(f"{source}/{slide}")
        return note.blocks if note is not None else self.desk.passage(source, slide)

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
        """The reply to a question to the workshop material; a refusal is noted as a gap."""
        found = self.material.answer(question, previous)
        if found.abstained and any(one.isalnum() for one in question):
            with suppress(AdvisorError):  # what cannot be noted is still answered
                self.store.note_gap(self.settings.office, question, previous or "", found.nearest)
        return found

    def gaps(self) -> tuple[Gap, ...]:
        """The questions that the material could not answer, the most frequent first."""
        from advisor.retrieval.gaps import gaps_of

        return gaps_of(self.store.gap_notes(self.settings.office))

    def gaps_table(self) -> bytes:
        """The same as a CSV file."""
        from advisor.retrieval.gaps import csv_of

        return csv_of(self.gaps(), self.page["documents"]["gap_columns"])

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        """How close a text is in meaning to each of the choices, from -1 to 1."""
        return self.material.similarity(text, choices)

    def build_index(self, progress: Progress | None = None) -> bool:
        """Build the index unless it is fresh; true when it was built.

        Waits while another process builds it.
        """
        from advisor.retrieval import build_index, is_fresh
        from advisor.retrieval.building import sole_writer

        folder, model = self.settings.index, self.settings.model
        with sole_writer(folder):
            sources = self.sources()
            if is_fresh(folder, sources, model, self.hosting):
                return False
            build_index(sources, folder, model, progress, hosting=self.hosting)
        return True

    def start(self, name: str = "") -> str:
        """A new session, under this name if one is given."""
        return self.store.create(self.pack.version, self.pack.hash, name)

    def open(self, session: str, at: str = "") -> Turn:
        """Greet, or take up a session where it was left; `at` opens it at a question."""
        now = self.store.now()
        return self._committed(
            session, lambda log: opening(self.pack, self.dialogue, log, at=at, now=now)
        )

    def turn(self, session: str, said: str | Button) -> Turn:
        """One turn of the conversation; its events are on the disk when this returns."""
        now = self.store.now()

        def made(log: tuple[Event, ...]) -> Turn:
            return take_turn(self.pack, self.dialogue, log, said, _InSession(self, log), now=now)

        return self._committed(session, made)

    def _committed(self, session: str, make: Callable[[tuple[Event, ...]], Turn]) -> Turn:
        """Make a turn from the log and append its events; again when another tab was faster."""
        made: list[Turn] = []

        def events(log: tuple[Event, ...]) -> tuple[Event, ...]:
            made.append(make(log))
            return tuple(made[-1].events)

        self._appended(session, events)
        return made[-1]

    def _appended(
        self, session: str, make: Callable[[tuple[Event, ...]], tuple[Event, ...]]
    ) -> tuple[Event, ...]:
        """Make events from the log and append them; again when another tab was faster."""
        for _ in range(_TRIES):
            log = self.log(session)
            events = make(log)
            try:
                if events:
                    self.store.append(session, events, after=len(log))
            except Overtaken:
                continue
            return events
        raise _written_elsewhere()

    def transcript(self, session: str, form: TranscriptForm = "text") -> str:
        """The whole conversation of a session, each turn with what it recorded."""
        return transcript(self.pack, self.dialogue.phrases, self.log(session), form)

    def log(self, session: str) -> tuple[Event, ...]:
        """All that was said and answered in a session, carried over to the pack as it stands."""
        for _ in range(_TRIES):
            log = self.store.log(session)
            events = carrying_events(self.pack, log)
            if not events:
                return log
            with suppress(Overtaken):
                self.store.append(session, events, after=len(log))
        raise _written_elsewhere()

    def changes_told(self, session: str) -> tuple[str, ...]:
        """What a newer pack did to answers of a session, until they are given anew."""
        say, found = self.page["carried"], told(self.pack, self.log(session))
        return tuple(
            str(say["asked_again" if one.now is None else "carried"])
            .format(
                label=one.question.label,
                was=plain_value(one.question, one.was.value),
                now="" if one.now is None else shown_value(one.question, one.now.value),
                because=one.because,
            )
            .strip()
            for one in found
        )

    def answers(self, session: str) -> Answers:
        """The answers that stand in a session."""
        return fold(self.log(session))[0]

    def roadmap(self, answers: Answers, settings: PlanSettings | None = None) -> Roadmap:
        """The draft roadmap of these answers; settings are read from them when none are given."""
        return draft(self.pack, answers, settings, words=self.roadmap_words)

    def draft_of(
        self,
        session: str,
        changes: Mapping[str, Any] | None = None,
        *,
        steps: int = STEPS,
        upto: int | None = None,
    ) -> Roadmap:
        """The draft of a session as its answers and choices stand.

        Args:
            session: the session.
            changes: settings that are tried and not stored, as for `set_plan`.
            steps: how long the search for a better plan goes on.
            upto: how many entries of its log count, for a draft as it was; None is all.

        Raises:
            AdvisorError: when a change cannot be taken.
        """
        log = self.log(session)[:upto]
        views = self.facilitation.views(log)
        return session_draft(
            self.pack,
            log,
            self.roadmap_words,
            changes,
            steps=steps,
            spreads=views.spreads,
            score_spreads=views.scores,
        )

    @cached_property
    def planning(self) -> Planning:
        """The plans as people work on them: decisions, results, earlier drafts."""
        return Planning(self.pack, self)

    @cached_property
    def facilitation(self) -> Facilitation:
        """The workshops in which many respondents answer."""
        return Facilitation(self.store, self.pack, str(self.page["workshop"]["unnamed"]))

    def room_template(self, room: Room) -> bytes:
        """The workbook in which a room's answers can be collected."""
        asked = [self.pack.question[one] for one in room.questions]
        return room_template(asked, self._room_words)

    def room_answers(self, path: Path) -> dict[str, Answers]:
        """The answers of each respondent in a table, by name.

        Raises:
            AdvisorError: when the file is no table, or has faults, each with row and column.
        """
        return read_room(self.pack, path, self._room_words)

    @property
    def _room_words(self) -> RoomWords:
        return RoomWords.model_validate(self.page["workshop"]["table"])

    def roadmap_of_room(self, views: Mapping[str, Answers]) -> Roadmap:
        """The draft roadmap of many respondents, with the views that differ."""
        joint = together(self.pack, views)
        return draft(
            self.pack,
            joint.answers,
            words=self.roadmap_words,
            spreads=joint.spreads,
            score_spreads=joint.scores,
        )

    def plan_given(self, session: str) -> dict[str, Any]:
        """The settings that a session was given, in the shape of an answers file's `settings:`."""
        return fold_settings(self.log(session))

    def set_plan(self, session: str, changes: Mapping[str, Any], by: str = "") -> None:
        """Change settings of a session's plan, all of them or none.

        Args:
            session: the session.
            changes: settings, or one record of them as in 'choices.A101'; None takes one back.
            by: who decides.

        Raises:
            AdvisorError: with a sentence for each change that cannot be taken; nothing is written.
        """
        self._appended(session, lambda log: plan_events(self.pack, log, changes, by))

    def undo_plan(self, session: str) -> bool:
        """Take back the last change of settings; false when there is none left."""
        return bool(self._appended(session, undo_events))

    def next_cycle(self, session: str) -> str:
        """A new session that opens with what the last one said, decided and reached."""
        events = next_events(self.pack, self.store.log(session), self.roadmap_words)
        made = self.start()
        self.store.append(made, events, after=0)
        return made

    def compared(self, before: Roadmap, after: Roadmap) -> Comparison:
        """What came, went and moved between two drafts, and what caused it."""
        return compare(self.pack, before, after)

    def roadmap_of_record(self, data: bytes, beside: Roadmap) -> Roadmap:
        """The plan of a `roadmap.json`, to be compared with another one.

        Raises:
            AdvisorError: when it is no such file.
        """
        from advisor.documents.record_back import read_record

        return read_record(data, beside)

    def waited_for(self, roadmap: Roadmap) -> tuple[tuple[Question, int], ...]:
        """Open questions with how many rules wait for each, the most wanted first."""
        waits = Counter(one for firing in roadmap.open_rules for one in firing.missing)
        order = {question.id: at for at, question in enumerate(self.pack.questions)}
        known = sorted((one for one in waits if one in order), key=lambda x: (-waits[x], order[x]))
        return tuple((self.pack.question[one], waits[one]) for one in known)

    def summary(self, answers: Answers, given: Mapping[str, Any] | None = None) -> str:
        """The plan so far in a few lines, for the conversation; `given` are its settings."""
        say = self.page["summary"]
        settings = session_settings(self.pack, answers, given or {})
        roadmap = draft(self.pack, answers, settings, words=self.roadmap_words, steps=0)
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

    def answers_of_file(self, path: Path) -> Answers:
        """The answers of an answers file, its settings left aside.

        Raises:
            InputFaults: with every fault of the file, each with its line.
        """
        return read_answers(self.pack, path).answers

    def documents(self, roadmap: Roadmap, formats: Sequence[str]) -> dict[str, bytes]:
        """The roadmap in each of the formats: file name to content."""
        _import_pandas()
        from advisor.documents import DocumentWords, render

        words = load_record(self.settings.prompts / "document.yaml", DocumentWords)
        return render(roadmap, self.pack, words, formats)

    def smart_letters(
        self,
        action: PlannedAction,
        typed: Mapping[str, str] | None = None,
        settings: PlanSettings | None = None,
    ) -> tuple[SmartLetter, ...]:
        """The SMART check of an action's indicator, with what is typed in place of what stands.

        Args:
            action: the planned action.
            typed: texts by the names of `Measure`: name, unit, method, baseline, target, due.
            settings: the plan's, for the day it starts.
        """
        measure = measure_of(self.pack, settings or PlanSettings(), action)
        return smart(retyped(measure, typed or {}), self.roadmap_words.smart)

    def read_workbook(self, data: bytes, roadmap: Roadmap) -> dict[str, Any]:
        """What an edited workbook changes in a plan, as `set_plan` takes it; empty for nothing.

        Raises:
            AdvisorError: for a file that is no workbook of this advisor, or with all its faults.
        """
        from advisor.documents import DocumentWords
        from advisor.documents.book.back import changes_of
        from advisor.documents.reading import Reading

        words = load_record(self.settings.prompts / "document.yaml", DocumentWords)
        return changes_of(Reading(roadmap, self.pack, words), data)

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


@dataclass(frozen=True)
class _InSession:
    """What the dialogue asks of the rooms around it, for the conversation of one log."""

    advisor: Advisor
    log: tuple[Event, ...]

    def answer(self, question: str, previous: str | None) -> MaterialAnswer:
        return self.advisor.answer(question, previous)

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        return self.advisor.similarity(text, choices)

    def summary(self, answers: Answers) -> str:
        return self.advisor.summary(answers, fold_settings(self.log))


def _written_elsewhere() -> AdvisorError:
    return AdvisorError(
        "This conversation is being written to from another place at the same time.",
        "Close the other window, then send it again.",
    )


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
        pack=load_pack(settings.knowledge, settings.items),
        dialogue=Words(
            phrases=load_record(prompts / "phrases.yaml", Phrases),
            understanding=load_record(prompts / "understanding.yaml", Understanding),
        ),
        roadmap_words=load_record(prompts / "roadmap.yaml", RoadmapWords),
        page=load_mapping(prompts / "page.yaml"),
    )
