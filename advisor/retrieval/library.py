"""The documents that one office has added: a folder each, written whole or not at all."""

import hashlib
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

from pydantic import ValidationError

from advisor.errors import AdvisorError, did_you_mean
from advisor.model.documents import SourceDocument
from advisor.retrieval.source_words import SourceWords

_RECORD = "document.json"
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_SLUG_LENGTH = 40


class Library:
    """The documents of one office.

    A document waits until it is approved; only approved ones are quoted. Each change is one
    rename, so that a reader sees the old state or the new one, and an interrupted change is none.

    Args:
        folder: of this office alone; made when the first document is added.
        words: for what is refused.
    """

    def __init__(self, folder: Path, words: SourceWords) -> None:
        self.folder = folder
        self._words = words
        self._known: dict[str, tuple[tuple[int, int, int], SourceDocument]] = {}

    @classmethod
    def of_office(cls, root: Path, office: str, words: SourceWords) -> "Library":
        """The library of an office under a common folder; no two offices share one.

        Args:
            root: holds a folder for each office.
            office: the office's id or name, in any characters.
            words: for what is refused.
        """
        mark = hashlib.sha256(office.encode()).hexdigest()[:12]
        return cls(root / f"{slug(office)}-{mark}", words)

    def documents(self) -> tuple[SourceDocument, ...]:
        """All documents in the order of their ids, without their original files.

        Raises:
            AdvisorError: when a record was damaged from outside.
        """
        if not self.folder.is_dir():
            return ()
        found = [
            self._read(path)
            for path in sorted(self.folder.iterdir())
            if _ID.fullmatch(path.name) and path.is_dir()
        ]
        known = [one for one in found if one is not None]
        replaced = {one.replaces for one in known if one.state == "approved"}
        return tuple(one for one in known if one.id not in replaced)

    def approved(self) -> tuple[SourceDocument, ...]:
        """The documents that may be quoted."""
        return tuple(one for one in self.documents() if one.state == "approved")

    def document(self, document_id: str) -> SourceDocument:
        """One document.

        Raises:
            AdvisorError: when there is none of that id.
        """
        known = {one.id: one for one in self.documents()}
        if document_id not in known:
            hint = did_you_mean(document_id, known)
            raise self._words.error("unknown", name=document_id, hint=hint)
        return known[document_id]

    def original(self, document_id: str) -> bytes:
        """The file as it was added.

        Raises:
            AdvisorError: when there is no such document, or its file is gone.
        """
        document = self.document(document_id)
        try:
            return _original(self.folder / document.id, document).read_bytes()
        except OSError as fault:
            raise self._words.error("record", name=document.name) from fault

    def add(self, document: SourceDocument) -> SourceDocument:
        """Take a document in; it waits for approval.

        Raises:
            AdvisorError: when a document with the same bytes or the same words is there already,
                or the folder cannot be written.
        """
        if hashlib.sha256(document.original).hexdigest() != document.sha256:
            raise ValueError("a document is added with the file it was read from")
        for other in self.documents():
            if document.sha256 == other.sha256 or document.text_sha256 == other.text_sha256:
                raise self._duplicate(document, other)
        document = document.model_copy(update={"state": "waiting"})
        try:
            self._write(document)
        except OSError as fault:
            raise self._unwritable(document.name, fault) from fault
        return document

    def replace(self, document_id: str, document: SourceDocument) -> SourceDocument:
        """Take in a new version; the old one stays live until the new one is approved.

        Raises:
            AdvisorError: as `add` does, and when there is no document of that id.
        """
        old = self.document(document_id)
        waiting = [one.id for one in self.documents() if one.replaces == old.id]
        added = self.add(document.model_copy(update={"replaces": old.id}))
        for earlier in waiting:
            self.remove(earlier)
        return added

    def approve(self, document_id: str) -> SourceDocument:
        """Let a document be quoted from the next index on; what it replaces goes.

        Raises:
            AdvisorError: when there is none of that id, or the folder cannot be written.
        """
        document = self.document(document_id).model_copy(update={"state": "approved"})
        folder = self.folder / document.id
        part = folder / f".{_RECORD}.part"
        try:
            part.write_text(document.model_dump_json(), encoding="utf-8")
            part.replace(folder / _RECORD)
            if document.replaces:
                self._discard(document.replaces)
        except OSError as fault:
            raise self._unwritable(document.name, fault) from fault
        return document

    def remove(self, document_id: str) -> None:
        """Take a document out, with its file.

        Raises:
            AdvisorError: when there is none of that id, or the folder cannot be written.
        """
        document = self.document(document_id)
        try:
            self._discard(document.id)
        except OSError as fault:
            raise self._unwritable(document.name, fault) from fault

    def _write(self, document: SourceDocument) -> None:
        """Write a document beside the others, then rename it into its place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=self.folder))
        try:
            _original(part, document).write_bytes(document.original)
            (part / _RECORD).write_text(document.model_dump_json(), encoding="utf-8")
            part.rename(self.folder / document.id)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _discard(self, document_id: str) -> None:
        """Rename a document out of sight, then delete it."""
        target = self.folder / document_id
        if target.is_dir():
            gone = Path(tempfile.mkdtemp(prefix=".gone-", dir=self.folder))
            target.rename(gone / document_id)
            shutil.rmtree(gone, ignore_errors=True)

    def _read(self, folder: Path) -> SourceDocument | None:
        """A document's record, read again when it has changed; None when it is gone by now."""
        try:
            state = (folder / _RECORD).stat()
            mark = state.st_mtime_ns, state.st_size, state.st_ino
            known = self._known.get(folder.name)
            if known is not None and known[0] == mark:
                return known[1]
            text = (folder / _RECORD).read_text(encoding="utf-8")
            document = SourceDocument.model_validate_json(text)
        except (OSError, UnicodeDecodeError, ValidationError) as fault:
            if not folder.exists():
                return None
            raise self._words.error("record", name=folder.name) from fault
        if document.id != folder.name:
            raise self._words.error("record", name=folder.name)
        self._known[folder.name] = mark, document
        return document

    def _duplicate(self, document: SourceDocument, other: SourceDocument) -> AdvisorError:
        return self._words.error(
            "duplicate", name=document.name, other=other.name, state=other.state
        )

    def _unwritable(self, name: str, fault: OSError) -> AdvisorError:
        why = (fault.strerror or str(fault)).lower()
        return self._words.error("unwritable", name=name, why=why)


def slug(text: str) -> str:
    """A name in small letters, figures and hyphens, as part of an id."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or "document"


def _original(folder: Path, document: SourceDocument) -> Path:
    return folder / f"original.{document.kind}"
