"""The workshop material as the product asks it: questions in, cited answers or refusals out."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from advisor.model.answers import Value
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Deck
from advisor.model.content import Question as InterviewQuestion
from advisor.model.conversation import Description
from advisor.retrieval.adapter import unadapted
from advisor.retrieval.answer import Composer, Piece
from advisor.retrieval.asked import NONE, Known, Likeness, Store, shipped_questions
from advisor.retrieval.embedding import Encoder, Query, Vectors
from advisor.retrieval.follow_up import Offers
from advisor.retrieval.hosting import BESIDE, Hosting
from advisor.retrieval.index import Index
from advisor.retrieval.question import Question, Reader
from advisor.retrieval.ranking import Ranked, described, scored
from advisor.retrieval.refusal import Judge, lacks_what_is_asked
from advisor.retrieval.said import Meanings, shipped_sayings
from advisor.retrieval.search import MaterialRetriever, Searcher
from advisor.retrieval.weights import Weights, shipped_weights

_NEAREST = 3
_AT_ALL = 0.25
_LIKELIEST = 12


@dataclass(frozen=True)
class Searched:
    """A question, or one side of a comparison, with what was found, in no order that counts."""

    question: Question
    query: Query
    likeness: Likeness
    found: list[Ranked]


@dataclass(frozen=True)
class Found:
    """What one question, or one side of a comparison, led to."""

    question: Question
    ranking: tuple[Ranked, ...]
    pieces: tuple[Piece, ...]
    signals: dict[str, float]


class Material:
    """An open index that answers questions. Opening takes under a second and no torch.

    Args:
        index: the open index.
        phrases: the wording of `prompts/material.yaml`.
        weights: fitted weights; those that are shipped when none are given.
    """

    def __init__(
        self,
        index: Index,
        phrases: Mapping[str, Any],
        weights: Weights | None = None,
        known: Store | None = None,
    ) -> None:
        phrases = phrases.get("material", phrases)
        self.index = index
        self.weights = weights or shipped_weights()
        self.phrases = phrases
        self._gaps = tuple(str(gap).lower() for gap in phrases["gaps"])
        extra = {str(key): str(value) for key, value in phrases["acronyms"].items()}
        self._acronyms = {**index.lexicon.acronyms, **extra}
        lexicon = index.lexicon.model_copy(update={"acronyms": self._acronyms})
        self._reader = Reader(
            lexicon,
            index.encoder.knows,
            phrases["alike"],
            phrases["frame"],
            self._likeness,
            phrases["respelt"],
            phrases["around"],
        )
        self._searcher = Searcher(index)
        self.store = known or shipped_questions()
        fits = self.store.model == index.model
        self.known = Known(self.store if fits else NONE, index.library, lexicon)
        self._composer = Composer(index.library, self._acronyms)
        self._judge = Judge(index, self.known, self._gaps, self._acronyms)
        self._offers = Offers(index.library, phrases["follow_up"], self._gaps)
        self._vector = lru_cache(maxsize=4096)(self._vector_of)

    @classmethod
    def open(
        cls,
        folder: Path,
        decks: Sequence[Deck],
        phrases: Mapping[str, Any],
        encoder: Encoder | None = None,
        hosting: Hosting = BESIDE,
    ) -> "Material":
        """Open the index in a folder.

        Args:
            folder: where indexes are kept.
            decks: the sources that the pack holds now.
            phrases: the wording of `prompts/material.yaml`.
            encoder: takes the place of the model (tests).
            hosting: where the vectors are kept.

        Raises:
            AdvisorError: when there is no index, it is not of these notes, or the Chroma server
                does not answer.
        """
        index = Index(folder, encoder, hosting)
        index.must_hold(decks)
        return cls(index, phrases)

    def answer(self, question: str, previous: str | None = None) -> MaterialAnswer:
        """The answer to a question, in the light of the one before; or a refusal.

        Args:
            question: as the user typed it.
            previous: the question before, for one such as 'and in 2010?'.
        """
        start = time.perf_counter()
        if not any(one.isalnum() for one in question):
            return MaterialAnswer(
                question=question, answer=self.phrases["not_covered_at_all"], abstained=True
            )
        asked = self._reader.with_context(question, previous)
        found = self.find(self.search(asked))
        made = self.reply(question, asked, found)
        return made.model_copy(update={"ms": round((time.perf_counter() - start) * 1000)})

    def reply(self, question: str, asked: Question, found: Sequence[Found]) -> MaterialAnswer:
        """The answer made of what was found, or a refusal."""
        return self.replied(question, found, self.sureness(asked, found) >= self._threshold(found))

    def replied(self, question: str, found: Sequence[Found], answers: bool) -> MaterialAnswer:
        """The answer made of what was found where it answers the question, else a refusal."""
        return self._answered(question, found) if answers else self._refused(question, found)

    def covers(self, question: str, previous: str | None = None) -> float:
        """How likely it is that the material answers a question, from 0 to 1."""
        asked = self._reader.with_context(question, previous)
        return self.sureness(asked, self.find(self.search(asked)))

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        """How close a text is in meaning to each of the choices, from -1 to 1."""
        own = self._vector(text)
        return [float(own @ self._vector(choice)) for choice in choices]

    def meant(self, question: InterviewQuestion, said: Description) -> list[tuple[Value, float]]:
        """The values that a message may mean as an answer, the likeliest first, with chances.

        Nothing where the weights were fitted on another model's vectors.
        """
        return self._meanings.of(question, said) if self._meanings is not None else []

    @cached_property
    def _meanings(self) -> Meanings | None:
        """What weighs answers; read when the first is, which no question to the material needs."""
        sayings = shipped_sayings()
        same = sayings.model == unadapted(self.index.model)
        return Meanings(sayings, self._vector) if same else None

    def retriever(self, count: int = 5) -> MaterialRetriever:
        """LangChain's interface to the search."""
        return MaterialRetriever(self._searcher, self._reader, count)

    def read(self, question: str, previous: str | None = None) -> Question:
        """A question as it is searched."""
        return self._reader.with_context(question, previous)

    def search(self, asked: Question) -> list[Searched]:
        """What a question leads to, not yet ranked; two searches for a comparison."""
        if asked.sides is None:
            return [self._search(asked)]
        return [self._search(self._reader.side(asked, at)) for at in (0, 1)]

    def find(self, searched: Sequence[Searched]) -> list[Found]:
        """What was found, ranked, with the pieces that an answer would be made of."""
        found: list[Found] = []
        for one in searched:
            taken = [piece for other in found for piece in other.pieces]
            found.append(self._find(one, taken))
        return found

    def sureness(self, asked: Question, found: Sequence[Found]) -> float:
        """The judge's probability that what was found answers the question."""
        weakest = min(found, key=lambda one: one.signals["supported"])
        if lacks_what_is_asked(asked, weakest.signals):
            return 0.0
        if not self._is_known(found):
            return self.weights.plain.judge.probability(weakest.signals)
        wording = self.weights.wording.score(self.wording_vector(asked))
        return self.weights.full.judge.probability({**weakest.signals, "wording": wording})

    def _is_known(self, found: Sequence[Found]) -> bool:
        """Whether the weights were fitted on such vectors and on the sources that answer."""
        sources = {piece.passage.source for one in found for piece in one.pieces[:1]}
        return self.index.model == self.weights.model and sources <= self.known.sources

    def wording_vector(self, asked: Question) -> Vectors:
        """How a question is worded: its vectors without and with its names and numbers.

        By the model as it came: the adapter brings nearer to the notes what they do not cover, too.
        """
        both = self.index.encoder.meanings([asked.without_names, asked.read_as])
        return np.concatenate([one.vector for one in both])

    def _threshold(self, found: Sequence[Found]) -> float:
        return (self.weights.full if self._is_known(found) else self.weights.plain).threshold

    def _search(self, asked: Question) -> Searched:
        query = self.index.query(asked.read_as)
        likeness = self.known.likeness(asked, query, _LIKELIEST)
        hits = self._searcher.search(asked, query, likeness.best)
        found = described(asked, hits, likeness, self._acronyms, self._gaps)
        return Searched(asked, query, likeness, found)

    def _find(self, one: Searched, taken: Sequence[Piece]) -> Found:
        keys = {piece.passage.key for piece in taken}
        ranking, estimated = self.weights.ranking, self.weights.estimated
        order = scored(one.found, ranking, estimated, self.known.sources)
        order = [rank for rank in order if rank.passage.key not in keys] or order
        pieces = self._composer.pieces(one.question, order)
        signals = self._judge.signals(one.question, one.query, one.likeness, order, pieces)
        return Found(one.question, tuple(order), tuple(pieces), signals)

    def _answered(self, question: str, found: Sequence[Found]) -> MaterialAnswer:
        pieces = [piece for one in found for piece in one.pieces]
        names = frozenset(term.stem for one in found for term in one.question.terms if term.name)
        citations = tuple(self._composer.citations(pieces, names))
        return MaterialAnswer(
            question=question,
            answer=_joined(pieces),
            abstained=False,
            citations=citations,
            follow_ups=self._offers.after(question, pieces),
        )

    def _refused(self, question: str, found: Sequence[Found]) -> MaterialAnswer:
        near: list[str] = []
        for one in found[0].ranking:
            title = self.index.library.place_of(one.passage).title
            if title not in near:
                near.append(title)
        near = near[:_NEAREST] if found[0].ranking[0].hit.cosine >= _AT_ALL else []
        say = self.phrases["not_covered"] if near else self.phrases["not_covered_at_all"]
        return MaterialAnswer(
            question=question,
            answer=str(say).format(topics="; ".join(near)),
            abstained=True,
            nearest=tuple(near),
            follow_ups=self._offers.near([one.passage for one in found[0].ranking[:_NEAREST]]),
        )

    def _likeness(self, ones: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        table = np.stack([self._vector(one) for one in ones])
        result: list[list[float]] = (table @ np.stack([self._vector(o) for o in others]).T).tolist()
        return result

    def _vector_of(self, text: str) -> Vectors:
        return self.index.encoder.meanings([text])[0].vector


def _joined(pieces: Sequence[Piece]) -> str:
    """The pieces as one text: sentences of a slide run on, a list stands on lines of its own."""
    out = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        runs_on = (
            before is not None
            and "\n" not in before.text + piece.text
            and before.passage.spot == piece.passage.spot
        )
        out += piece.text if before is None else (" " if runs_on else "\n") + piece.text
    return out
