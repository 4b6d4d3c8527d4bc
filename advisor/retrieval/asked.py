"""Questions that the parts of the notes are known to answer, so that other words find them too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from advisor.model.frozen import Frozen
from advisor.retrieval.embedding import Encoder, Query, Vectors
from advisor.retrieval.lexical import Scores
from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.passages import Library, Passage, numbered
from advisor.retrieval.question import Question
from advisor.retrieval.shipped import SCALE, in_bytes, shipped_arrays
from advisor.retrieval.words import stem_set

_FILE = "asked.npz"
_COMPARED = 40
_UNLIKE, _FAR = 0.4, 0.2


class Asked(Frozen):
    """What a part of a note is asked for.

    `part` is how the sentence, the item or what introduces the list begins.
    """

    slide: str
    part: str
    asked: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Store:
    """Known questions with their vectors; `model` names what made these."""

    model: str
    questions: tuple[str, ...]
    slides: tuple[str, ...]
    parts: tuple[str, ...]
    vectors: NDArray[np.int8]

    def save(self, file: Path) -> None:
        """Write them to a file."""
        np.savez_compressed(
            file,
            model=np.array(self.model),
            questions=np.array(self.questions),
            slides=np.array(self.slides),
            parts=np.array(self.parts),
            vectors=self.vectors,
        )


NONE = Store("", (), (), (), np.zeros((0, 0), dtype=np.int8))


def store_of(known: Sequence[Asked], encoder: Encoder) -> Store:
    """The known questions with vectors made by an encoder."""
    store = unembedded(known)
    encoded = encoder.questions(store.questions)
    vectors = np.stack([one.vector for one in encoded])
    return replace(store, model=encoder.model, vectors=in_bytes(vectors))


def unembedded(known: Sequence[Asked]) -> Store:
    """The known questions without vectors."""
    rows = [(one, question) for one in known for question in one.asked]
    return replace(
        NONE,
        questions=tuple(question for _, question in rows),
        slides=tuple(one.slide for one, _ in rows),
        parts=tuple(one.part for one, _ in rows),
    )


def shipped_questions() -> Store:
    """The known questions that come with the product."""
    with shipped_arrays(_FILE) as held:
        return Store(
            model=str(held["model"]),
            questions=tuple(held["questions"].tolist()),
            slides=tuple(held["slides"].tolist()),
            parts=tuple(held["parts"].tolist()),
            vectors=held["vectors"],
        )


@dataclass(frozen=True)
class Likeness:
    """How like the known questions of each passage a question is, from 0 to 1.

    own: by meaning, to those of the passage; words: by words; block: to those of its list and
    items; slide: to those of its slide. typical and worded: not to the likest, but to the middle
    of those of the passage, and by words to all of them on average. `best` are the passages of
    the likest questions.
    """

    own: Scores
    words: Scores
    block: Scores
    slide: Scores
    typical: Scores
    worded: Scores
    best: tuple[int, ...]


class Known:
    """The known questions of one library."""

    def __init__(self, store: Store, library: Library, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        rows, passages = linked(store, library)
        self._passages = np.array(passages, dtype=np.int64)
        self._vectors: Vectors = store.vectors[np.array(rows, dtype=np.int64)].astype(
            np.float32
        ) / np.float32(SCALE)
        self._stems = [stem_set(store.questions[row]) for row in rows]
        self._count = len(library.passages)
        self._block_of = numbered(f"{p.spot}/{p.block}" for p in library.passages)
        self._slide_of = numbered(p.spot for p in library.passages)
        self.sources = frozenset(library.passages[at].source for at in passages)
        self._asked_of: dict[int, list[int]] = {}
        for row, at in enumerate(passages):
            self._asked_of.setdefault(at, []).append(row)
        self._middles = np.zeros((self._count, self._vectors.shape[1]), dtype=np.float32)
        for at, own in self._asked_of.items():
            middle = self._vectors[own].mean(axis=0)
            self._middles[at] = middle / np.linalg.norm(middle)
        self._said = {
            at: frozenset[str]().union(*(self._stems[row] for row in own))
            for at, own in self._asked_of.items()
        }

    def said(self, passage: int) -> frozenset[str]:
        """The stems of all that a passage is known to be asked."""
        return self._said.get(passage, frozenset())

    def likeness(self, question: Question, query: Query, count: int) -> Likeness:
        """How like a question is to what is known; with the passages of the likest few."""
        if not len(self._vectors) or query.adapted is None:
            none = np.zeros(self._count, dtype=np.float32)
            return Likeness(none, none, none, none, none, none, ())
        cosine = np.maximum(self._vectors @ query.adapted.vector, 0)
        words = np.zeros(len(cosine), dtype=np.float32)
        worded = np.zeros(self._count, dtype=np.float32)
        order = np.argsort(-cosine, kind="stable")
        likest = set(order[:_COMPARED].tolist())
        for at in {int(self._passages[row]) for row in likest}:
            own = self._asked_of[at]
            shared = [self._shared(question, self._stems[row]) for row in own]
            worded[at] = sum(shared) / len(own)
            for row, value in zip(own, shared, strict=True):
                words[row] = value if row in likest else 0.0
        likely = np.maximum(0, (cosine - _UNLIKE) / (1 - _UNLIKE))
        best = dict.fromkeys(int(self._passages[row]) for row in order[:count])
        return Likeness(
            own=self._most(likely, np.arange(self._count)),
            words=self._most(words, np.arange(self._count)),
            block=self._most(likely, self._block_of),
            slide=self._most(likely, self._slide_of),
            typical=np.maximum(self._middles @ query.adapted.vector - _FAR, 0),
            worded=worded,
            best=tuple(best),
        )

    def _most(self, values: Scores, group: NDArray[np.int64]) -> Scores:
        most = np.zeros(int(group.max()) + 1, dtype=np.float32)
        np.maximum.at(most, group[self._passages], values)
        return most[group]

    def _shared(self, question: Question, stems: frozenset[str]) -> float:
        """The words both have, by rarity, as the harmonic mean of the shares of each."""
        same = {term.stem for term in question.terms if term.stem in stems}
        alike = {other for term in question.terms for other in term.others & stems}
        asked = sum(t.weight for t in question.terms if t.stem in same or t.others & stems)
        told = sum(self._lexicon.rarity(one) for one in stems if one in same | alike)
        whole = question.weight + sum(self._lexicon.rarity(one) for one in stems)
        return (asked + told) / whole if whole else 0.0


def linked(store: Store, library: Library) -> tuple[list[int], list[int]]:
    """Which known question belongs to which passage; one whose part is gone belongs to none."""
    starts: dict[str, list[tuple[str, int]]] = {}
    for at, passage in enumerate(library.passages):
        if passage.kind not in ("lead", "slide"):
            starts.setdefault(passage.spot, []).append((_start(passage), at))
    rows, passages = [], []
    for row, (slide, part) in enumerate(zip(store.slides, store.parts, strict=True)):
        begins = [at for text, at in starts.get(slide, ()) if text.startswith(part)]
        if begins:
            rows.append(row)
            passages.append(begins[0])
    return rows, passages


def _start(passage: Passage) -> str:
    return passage.lead if passage.kind == "list" else passage.text
