"""Finds the passages a question is about: fused on an absolute scale, the best few re-scored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict, PrivateAttr

from advisor.retrieval.embedding import Query, Vectors
from advisor.retrieval.index import Index
from advisor.retrieval.lexical import Lexical, Scores
from advisor.retrieval.passages import Passage, Place, numbered
from advisor.retrieval.question import Question, Reader, Term
from advisor.retrieval.words import bigrams_of, stem_set

_NEAREST = 60
_RESCORED = 60
_COSINE = 0.45
_OTHER_WORD = 0.7
_SLIDE = 0.3
_PART_COSINE = 0.4
_PIECE_COSINE = 0.2
_PART_WORDS = 0.2
_PART_PAIRS = 0.1
_PART_TOKENS = 0.5
_PIECE_TOKENS = 0.3
_BEST_SLIDES = 30
_NOWHERE = -9.0
_PAGES = 10
_BEST_OF_SLIDE = 3
_NATIONALITY = 5  # letters that a country and its people share, as in Korea and Korean


@dataclass(frozen=True)
class Hit:
    """A passage found, with the parts of its score, each between 0 and about 1.

    cosine: of question and passage. words, pairs: BM25 as a share of the most there could be.
    slide: the best fused score of the whole slide; page: its score as `slides` gives it, up to
    about 1.7, where it is not a note. tokens: how well each word of the question, by its rarity,
    has a counterpart in the passage. covered: share of the question's words, by rarity, that the
    passage or what introduces it says; headed: the same for title and section.
    """

    at: int
    passage: Passage
    place: Place
    cosine: float
    words: float
    pairs: float
    slide: float
    tokens: float
    fused: float
    page: float = 0.0
    lists_before: int = 0

    @cached_property
    def own_stems(self) -> frozenset[str]:
        """The stems of the passage and of what introduces it."""
        return stem_set(self.passage.own_words)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The stems of the passage, its header and its deck's event, place and date."""
        return self.own_stems | stem_set(f"{self.place.header} {self.place.setting}")


@dataclass(frozen=True)
class Found:
    """A slide or page found by its parts, with its score and the best part."""

    part: Passage
    place: Place
    score: float


def says(term: Term, stems: frozenset[str], acronyms: Mapping[str, str]) -> bool:
    """Whether a word of the question, or one that will do, stands among the stems."""
    if term.stem in stems or term.others & stems:
        return True
    if (
        term.name
        and term.stem.isalpha()
        and len(term.stem) >= _NATIONALITY
        and any(
            len(one) >= _NATIONALITY and (one.startswith(term.stem) or term.stem.startswith(one))
            for one in stems
        )
    ):
        return True
    meaning = acronyms.get(term.stem)
    return meaning is not None and stem_set(meaning) <= stems


