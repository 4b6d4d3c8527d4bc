"""The office's documents as a person handles them: read, looked at, approved, put into use."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from advisor.errors import AdvisorError
from advisor.model.content import NoteBlock
from advisor.model.documents import Receipt, SourceDocument
from advisor.model.frozen import Frozen
from advisor.retrieval.library import Library
from advisor.retrieval.originals import blocks_of
from advisor.retrieval.rebuild import Progress, Rebuild
from advisor.retrieval.source_words import SourceWords
from advisor.retrieval.sources import LIMITS, Limits, read_document, refused_receipt

Use = Literal["waiting", "approved", "live"]


class Entry(Frozen):
    """A document and whether it is quoted: waiting for approval, approved, or live in the index.

    `replaces` is the title of the document whose place it takes.
    """

    document: SourceDocument
    use: Use
    replaces: str = ""


class Desk:
    """What pages and command line do with an office's documents.

    Args:
        library: the office's documents.
        words: what is said about them.
        live: gives the documents that the index holds, id to title.
        rebuild: builds the index.
        limits: what reading one document may take.
    """

    def __init__(
        self,
        library: Library,
        words: SourceWords,
        live: Callable[[], Mapping[str, str]],
        rebuild: Rebuild,
        limits: Limits = LIMITS,
    ) -> None:
        self.library = library
        self.words = words
        self._live = live
        self._rebuild = rebuild
        self._limits = limits

    def take(self, source: Path | bytes, name: str, replaces: str = "") -> tuple[str, Receipt]:
        """Read a document into the library, where it waits to be approved.

        Args:
            source: the file, or its bytes.
            name: what the user calls it, with its ending.
            replaces: the id of the document whose place it is to take.

        Returns:
            Its id and its receipt; the id is empty when it was refused, and nothing has changed.
        """
        try:
            found = read_document(source, name, self.words, self._limits)
            added = self.library.replace(replaces, found) if replaces else self.library.add(found)
        except AdvisorError as fault:
            return "", refused_receipt(name, fault)
        return added.id, added.receipt

    def entries(self) -> tuple[Entry, ...]:
        """All documents: those that wait for a person first, then by title."""
        live = self._live()
        documents = self.library.documents()
        titles = {one.id: one.title for one in documents}
        entries = [
            Entry(document=one, use=_use(one, live), replaces=titles.get(one.replaces, ""))
            for one in documents
        ]
        return tuple(
            sorted(
                entries,
                key=lambda one: (one.use != "waiting", one.document.title, one.document.id),
            )
        )

    def coming(self) -> tuple[str, ...]:
        """The titles of approved documents that the index does not hold yet."""
        return tuple(one.document.title for one in self.entries() if one.use == "approved")

    def leaving(self) -> tuple[str, ...]:
        """The titles of documents that the index still holds and the library does not."""
        approved = {one.id for one in self.library.approved()}
        return tuple(title for one, title in sorted(self._live().items()) if one not in approved)

    def put_into_use(self) -> None:
        """Begin to build the index of what is approved; until it is there the old one answers."""
        self._rebuild.start()

    @property
    def progress(self) -> Progress:
        """How far the index is that is being built."""
        return self._rebuild.progress

    def passage(self, document_id: str, where: str) -> tuple[NoteBlock, ...]:
        """The page or slide that a citation names; empty when the library has it no more."""
        known = {one.id: one for one in self.library.documents()}
        document = known.get(document_id)
        units = document.units if document else ()
        return next((blocks_of(one.text) for one in units if one.where == where), ())


def _use(document: SourceDocument, live: Mapping[str, str]) -> Use:
    if document.state == "waiting":
        return "waiting"
    return "live" if document.id in live else "approved"
