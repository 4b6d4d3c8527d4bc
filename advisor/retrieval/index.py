"""The index on disk: vectors in Chroma, BM25, the words' worth; built beside, then swapped."""

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError
from advisor.model.content import Deck
from advisor.retrieval.embedding import (
    Encoder,
    OnnxEncoder,
    Progress,
    Vectors,
    model_id,
)
from advisor.retrieval.lexicon import Lexicon, lexicon_of
from advisor.retrieval.passages import Library, fingerprint, library_of
from advisor.retrieval.transformer import TransformerEncoder, exported_encoder
from advisor.retrieval.words import bigrams_of, stems_of

_FORMAT = 1
_CURRENT = "current.json"
_COLLECTION = "passages"
_K1, _B = 0.9, 0.4
_TOKEN_SCALE = 127


def is_fresh(folder: Path, decks: Sequence[Deck], model_folder: Path | None = None) -> bool:
    """Whether the index in the folder was made from exactly these sources and this model."""
    manifest = _manifest(folder)
    return bool(manifest) and manifest["sources"] == _sources(decks, model_id(model_folder))


def build_index(
    decks: Sequence[Deck],
    folder: Path,
    model_folder: Path | None = None,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
) -> Path:
    """Build the index beside the one there is and put it in its place.

    Until the last step, readers see the old index; an interrupted build changes nothing.

    Args:
        decks: the sources.
        folder: where indexes are kept.
        model_folder: another embedding model than the packaged one.
        progress: is told the step, how far it is and of how much.
        encoder: takes the place of the model (tests).

    Returns:
        The folder of the new index.

    Raises:
        AdvisorError: when the folder cannot be written or the model cannot be loaded.
    """
    tell = progress or (lambda step, done, of: None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="part-", dir=folder))
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    try:
        tell("model", 0, 1)
        model = encoder or TransformerEncoder(model_folder)
        manifest = {
            "format": _FORMAT,
            "sources": _sources(decks, model.model),
            "model": model.model,
            "exported": _exported(folder, model),
        }
        tell("model", 1, 1)
        _write(part, library_of(decks), model, tell)
        (part / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return _swap(folder, part, manifest)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)


class Index:
    """An open index; safe to read from several threads.

    Args:
        folder: where indexes are kept.
        encoder: takes the place of the model (tests).

    Raises:
        AdvisorError: when there is no index, or it does not belong to this version.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        manifest = _manifest(folder)
        if not manifest:
            raise AdvisorError(
                "There is no index of the workshop material yet.",
                "Run 'python -m advisor index' to build it.",
            )
        here = folder / manifest["build"]
        self.model: str = manifest["model"]
        self.sources: str = manifest["sources"]
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
        self._collection = _chroma(here / "chroma").get_collection(
            _COLLECTION, embedding_function=None
        )
        self._words = bm25s.BM25.load(here / "words", mmap=False)
        self._pairs = bm25s.BM25.load(here / "pairs", mmap=False)
        self._pairs_found: dict[str, int] = json.loads(
            (here / "pairs.json").read_text(encoding="utf-8")
        )
        self.vectors: Vectors = np.load(here / "vectors.npy", mmap_mode="r")
        self._tokens: NDArray[np.int8] = np.load(here / "tokens.npy", mmap_mode="r")
        self._starts: NDArray[np.int64] = np.load(here / "starts.npy")

    def must_hold(self, decks: Sequence[Deck]) -> None:
        """Raise an AdvisorError unless the index was made from these sources."""
        if self.sources != _sources(decks, self.model):
            raise AdvisorError(
                "The index is older than the workshop material.",
                "Run 'python -m advisor index' to bring it up to date.",
            )

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """The passages nearest to a vector, by cosine, from Chroma."""
        count = min(count, len(self.library.passages))
        found = self._collection.query(
            query_embeddings=[vector.tolist()], n_results=count, include=[]
        )
        return [int(one) for one in found["ids"][0]]

    def word_scores(self, stem: str) -> NDArray[np.float32]:
        """BM25 of one word in every passage, at most the word's rarity."""
        return _scores(self._words, stem, len(self.library.passages))

    def pair_scores(self, pair: str) -> NDArray[np.float32]:
        """BM25 of two neighbouring words in every passage."""
        return _scores(self._pairs, pair, len(self.library.passages))

    def pair_rarity(self, pair: str) -> float:
        """The inverse document frequency of two neighbouring words."""
        found = self._pairs_found.get(pair, 0)
        return float(np.log(1 + (len(self.library.passages) - found + 0.5) / (found + 0.5)))

    def tokens(self, passage: int) -> Vectors:
        """The vectors of a passage's tokens."""
        rows = self._tokens[self._starts[passage] : self._starts[passage + 1]]
        return np.asarray(rows.astype(np.float32) / np.float32(_TOKEN_SCALE), dtype=np.float32)