class Searcher:
    """Searches one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._slide_of = numbered(passage.spot for passage in index.library.passages)
        self._slides = len(np.unique(self._slide_of))
        lists: dict[str, int] = {}
        self._lists_before = []
        for passage in index.library.passages:
            self._lists_before.append(lists.get(passage.spot, 0))
            lists[passage.spot] = self._lists_before[-1] + (passage.kind == "list")
        kinds = [passage.kind for passage in index.library.passages]
        self._parts = np.array(index.library.parts, dtype=np.int64)
        self._pieces = np.flatnonzero([kind not in ("slide", "list") for kind in kinds])
        self._parts_of, self._pieces_of = map(self._grouped, (self._parts, self._pieces))
        self._answers = np.array([kind not in ("slide", "lead") for kind in kinds])
        keys = {passage.key: at for at, passage in enumerate(index.library.passages)}
        self._lead_of = np.array(
            [
                keys.get(f"{p.key}:", at) if p.kind == "list" else at
                for at, p in enumerate(index.library.passages)
            ]
        )

    def search(
        self, question: Question, query: Query | None = None, also: Sequence[int] = ()
    ) -> list[Hit]:
        """The passages that may answer a question, best first; with others to be looked at."""
        query = query or self.index.query(question.read_as)
        words, pairs = _lexical(question, self.index.lexical, question.weight)
        near = self.index.near(query, _NEAREST)
        alike = self.index.cosine(query)
        cosine, words, pairs = (
            np.maximum(scores, scores[self._lead_of]) for scores in (alike, words, pairs)
        )
        fused = _COSINE * cosine + (1 - _COSINE) * (words + pairs) / 2
        slides = np.zeros(self._slides, dtype=np.float32)
        np.maximum.at(slides, self._slide_of, fused)
        total = np.where(self._answers, fused + _SLIDE * slides[self._slide_of], -1.0)
        lexical = np.argsort(-total)[:_RESCORED]
        chosen = sorted({*near, *lexical.tolist()}, key=lambda at: -float(total[at]))[:_RESCORED]
        weights = self._token_weights(question, query)
        pages = self._pages(question, query, weights, alike)
        hits = [
            Hit(
                at=at,
                passage=self.index.library.passages[at],
                place=self.index.library.place_of(self.index.library.passages[at]),
                cosine=float(cosine[at]),
                words=float(words[at]),
                pairs=float(pairs[at]),
                slide=float(slides[self._slide_of[at]]),
                tokens=max(
                    self._matched(query, weights, one) for one in {at, int(self._lead_of[at])}
                ),
                fused=float(fused[at]),
                page=0.0 if self.index.noted[at] else pages[self.index.library.passages[at].spot],
                lists_before=self._lists_before[at],
            )
            for at in dict.fromkeys([*chosen, *also])
            if self._answers[at]
        ]
        return sorted(hits, key=lambda hit: (-hit.fused - hit.tokens, hit.at))

    def _pages(
        self, question: Question, query: Query, weights: Vectors, cosine: Scores
    ) -> Mapping[str, float]:
        """The scores of the best pages of other documents; of all the rest, that of the last."""
        if self.index.noted.all():
            return {}
        found = self._found(question, query, weights, cosine, notes=False)[:_PAGES]
        scores = {one.place.spot: one.score for one in found if one.place.origin == "original"}
        return defaultdict(lambda: min(scores.values(), default=0.0), scores)

    def slides(self, question: Question, count: int) -> list[Found]:
        """The slides or pages a question is about, best first: by their best parts and pieces."""
        query = self.index.query(question.read_as)
        weights = self._token_weights(question, query)
        return self._found(question, query, weights, self.index.cosine(query), count)[:count]

    def _found(
        self,
        question: Question,
        query: Query,
        weights: Vectors,
        cosine: Scores,
        count: int = _BEST_SLIDES,
        notes: bool = True,
    ) -> list[Found]:
        """At least so many of the slides or pages, those of notes among them or last of all."""
        most = sum(self.index.parts.rarity(term.stem) for term in question.terms)
        words, pairs = _lexical(question, self.index.parts, most)
        said: Scores = _PART_WORDS * words + _PART_PAIRS * pairs
        whole = self._by_slide(self._parts, cosine[self._parts])
        pieces = self._by_slide(self._pieces, cosine[self._pieces])
        fused = _PART_COSINE * whole + _PIECE_COSINE * np.maximum(whole, pieces)
        fused += self._by_slide(self._parts, said)
        if not notes:
            fused[self._slide_of[self.index.noted]] = _NOWHERE
        by_part = _PART_COSINE * cosine
        by_part[self._parts] += said
        found = []
        for slide in np.argsort(-fused, kind="stable")[: max(count, _BEST_SLIDES)]:
            if not len(self._parts_of[slide]):
                break
            tokens, at = max(
                (self._matched(query, weights, at), -at)
                for at in _best(self._parts_of[slide], by_part)
            )
            near = [
                self._matched(query, weights, at) for at in _best(self._pieces_of[slide], cosine)
            ]
            score = float(fused[slide]) + _PART_TOKENS * tokens
            score += _PIECE_TOKENS * max(near, default=tokens)
            part = self.index.library.passages[-at]
            found.append(Found(part, self.index.library.place_of(part), score))
        return sorted(found, key=lambda one: -one.score)

    def _by_slide(self, passages: NDArray[np.int64], scores: Scores) -> Scores:
        """The best score of each slide's passages; far below all others where it has none."""
        best = np.full(self._slides, _NOWHERE, dtype=np.float32)
        np.maximum.at(best, self._slide_of[passages], scores)
        return best

    def _grouped(self, passages: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """The passages of each slide."""
        ordered = passages[np.argsort(self._slide_of[passages], kind="stable")]
        ends = np.searchsorted(self._slide_of[ordered], np.arange(1, self._slides))
        return np.split(ordered, ends)

    @staticmethod
    def _token_weights(question: Question, query: Query) -> Vectors:
        """The worth of each of the question's tokens: its word's rarity, shared out."""
        weights = np.zeros(len(query.spans), dtype=np.float32)
        for term in question.terms:
            start, end = term.span
            own = [at for at, (a, _) in enumerate(query.spans) if start <= a < end]
            for at in own:
                weights[at] += term.weight / len(own)
        return weights if weights.sum() > 0 else np.ones_like(weights)

    def _matched(self, query: Query, weights: Vectors, at: int) -> float:
        tokens, own = query.of(bool(self.index.noted[at])).tokens, self.index.tokens(at)
        if not len(tokens) or not len(own):
            return 0.0
        best = (tokens @ own.T).max(axis=1)
        return float((best * weights).sum() / weights.sum())


def _best(passages: NDArray[np.int64], scores: Scores) -> list[int]:
    """The best few of some passages."""
    best = passages[np.argsort(-scores[passages], kind="stable")[:_BEST_OF_SLIDE]]
    return [int(at) for at in best]


def _lexical(question: Question, lexical: Lexical, most: float) -> tuple[Scores, Scores]:
    """BM25 of words, as a share of the most given, and of pairs, as a share of what could be."""
    words = np.zeros(lexical.count, dtype=np.float32)
    for term in question.terms:
        best = lexical.word_scores(term.stem)
        for other in sorted(term.others):
            best = np.maximum(best, _OTHER_WORD * lexical.word_scores(other))
        words += best
    pairs = np.zeros(lexical.count, dtype=np.float32)
    most_pairs = 0.0
    for pair in bigrams_of(question.stems):
        pairs += lexical.pair_scores(pair)
        most_pairs += lexical.rarity(pair)
    return words / max(most, 1e-6), pairs / max(most_pairs, 1e-6)


class MaterialRetriever(BaseRetriever):
    """LangChain's interface: the slides or pages for a question, with the best part of each."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    count: int = 5
    _searcher: Searcher = PrivateAttr()
    _reader: Reader = PrivateAttr()

    def __init__(self, searcher: Searcher, reader: Reader, count: int = 5) -> None:
        super().__init__(count=count)  # type: ignore[call-arg]
        self._searcher = searcher
        self._reader = reader

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        question = self._reader.read(query)
        return [
            Document(
                page_content=one.part.text,
                metadata={
                    "source": one.place.source,
                    "slide": one.place.slide,
                    "title": one.place.title,
                    "score": one.score,
                },
            )
            for one in self._searcher.slides(question, self.count)
        ]
