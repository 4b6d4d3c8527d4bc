"""The index on disk, as it is read: vectors in Chroma, BM25, the words' worth."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from advisor.errors import AdvisorError
from advisor.model.content import Deck
from advisor.retrieval.embedding import Encoder, OnnxEncoder, Query, Vectors, model_id
from advisor.retrieval.hosting import BESIDE, Hosting
from advisor.retrieval.lexical import Lexical, Scores
from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.passages import Library, fingerprint
from advisor.retrieval.rows import Rows
from advisor.retrieval.transformer import TransformerEncoder

FORMAT = 3
CURRENT = "current.json"


def is_fresh(
    folder: Path,
    decks: Sequence[Deck],
    model_folder: Path | None = None,
    hosting: Hosting = BESIDE,
) -> bool:
    """Whether the index in the folder is whole and made from exactly these sources and this model.

    Raises:
        AdvisorError: when the Chroma server does not answer.
    """
    manifest = manifest_of(folder)
    return (
        bool(manifest)
        and manifest["sources"] == sources_of(decks, model_id(model_folder))
        and manifest["server"] == bool(hosting.server)
        and (not manifest["exported"] or _card(folder, manifest).is_file())
        and hosting.holds(folder / manifest["build"], manifest["passages"])
    )


def current_build(folder: Path) -> str:
    """The name of the build that readers should have open; empty when there is none."""
    try:
        name: str = json.loads((folder / CURRENT).read_text(encoding="utf-8"))["build"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return name


def originals_of(folder: Path) -> dict[str, str]:
    """The office's documents that the current index holds: id to title."""
    held: dict[str, str] = manifest_of(folder).get("originals", {})
    return held


class Index:
    """An open index; safe to read from several threads.

    Args:
        folder: where indexes are kept.
        encoder: takes the place of the model (tests).
        hosting: where vectors and exported models are kept.

    Raises:
        AdvisorError: when there is no index, it does not belong to this version, or the Chroma
            server does not answer.
    """

    def __init__(
        self, folder: Path, encoder: Encoder | None = None, hosting: Hosting = BESIDE
    ) -> None:
        manifest = manifest_of(folder)
        if not manifest:
            raise AdvisorError(
                "There is no index of the workshop material yet.",
                "Run 'python -m advisor index' to build it.",
            )
        _one_thread()
        here = folder / manifest["build"]
        self.build: str = manifest["build"]
        self.model: str = manifest["model"]
        self.sources: str = manifest["sources"]
        self._noted: str = manifest["notes"]
        self.encoder = encoder or _encoder(folder, manifest)
        if self.encoder.model != self.model:
            raise AdvisorError(
                "The index was built with another embedding model.",
                "Run 'python -m advisor index' to build it again.",
            )
        text = (here / "library.json").read_text(encoding="utf-8")
        self.library = Library.model_validate_json(text)
        text = (here / "lexicon.json").read_text(encoding="utf-8")
        self.lexicon = Lexicon.model_validate_json(text)
        self._neighbours = hosting.open(here)
        self.lexical = Lexical.load(here / "lexical")
        self.parts = Lexical.load(here / "parts")
        self._rows = Rows.load(here)
        self.vectors: Vectors = self._rows.vectors
        self.noted = np.array([noted for _, noted in self.library.texts], dtype=bool)

    def must_hold(self, decks: Sequence[Deck]) -> None:
        """Raise an AdvisorError unless the index was made from the notes among these sources.

        The office's own documents may have changed since: the old index serves until the new one
        is built.
        """
        if self._noted != notes_of(decks, self.model):
            raise AdvisorError(
                "The index is older than the workshop material.",
                "Run 'python -m advisor index' to bring it up to date.",
            )

    def query(self, text: str) -> Query:
        """A question as vectors, for the notes and for other documents, as far as there are any."""
        return Query(
            adapted=self.encoder.questions([text])[0] if self.noted.any() else None,
            plain=self.encoder.meanings([text])[0] if not self.noted.all() else None,
        )

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """The passages nearest to a vector, by cosine, from Chroma."""
        return self._neighbours.nearest(vector, min(count, len(self.library.passages)))

    def near(self, query: Query, count: int) -> list[int]:
        """The passages nearest to a question: notes, and so many other documents."""
        return [
            at
            for noted, one in ((True, query.adapted), (False, query.plain))
            if one is not None
            for at in self.nearest(one.vector, count)
            if self.noted[at] == noted
        ]

    def cosine(self, query: Query) -> Scores:
        """The cosine of a question with each passage."""
        found = np.zeros(len(self.vectors), dtype=np.float32)
        for noted, one in ((self.noted, query.adapted), (~self.noted, query.plain)):
            if one is not None:
                found = np.where(noted, self.vectors @ one.vector, found)
        return found

    def tokens(self, passage: int) -> Vectors:
        """The vectors of a passage's tokens."""
        return self._rows.tokens_of(passage)


def _one_thread() -> None:
    """Keep numpy's products to one thread: a question is too small a job to share out.

    On shared cores the threads wait for each other: four times the processor's time was measured.
    """
    ThreadpoolController().select(internal_api="openblas").limit(limits=1)


def _card(folder: Path, manifest: dict[str, Any]) -> Path:
    """What is written last of an exported model; the manifest names its folder from the index."""
    exported: str = manifest["exported"]
    return folder / exported / "card.json"


def _encoder(folder: Path, manifest: dict[str, Any]) -> Encoder:
    if not manifest["exported"]:
        own = manifest["model_folder"]
        return TransformerEncoder(Path(own) if own else None)
    card = _card(folder, manifest)
    if not card.is_file():
        raise AdvisorError(
            "The index's copy of the embedding model is gone.",
            "Run 'python -m advisor index' to make it again.",
        )
    return OnnxEncoder(card.parent)


def notes_of(decks: Sequence[Deck], model: str) -> str:
    """A hash over the notes among the sources, and the model."""
    return sources_of([deck for deck in decks if deck.origin == "note"], model)


def sources_of(decks: Sequence[Deck], model: str) -> str:
    """A hash over all sources and the model."""
    return fingerprint(decks, f"{model} {FORMAT}")


def manifest_of(folder: Path) -> dict[str, Any]:
    """What the current index was made from; empty when there is none that can be read."""
    try:
        build = json.loads((folder / CURRENT).read_text(encoding="utf-8"))["build"]
        manifest = json.loads((folder / build / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {**manifest, "build": build} if manifest.get("format") == FORMAT else {}