def _scores(model: bm25s.BM25, token: str, count: int) -> NDArray[np.float32]:
    at = model.vocab_dict.get(token)
    if at is None:
        return np.zeros(count, dtype=np.float32)
    scores: NDArray[np.float32] = model.get_scores_from_ids([at])
    return scores


def _write(part: Path, library: Library, model: Encoder, tell: Progress) -> None:
    encoded = model.documents([passage.own_words for passage in library.passages], tell)
    tell("storing", 0, 1)
    vectors = np.stack([one.vector for one in encoded])
    np.save(part / "vectors.npy", vectors)
    np.save(part / "tokens.npy", _small([one.tokens for one in encoded]))
    np.save(part / "starts.npy", np.cumsum([0, *(len(one.tokens) for one in encoded)]))
    client = _chroma(part / "chroma")
    collection = client.create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    step = client.get_max_batch_size()
    for at in range(0, len(encoded), step):
        ids = [str(one) for one in range(at, min(at + step, len(encoded)))]
        spots = [{"spot": library.passages[int(one)].spot} for one in ids]
        collection.add(ids=ids, embeddings=vectors[at : at + step], metadatas=spots)
    stems = [
        stems_of(f"{library.place_of(one).header}\n{one.own_words}") for one in library.passages
    ]
    pairs = [bigrams_of(one) for one in stems]
    _bm25([list(one) for one in stems]).save(part / "words", show_progress=False)
    _bm25(pairs).save(part / "pairs", show_progress=False)
    counts: dict[str, int] = {}
    for one in pairs:
        for pair in set(one):
            counts[pair] = counts.get(pair, 0) + 1
    (part / "pairs.json").write_text(json.dumps(counts), encoding="utf-8")
    (part / "library.json").write_text(library.model_dump_json(), encoding="utf-8")
    (part / "lexicon.json").write_text(lexicon_of(library).model_dump_json(), encoding="utf-8")
    tell("storing", 1, 1)


def _bm25(tokens: list[list[str]]) -> bm25s.BM25:
    model = bm25s.BM25(k1=_K1, b=_B)
    model.index(tokens, show_progress=False)
    return model


def _small(tokens: list[Vectors]) -> NDArray[np.int8]:
    rows: NDArray[np.int8] = np.rint(np.concatenate(tokens) * _TOKEN_SCALE).astype(np.int8)
    return rows


def _chroma(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))


def _exported(folder: Path, model: Encoder) -> str:
    """The name of the exported model's folder; empty where there is none."""
    if not isinstance(model, TransformerEncoder):
        return ""
    name = "model-" + model.model.rsplit(":", 1)[-1]
    return name if exported_encoder(folder / name, model) else ""


def _encoder(folder: Path, manifest: dict[str, Any]) -> Encoder:
    if manifest["exported"]:
        return OnnxEncoder(folder / manifest["exported"])
    return TransformerEncoder()


def _sources(decks: Sequence[Deck], model: str) -> str:
    return fingerprint(decks, f"{model} {_FORMAT}")


def _manifest(folder: Path) -> dict[str, Any]:
    """What the current index was made from; empty when there is none that can be read."""
    try:
        build = json.loads((folder / _CURRENT).read_text(encoding="utf-8"))["build"]
        manifest = json.loads((folder / build / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {**manifest, "build": build} if manifest.get("format") == _FORMAT else {}


def _swap(folder: Path, part: Path, manifest: dict[str, Any]) -> Path:
    """Make the new index the current one and remove those before the last."""
    name = f"build-{manifest['sources'][:12]}-{part.name.removeprefix('part-')}"
    before = _manifest(folder).get("build")
    part.rename(folder / name)
    pointer = folder / f"{_CURRENT}.{os.getpid()}"
    pointer.write_text(json.dumps({"build": name}), encoding="utf-8")
    pointer.replace(folder / _CURRENT)
    for old in folder.glob("build-*"):
        if old.name not in (name, before):
            shutil.rmtree(old, ignore_errors=True)
    return folder / name


def _unwritable(folder: Path, fault: OSError) -> AdvisorError:
    return AdvisorError(
        f"The index cannot be written to {folder}: {fault.strerror or fault}.",
        "Make the folder writable or choose another data folder, then run "
        "'python -m advisor index'.",
    )
