"""Answers from the material and from the office's own documents.

Retrieval is imported where it is first used: its libraries take seconds to load, and the first page
does not need them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from advisor.bootstrap.parts import Parts
from advisor.content import load_mapping, load_record, load_records
from advisor.errors import AdvisorError
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Deck, NoteBlock

if TYPE_CHECKING:
    from advisor.model.documents import Receipt
    from advisor.model.gaps import Gap
    from advisor.retrieval import Material
    from advisor.retrieval.desk import Desk
    from advisor.retrieval.hosting import Hosting
    from advisor.retrieval.sources import Library, SourceWords

Progress = Callable[[str, int, int], None]


@dataclass
class Answering(Parts):
    """The part of the advisor that reads and answers."""

    _material: Material | None = None
    _indexing: Lock = field(default_factory=Lock)
    _unfit: str = ""

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

    def evaluate(self) -> dict[str, Any]:
        """The rates of question answering on the shipped question set."""
        from advisor.retrieval import evaluate
        from advisor.retrieval.evaluation import Case

        cases = load_records(self.settings.knowledge / "evaluation", Case)
        return evaluate(self.material, cases)
